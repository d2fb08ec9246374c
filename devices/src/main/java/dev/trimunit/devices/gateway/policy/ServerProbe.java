// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway.policy;

import dev.trimunit.devices.gateway.DnsQueries;
import dev.trimunit.devices.gateway.Upstream;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Looks whether servers answer this machine: by a connection (TCP), a query for the time (123/udp),
 * or a look-up (of a name alone). Of anything else nobody can tell without speaking its language:
 * it counts as silent, and so never as something that fell silent.
 */
public final class ServerProbe {
  private static final int AT_ONCE = 32;
  private static final int PATIENCE_MILLIS = 2_000;

  /** Less than the gateway's process has for an order. */
  private static final Duration MOST_TIME = Duration.ofSeconds(20);

  private final Upstream names;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final SecureRandom chance = new SecureRandom();

  /**
   * @param names looks names up, remembering nothing
   * @param clock what servers are told that it is
   * @param nanos a clock that never jumps
   */
  public ServerProbe(Upstream names, InstantSource clock, LongSupplier nanos) {
    this.names = names;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * Those that do not answer.
   *
   * @throws LabFault if it takes too long to tell
   */
  public Set<Destination> silent(Set<Destination> servers) {
    ExecutorService looking =
        Executors.newFixedThreadPool(
            AT_ONCE,
            task -> {
              Thread thread = new Thread(task, "gateway-canary");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Map<Destination, Future<Boolean>> looks = new TreeMap<>();
      servers.forEach(server -> looks.put(server, looking.submit(() -> answers(server))));
      long end = nanos.getAsLong() + MOST_TIME.toNanos();
      Set<Destination> silent = new TreeSet<>();
      for (Map.Entry<Destination, Future<Boolean>> look : looks.entrySet()) {
        if (!look.getValue().get(end - nanos.getAsLong(), TimeUnit.NANOSECONDS)) {
          silent.add(look.getKey());
        }
      }
      return silent;
    } catch (TimeoutException e) {
      throw new LabFault(
          "The gateway could not tell within %s which of %d servers answer"
              .formatted(MOST_TIME, servers.size()),
          e);
    } catch (ExecutionException e) {
      throw new LabFault("The gateway cannot look whether servers answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("Interrupted while the gateway looked whether servers answer", e);
    } finally {
      looking.shutdownNow();
    }
  }

  private boolean answers(Destination server) {
    boolean tcp = server.transport().equals(Transport.TCP);
    boolean time =
        server.transport().equals(Transport.UDP) && server.port() == Policy.OwnAnswer.PORT;
    if (!tcp && !time && !server.isNameOnly()) {
      return false;
    }
    List<IpAddress> addresses = addresses(server);
    return server.isNameOnly()
        ? !addresses.isEmpty()
        : addresses.stream()
            .map(address -> new InetSocketAddress(address.value(), server.port()))
            .anyMatch(tcp ? ServerProbe::connects : this::tellsTheTime);
  }

  private List<IpAddress> addresses(Destination server) {
    if (server.host() instanceof IpAddress address) {
      return List.of(address);
    }
    List<IpAddress> addresses = new ArrayList<>();
    if (server.host() instanceof DnsName name && !name.isFamily()) {
      for (String type : List.of("A", "AAAA")) {
        names
            .ask(DnsQueries.query(chance.nextInt(1 << 16), name, type))
            .flatMap(DnsQueries::reply)
            .ifPresent(reply -> addresses.addAll(reply.addresses()));
      }
    }
    return List.copyOf(addresses);
  }

  private static boolean connects(InetSocketAddress server) {
    try (Socket socket = new Socket()) {
      socket.connect(server, PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean tellsTheTime(InetSocketAddress server) {
    byte[] query = NtpPackets.query(clock.instant());
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(server);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket answer = new DatagramPacket(new byte[1_024], 1_024);
      socket.receive(answer);
      return NtpPackets.answers(query, Arrays.copyOf(answer.getData(), answer.getLength()));
    } catch (IOException e) {
      return false;
    }
  }
}
