// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.PolicyZone;
import dev.trimunit.devices.gateway.RuleFollower;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * BIND as the LAN's resolver, as in the ConPro paper: {@code named} (Debian package bind9) with a
 * view and a response policy zone per station. It dies with this process.
 */
final class BindResolver implements StationResolver {
  private static final int LINES_KEPT = 30;
  private final GatewaySettings settings;
  private final BindFiles files;
  private final Map<String, BindDns> views = new ConcurrentHashMap<>();
  private final ExecutorService settling =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "bind-answers");
            thread.setDaemon(true);
            return thread;
          });
  private final Consumer<Throwable> died;
  private @Nullable Process named;

  /**
   * @param died hears what ended the thread that reads BIND's log
   */
  BindResolver(GatewaySettings settings, Consumer<Throwable> died) {
    this.settings = settings;
    this.died = died;
    this.files = new BindFiles(settings);
  }

  @Override
  public StationDns station(int mark, RuleFollower firewall) {
    InetSocketAddress server =
        new InetSocketAddress(settings.listen().get(0).value(), settings.firewall().resolverPort());
    PolicyZone zone =
        new PolicyZone(server, BindFiles.zone(mark), files.secret(mark), System::nanoTime);
    BindDns dns = new BindDns(zone, firewall);
    views.put(BindFiles.zone(mark).text(), dns);
    return dns;
  }

  @Override
  public void start() {
    settings.listen().forEach(this::probe);
    Process process = Program.start(command());
    named = process;
    BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
    try {
      awaitRunning(lines);
    } catch (IOException e) {
      throw new LabFault("Lost BIND while it started: " + e.getMessage(), e);
    }
    Thread reader = new Thread(() -> read(lines), "bind-log");
    reader.setDaemon(true);
    reader.setUncaughtExceptionHandler((dead, why) -> died.accept(why));
    reader.start();
  }

  /** BIND shares a port with another one and says nothing. */
  private void probe(IpAddress address) {
    InetSocketAddress socket =
        new InetSocketAddress(address.value(), settings.firewall().resolverPort());
    try (DatagramSocket udp = new DatagramSocket(socket);
        ServerSocket tcp = new ServerSocket()) {
      tcp.setReuseAddress(true);
      tcp.bind(socket);
    } catch (IOException e) {
      throw new LabFault("The resolver cannot use " + socket + ": " + e.getMessage(), e);
    }
  }

  /** It gets SIGKILL from the kernel when we are gone: nothing else would end it then. */
  private List<String> command() {
    List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    command.addAll(List.of("named", "-g", "-n", "2", "-c", files.config().toString()));
    return command;
  }

  private static void awaitRunning(BufferedReader lines) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("address in use") || line.contains("interface ignored")) {
        throw new LabFault("The resolver cannot use its address: BIND says '" + line.strip() + "'");
      }
      if (line.endsWith(" running")) {
        return;
      }
      if (last.size() == LINES_KEPT) {
        last.removeFirst();
      }
      last.addLast(line.strip());
    }
    throw new LabFault(
        "BIND did not start (Debian packages bind9, util-linux): " + String.join("; ", last));
  }

  private void read(BufferedReader lines) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        BindLog.read(line).ifPresent(this::take);
      }
    } catch (IOException e) {
      return; // it has ended; whoever asks next is told
    }
  }

  private void take(BindLog line) {
    BindDns station = views.get(line.view());
    Optional<Runnable> next = station == null ? Optional.empty() : station.take(line);
    try {
      next.ifPresent(settling::execute);
    } catch (RejectedExecutionException e) {
      return; // It is closed.
    }
  }

  @Override
  public void close() {
    settling.shutdownNow();
    Process process = named;
    if (process != null) {
      process.destroy();
      try {
        process.waitFor(2, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      JavaProcess.kill(process);
    }
    files.close();
  }
}
