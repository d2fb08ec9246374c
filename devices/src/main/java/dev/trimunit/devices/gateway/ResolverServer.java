// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The resolver on the LAN: UDP and TCP on the given addresses, each client answered by its own
 * policy. Answers at hand are given by the thread that reads, the others wait in threads of their
 * own, a bounded number per client.
 */
public final class ResolverServer implements AutoCloseable {
  private final Clients clients;
  private final OpenDns strangersDns;
  private final ClientShares stations;
  private final ClientShares strangers;

  /** As many threads as there are places. */
  private final ThreadPoolExecutor waiting;

  private final Consumer<Throwable> died;
  private final List<AutoCloseable> listeners = new ArrayList<>();

  /** Who asks. */
  @FunctionalInterface
  public interface Clients {
    /** Who is at an address; empty if that must be found out first. Never waits. */
    Optional<Client> at(InetAddress source);

    /** Finds out who is at an address and says so later, or never. Never waits. */
    default void find(InetAddress source, Consumer<Client> found) {
      at(source).ifPresent(found);
    }

    /** How many devices are under test, who share places evenly. */
    default int stations() {
      return 1;
    }
  }

  private ResolverServer(
      Clients clients,
      CachingUpstream upstream,
      ResolverLimits limits,
      LongSupplier nanos,
      Consumer<Throwable> died) {
    this.clients = clients;
    this.strangersDns = new OpenDns(upstream);
    this.stations = ClientShares.ofStations(clients.stations(), limits, nanos);
    this.strangers = ClientShares.ofStrangers(limits, nanos);
    this.died = died;
    this.waiting =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Daemons.named("dns"));
  }

  /**
   * Starts it.
   *
   * @param addresses where it listens; a port of 0 takes a free one, the same for UDP and TCP
   * @param nanos a clock that never jumps
   * @param died hears what ended a thread of it, once the resolver is not whole any more
   * @throws IOException if an address cannot be used; names it
   */
  public static ResolverServer start(
      List<InetSocketAddress> addresses,
      Clients clients,
      CachingUpstream upstream,
      ResolverLimits limits,
      LongSupplier nanos,
      Consumer<Throwable> died)
      throws IOException {
    ResolverServer server = new ResolverServer(clients, upstream, limits, nanos, died);
    try {
      for (InetSocketAddress address : addresses) {
        UdpListener udp = UdpListener.open(address, server::take, died);
        server.listeners.add(udp);
        server.listeners.add(
            TcpListener.open(udp.address(), server.overTcp(), limits.message(), nanos, died));
      }
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Where it listens. */
  public List<InetSocketAddress> addresses() {
    return listeners.stream()
        .filter(UdpListener.class::isInstance)
        .map(listener -> ((UdpListener) listener).address())
        .toList();
  }

  /** How many queries of a client were dropped because it asked too much. */
  long refused(Client client) {
    return shares(client).budget(client).refused();
  }

  @Override
  public void close() {
    for (AutoCloseable listener : listeners) {
      try {
        listener.close();
      } catch (Exception e) {
        // A socket that cannot be closed is closed already.
      }
    }
    waiting.shutdownNow();
  }

  /** Takes a query off the wire; never throws, never waits. */
  private void take(InetAddress source, byte[] query, Reply reply) {
    whoIs(source, client -> serve(client, query, false, reply));
  }

  private void whoIs(InetAddress source, Consumer<Client> found) {
    clients.at(source).ifPresentOrElse(found, () -> clients.find(source, found));
  }

  private TcpListener.Host overTcp() {
    return new TcpListener.Host() {
      @Override
      public void whoIs(InetAddress source, Consumer<Client> found) {
        ResolverServer.this.whoIs(source, found);
      }

      @Override
      public Places places(Client client) {
        return shares(client).connections();
      }

      @Override
      public void take(Client client, byte[] query, Reply reply) {
        serve(client, query, true, reply);
      }
    };
  }

  private ClientShares shares(Client client) {
    return client.isStation() ? stations : strangers;
  }

  private void serve(Client client, byte[] query, boolean stream, Reply reply) {
    Budget budget = shares(client).budget(client);
    if (client == Client.OUTSIDER || !budget.take()) {
      return;
    }
    DeviceDns device = client.device();
    Answerer answerer = device == null ? strangersDns : device;
    QueryWire read = QueryWire.read(query);
    if (read != null && answerer.again(read, query, reply)) {
      return;
    }
    if (answerer.ready(query)) {
      answerer.answer(query, stream, false).ifPresent(reply::send);
    } else {
      later(client, budget, () -> answerer.answer(query, stream, true).ifPresent(reply::send));
    }
  }

  private void later(Client client, Budget budget, Runnable task) {
    Places places = shares(client).waiting();
    if (!places.take(client.identity())) {
      budget.refuse();
      return;
    }
    try {
      waiting.execute(() -> run(client, places, task));
    } catch (RejectedExecutionException e) {
      places.leave(client.identity()); // It was closed meanwhile.
    }
  }

  private void run(Client client, Places places, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      return; // this client gets no answer, and asks again
    } catch (Error e) {
      died.accept(e);
    } finally {
      places.leave(client.identity());
    }
  }
}
