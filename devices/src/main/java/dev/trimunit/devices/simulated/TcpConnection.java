// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.simulated.Link.Segment;
import dev.trimunit.engine.model.IpAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A connection of the device to a server that answers, or does not. */
final class TcpConnection {
  private static final int SEGMENT_OCTETS = 1_440;
  private static final int SYN_TRIES = 3;
  private static final byte[] NOTHING = {};

  /** How soon a gateway that refuses says so. */
  static final Duration RESET = Duration.ofMillis(1);

  private final DeviceTime time;
  private final Link link;
  private final IpAddress remote;
  private final int remotePort;
  private final int localPort;
  private final Duration roundTrip;
  private final BooleanSupplier answers;
  private long ours;
  private long theirs;
  private boolean open;

  /**
   * @param answers whether the server answers when a packet reaches it
   */
  TcpConnection(
      DeviceTime time,
      Link link,
      IpAddress remote,
      int remotePort,
      Duration roundTrip,
      BooleanSupplier answers) {
    this.time = time;
    this.link = link;
    this.remote = remote;
    this.remotePort = remotePort;
    this.roundTrip = roundTrip;
    this.answers = answers;
    this.localPort = time.dice().between(32_768, 60_999);
    this.ours = Integer.toUnsignedLong(time.dice().between(0, Integer.MAX_VALUE - 1));
    this.theirs = Integer.toUnsignedLong(time.dice().between(0, Integer.MAX_VALUE - 1));
  }

  boolean isOpen() {
    return open;
  }

  /** The handshake; tells whether it was completed. */
  void open(Consumer<Boolean> done) {
    syn(1, done);
  }

  private void syn(int attempt, Consumer<Boolean> done) {
    if (!out(Frames.SYN, NOTHING)) {
      time.after(RESET, () -> done.accept(false));
    } else if (answers.getAsBoolean()) {
      time.after(roundTrip, () -> established(done));
    } else if (attempt < SYN_TRIES) {
      time.after(Duration.ofSeconds(1L << (attempt - 1)), () -> syn(attempt + 1, done));
    } else {
      time.after(Duration.ofSeconds(1L << (attempt - 1)), () -> done.accept(false));
    }
  }

  private void established(Consumer<Boolean> done) {
    ours++;
    if (!in(Frames.SYN | Frames.ACK, NOTHING)) {
      done.accept(false);
      return;
    }
    theirs++;
    open = out(Frames.ACK, NOTHING);
    done.accept(open);
  }

  /** A request and its answer; tells whether the answer came. A failure ends the connection. */
  void exchange(byte[] request, byte[] answer, Consumer<Boolean> done) {
    attempt(1, request, answer, done);
  }

  private void attempt(int number, byte[] request, byte[] answer, Consumer<Boolean> done) {
    long start = ours;
    boolean crossed = sendAll(request);
    if (crossed && answers.getAsBoolean()) {
      time.after(roundTrip, () -> done.accept(receiveAll(answer)));
      return;
    }
    if (!crossed) {
      open = false;
      time.after(RESET, () -> done.accept(false));
      return;
    }
    ours = start;
    if (number < SYN_TRIES) {
      time.after(
          Duration.ofMillis(300L << number), () -> attempt(number + 1, request, answer, done));
    } else {
      open = false;
      done.accept(false);
    }
  }

  /** Something that is not answered. */
  void say(byte[] data) {
    sendAll(data);
  }

  private boolean sendAll(byte[] data) {
    boolean crossed = true;
    for (int at = 0; at < data.length && crossed; at += SEGMENT_OCTETS) {
      byte[] part = Arrays.copyOfRange(data, at, Math.min(data.length, at + SEGMENT_OCTETS));
      crossed = out(Frames.PSH | Frames.ACK, part);
      ours += part.length;
    }
    return crossed;
  }

  /** One acknowledgement per two segments, as most stacks do. */
  private boolean receiveAll(byte[] data) {
    int number = 0;
    for (int at = 0; at < data.length; at += SEGMENT_OCTETS) {
      byte[] part = Arrays.copyOfRange(data, at, Math.min(data.length, at + SEGMENT_OCTETS));
      if (!in(Frames.PSH | Frames.ACK, part)) {
        open = false;
        return false;
      }
      theirs += part.length;
      number++;
      boolean last = at + SEGMENT_OCTETS >= data.length;
      if (number % 2 == 0 || last) {
        out(Frames.ACK, NOTHING);
      }
    }
    return true;
  }

  /** Ends it in good order. */
  void close() {
    if (open) {
      open = false;
      boolean crossed = out(Frames.FIN | Frames.ACK, NOTHING);
      ours++;
      if (crossed && answers.getAsBoolean()) {
        time.after(roundTrip, this::closed);
      }
    }
  }

  private void closed() {
    if (in(Frames.FIN | Frames.ACK, NOTHING)) {
      theirs++;
      out(Frames.ACK, NOTHING);
    }
  }

  private boolean out(int flags, byte[] payload) {
    long ack = (flags & Frames.ACK) == 0 ? 0 : theirs;
    return link.tcpOut(remote, localPort, remotePort, new Segment(flags, ours, ack, payload));
  }

  private boolean in(int flags, byte[] payload) {
    return link.tcpIn(remote, localPort, remotePort, new Segment(flags, theirs, ours, payload));
  }
}
