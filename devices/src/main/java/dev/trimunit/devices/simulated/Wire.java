// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The device's cable: keeps the frames that pass while anybody looks. */
final class Wire {
  /** 100 Mbit/s. */
  private static final long NANOS_PER_OCTET = 80;

  private final World world;
  private final List<TimedFrame> frames = new ArrayList<>();
  private Instant free = World.START;
  private int taps;

  Wire(World world) {
    this.world = world;
  }

  /** A frame in either direction; two never overlap. */
  void carry(byte[] frame) {
    Instant start = free.isAfter(world.now()) ? free : world.now();
    free = start.plusNanos(NANOS_PER_OCTET * (frame.length + 24));
    if (taps > 0) {
      frames.add(new TimedFrame(free, frame));
    }
  }

  /** Looks at the cable from now on. */
  Tap tap() {
    taps++;
    return new Tap();
  }

  /** A frame with the time at which its last octet passed. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record TimedFrame(Instant time, byte[] frame) {}

  /** A look at the cable. */
  final class Tap {
    private final int from = frames.size();
    private boolean open = true;

    /** The frames since it was opened. */
    List<TimedFrame> frames() {
      return List.copyOf(frames.subList(from, frames.size()));
    }

    void close() {
      if (open) {
        open = false;
        taps--;
        if (taps == 0) {
          frames.clear();
        }
      }
    }
  }
}
