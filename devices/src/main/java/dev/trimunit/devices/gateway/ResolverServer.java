// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The resolver on the LAN: UDP and TCP on the given addresses, each client answered by its own
 * policy. Answers at hand are given by the thread that reads, the others wait in threads of their
 * own, a bounded number per client.
 */
public final class ResolverServer implements AutoCloseable {
  private static final int MOST_THREADS = 512;
  private static final int MOST_STRANGERS = 4_096;

  private final Clients clients;
  private final OpenDns strangersDns;
  private final Limits limits;
  private final LongSupplier nanos;
  private final ThreadPoolExecutor waiting;
  private final Map<Object, Budget> budgets;
  private final List<AutoCloseable> listeners = new ArrayList<>();

  /** Who asks. */
  @FunctionalInterface
  public interface Clients {
    /** The device under test at this address; empty for everybody else. */
    Optional<DeviceDns> at(InetAddress source);

    /** Whether {@link #at} can say so at once. */
    default boolean knows(InetAddress source) {
      return true;
    }
  }

  /**
   * What one client may take.
   *
   * @param queriesPerSecond more are dropped
   * @param waiting how many of its queries may wait for an upstream at once
   * @param connections how many TCP connections it may hold
   */
  public record Limits(double queriesPerSecond, int waiting, int connections) {
    /** Ten times what the busiest known device asks. */
    public static final Limits DEFAULT = new Limits(200, 64, 8);
  }

  /** A message and how to answer it. */
  interface Reply {
    void send(byte[] answer);
  }

  private ResolverServer(
      Clients clients, CachingUpstream upstream, Limits limits, LongSupplier nanos) {
    this.clients = clients;
    this.strangersDns = new OpenDns(upstream);
    this.limits = limits;
    this.nanos = nanos;
    this.budgets = new LinkedHashMap<>(16, 0.75f, true);
    this.waiting =
        new ThreadPoolExecutor(
            0, MOST_THREADS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), Daemons.named("dns"));
  }

  /**
   * Starts it.
   *
   * @param addresses where it listens; a port of 0 takes a free one, the same for UDP and TCP
   * @param nanos a clock that never jumps
   * @throws IOException if an address cannot be used; names it
   */
  public static ResolverServer start(
      List<InetSocketAddress> addresses,
      Clients clients,
      CachingUpstream upstream,
      Limits limits,
      LongSupplier nanos)
      throws IOException {
    ResolverServer server = new ResolverServer(clients, upstream, limits, nanos);
    try {
      for (InetSocketAddress address : addresses) {
        UdpListener udp = UdpListener.open(address, server::take);
        server.listeners.add(udp);
        server.listeners.add(TcpListener.open(udp.address(), server::take, limits.connections()));
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
  public long refused(InetAddress source) {
    return budget(source, clients.at(source)).refused();
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
  private void take(InetAddress source, byte[] query, boolean stream, Reply reply) {
    if (clients.knows(source)) {
      serve(clients.at(source), source, query, stream, reply);
      return;
    }
    Budget budget = budget(source, Optional.empty());
    if (budget.take() && budget.beginWaiting()) {
      later(budget, () -> serve(clients.at(source), source, query, stream, reply));
    }
  }

  private void serve(
      Optional<DeviceDns> device, InetAddress source, byte[] query, boolean stream, Reply reply) {
    Budget budget = budget(source, device);
    if (!budget.take()) {
      return;
    }
    Answerer answerer = device.isPresent() ? device.get() : strangersDns;
    QueryWire read = QueryWire.read(query);
    if (read != null && answerer.again(read, query, reply)) {
      return;
    }
    if (answerer.ready(query)) {
      answerer.answer(query, stream, false).ifPresent(reply::send);
    } else if (budget.beginWaiting()) {
      later(budget, () -> answerer.answer(query, stream, true).ifPresent(reply::send));
    }
  }

  private void later(Budget budget, Runnable task) {
    try {
      waiting.execute(
          () -> {
            try {
              task.run();
            } finally {
              budget.endWaiting();
            }
          });
    } catch (RejectedExecutionException e) {
      budget.endWaiting();
    }
  }

  /** Devices keep theirs; of strangers the longest silent is forgotten. */
  private Budget budget(InetAddress source, Optional<DeviceDns> device) {
    Object key = device.isPresent() ? device.get() : source;
    synchronized (budgets) {
      Budget budget =
          budgets.computeIfAbsent(
              key, k -> new Budget(nanos, limits.queriesPerSecond(), limits.waiting()));
      if (budgets.size() > MOST_STRANGERS) {
        budgets.remove(budgets.keySet().iterator().next());
      }
      return budget;
    }
  }
}
