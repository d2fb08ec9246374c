// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway.policy;

import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers queries for the time in the place of servers, to each station what it is to be told, and
 * to nobody else: each has doors of its own, and the firewall leads to them.
 */
public final class TimeServer implements AutoCloseable {
  private final Selector selector;
  private final List<Door> doors = new ArrayList<>();
  private final Map<Integer, Told> told = new ConcurrentHashMap<>();
  private final Consumer<Throwable> died;

  /**
   * Where a station's queries are led.
   *
   * @param mark the station
   */
  public record Door(int mark, IpAddress address, int port) {}

  /** What a station is told, and how often it was. */
  private record Told(Supplier<Instant> time, AtomicLong times) {}

  private TimeServer(Selector selector, Consumer<Throwable> died) {
    this.selector = selector;
    this.died = died;
  }

  /**
   * Opens doors, behind which nobody answers yet.
   *
   * @param listen the gateway's addresses; the first one of each family is used
   * @param marks the stations
   * @param died hears what ended the thread that answers
   */
  public static TimeServer open(
      List<IpAddress> listen, Collection<Integer> marks, Consumer<Throwable> died)
      throws IOException {
    TimeServer server = new TimeServer(Selector.open(), died);
    try {
      for (IpAddress address : firstOfEach(listen)) {
        for (int mark : marks) {
          server.door(mark, address);
        }
      }
    } catch (IOException e) {
      server.close();
      throw e;
    }
    Thread thread = new Thread(server::answer, "gateway-time");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static Collection<IpAddress> firstOfEach(List<IpAddress> listen) {
    Map<Boolean, IpAddress> families = new TreeMap<>();
    listen.forEach(address -> families.putIfAbsent(address.isIpv6(), address));
    return families.values();
  }

  private void door(int mark, IpAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.bind(new InetSocketAddress(address.value(), 0));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, mark);
    } catch (IOException e) {
      channel.close();
      throw new IOException("The gateway cannot use " + address + ": " + e.getMessage(), e);
    }
    int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    doors.add(new Door(mark, address, port));
  }

  /** Where stations' queries are to be led. */
  public List<Door> doors() {
    return List.copyOf(doors);
  }

  /** Tells a station this time from now on, and counts anew. */
  public void tell(int mark, Supplier<Instant> time) {
    told.put(mark, new Told(time, new AtomicLong()));
  }

  /** Tells a station nothing any more. */
  public void silence(int mark) {
    told.remove(mark);
  }

  /** How often a station was told the time. */
  public long answered(int mark) {
    Told station = told.get(mark);
    return station == null ? 0 : station.times().get();
  }

  private void answer() {
    ByteBuffer packet = ByteBuffer.allocate(1_024);
    try {
      while (selector.isOpen()) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          answer((DatagramChannel) key.channel(), (int) key.attachment(), packet);
        }
        selector.selectedKeys().clear();
      }
    } catch (ClosedSelectorException e) {
      return; // it was closed
    } catch (IOException | RuntimeException e) {
      if (selector.isOpen()) {
        died.accept(e);
      }
    }
  }

  private void answer(DatagramChannel door, int mark, ByteBuffer packet) throws IOException {
    SocketAddress asker = door.receive(packet.clear());
    Told station = told.get(mark);
    if (asker == null || station == null) {
      return;
    }
    byte[] query = new byte[packet.flip().remaining()];
    packet.get(query);
    if (NtpPackets.isQuery(query)
        && isSent(door, NtpPackets.answer(query, station.time().get()), asker)) {
      station.times().incrementAndGet();
    }
  }

  /** Who cannot be reached is told nothing, and asks again. */
  private static boolean isSent(DatagramChannel door, byte[] answer, SocketAddress asker) {
    try {
      return door.send(ByteBuffer.wrap(answer), asker) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The gateway's time server does not close", e);
    }
  }
}
