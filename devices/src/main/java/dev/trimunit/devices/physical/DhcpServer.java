// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.devices.physical.BenchFile.Dhcp;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code dnsmasq} as the LAN's DHCP server, without its resolver. The thread that started it waits
 * for its end: the kernel ends it with that thread, so it outlives no run, however that ends. When
 * it dies by itself, whoever asks next is told, and another one is started.
 */
final class DhcpServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;
  private static final int LINES_KEPT = 5;
  private static final int PREFIX_OCTETS = 8;

  /** In seconds. */
  private static final int ADVERTISED_EVERY = 10;

  private static final int ROUTE_LASTS = 60;

  /** What dnsmasq takes. */
  private static final int LEAST_LEASE_SECONDS = 120;

  private static final String READY = "DHCP, ";

  private final List<String> command;
  private final Duration patience;
  private Attempt attempt;
  private boolean closed;

  /**
   * @param command starts it
   * @param patience how long it may take to serve
   * @throws LabFault with its words, if it does not
   */
  DhcpServer(List<String> command, Duration patience) {
    this.command = command;
    this.patience = patience;
    this.attempt = new Attempt(command);
    attempt.awaitReady(patience);
  }

  /**
   * Starts it; returns when it serves.
   *
   * @param folder where it keeps its leases
   * @throws LabFault with its words, if it does not
   */
  static DhcpServer start(BenchFile file, Dhcp dhcp, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new LabFault("The folder " + folder + " for leases cannot be made", e);
    }
    return new DhcpServer(
        command(file, dhcp, folder.resolve("dhcp.leases")), Duration.ofSeconds(PATIENCE_SECONDS));
  }

  /**
   * Looks whether it serves.
   *
   * @throws LabFault if it had ended; another one runs now
   */
  synchronized void requireAlive() {
    if (!closed && !attempt.isAlive()) {
      String words = attempt.lastWords();
      attempt = new Attempt(command);
      attempt.awaitReady(patience);
      throw new LabFault("The DHCP server had ended and was started again: " + words);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    attempt.end();
  }

  private static List<String> command(BenchFile file, Dhcp dhcp, Path leases) {
    IpAddress router = file.network().ipv4();
    List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    command.addAll(
        List.of(
            "dnsmasq",
            "--no-daemon", // which also keeps it from changing its group, as only root may
            "--conf-file=/dev/null",
            "--no-hosts",
            "--no-resolv",
            "--port=0",
            "--pid-file=",
            "--interface=" + file.network().lan(),
            "--except-interface=lo",
            "--bind-interfaces",
            "--dhcp-authoritative",
            "--dhcp-leasefile=" + leases,
            "--dhcp-option=option:router," + router,
            "--dhcp-option=option:dns-server," + router,
            "--dhcp-range=%s,%s,%d"
                .formatted(dhcp.first(), dhcp.last(), dhcp.lease().toSeconds())));
    file.network()
        .ipv6()
        .ifPresent(six -> command.addAll(advertisements(file.network().lan(), six, dhcp)));
    for (Place place : file.devices().values()) {
      place.addresses().stream()
          .filter(address -> !address.isIpv6())
          .limit(1)
          .forEach(address -> command.add("--dhcp-host=" + place.mac() + "," + address));
    }
    return command;
  }

  /**
   * By which devices make IPv6 addresses of their own. The route ends a minute after this server.
   */
  private static List<String> advertisements(String lan, IpAddress router, Dhcp dhcp) {
    byte[] prefix = Arrays.copyOf(Arrays.copyOf(router.octets(), PREFIX_OCTETS), 16);
    return List.of(
        "--enable-ra",
        "--ra-param=%s,%d,%d".formatted(lan, ADVERTISED_EVERY, ROUTE_LASTS),
        "--dhcp-option=option6:dns-server,[" + router + "]",
        "--dhcp-range=%s,ra-stateless,64,%d"
            .formatted(
                IpAddress.of(prefix), Math.max(LEAST_LEASE_SECONDS, dhcp.lease().toSeconds())));
  }

  /** One process, and the thread to which its life is bound. */
  private static final class Attempt {
    private final List<String> command;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Deque<String> words = new ArrayDeque<>();
    private @Nullable Process process;
    private boolean ended;
    private volatile boolean serves;

    Attempt(List<String> command) {
      this.command = command;
      Thread thread = new Thread(this::run, "dhcp-server");
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      try {
        Process started = Program.prepare(command).redirectErrorStream(true).start();
        began(started);
        started.getOutputStream().close();
        read(started.inputReader(StandardCharsets.UTF_8));
      } catch (IOException e) {
        say(String.valueOf(e.getMessage()));
      } finally {
        serves = false;
        ready.countDown();
        end();
      }
    }

    private void read(BufferedReader lines) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        say(line.strip());
        if (line.contains(READY)) {
          serves = true;
          ready.countDown();
        }
      }
    }

    private synchronized void say(String line) {
      if (words.size() == LINES_KEPT) {
        words.removeFirst();
      }
      words.addLast(line);
    }

    synchronized String lastWords() {
      return words.isEmpty() ? "it said nothing" : String.join("; ", words);
    }

    boolean isAlive() {
      return serves;
    }

    void awaitReady(Duration patience) {
      boolean came;
      try {
        came = ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabFault("The run was interrupted", e);
      }
      if (!serves) {
        end();
        throw new LabFault(
            "dnsmasq does not serve addresses%s: %s"
                .formatted(came ? "" : " after " + patience.toSeconds() + " s", lastWords()));
      }
    }

    synchronized void end() {
      ended = true;
      Process running = process;
      if (running != null) {
        JavaProcess.kill(running);
      }
    }

    /** A process that nobody waits for any more is ended at once. */
    private synchronized void began(Process started) {
      process = started;
      if (ended) {
        JavaProcess.kill(started);
      }
    }
  }
}
