// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.engine.lab.LabFault;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The device's cable: keeps the frames that pass while anybody looks. */
final class Wire {
  /** 100 Mbit/s. */
  private static final long NANOS_PER_OCTET = 80;

  /** Octets of frames; a device that talks every minute says fifty times that in a year. */
  private static final int MOST_IN_MEMORY = 8 << 20;

  private final World world;

  /** The latest frames; those before them are put aside. */
  private final List<TimedFrame> frames = new ArrayList<>();

  private int octets;
  private @Nullable Aside aside;
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
      octets += frame.length;
      if (octets > MOST_IN_MEMORY) {
        putAside();
      }
    }
  }

  /** Looks at the cable from now on. */
  Tap tap() {
    taps++;
    return new Tap();
  }

  private void putAside() {
    try {
      if (aside == null) {
        aside = new Aside();
      }
      aside.add(frames);
      frames.clear();
      octets = 0;
    } catch (IOException e) {
      throw new LabFault("Frames of the simulated wire could not be put aside: " + e, e);
    }
  }

  private void forget() {
    frames.clear();
    octets = 0;
    if (aside != null) {
      Aside old = aside;
      aside = null;
      try {
        old.close();
      } catch (IOException e) {
        throw new LabFault("Frames of the simulated wire could not be deleted: " + e, e);
      }
    }
  }

  private long count() {
    return (aside == null ? 0 : aside.count) + frames.size();
  }

  /** A frame with the time at which its last octet passed. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record TimedFrame(Instant time, byte[] frame) {}

  /** Takes frames. */
  interface Reader {
    void read(Instant time, byte[] frame) throws IOException;
  }

  /** A look at the cable. */
  final class Tap {
    private final long from = count();
    private boolean open = true;

    /** Reads the frames since it was opened, in order. */
    void read(Reader reader) throws IOException {
      long before = aside == null ? 0 : aside.count;
      if (aside != null && from < before) {
        aside.read(from, reader);
      }
      int first = (int) Math.max(0, from - before);
      for (TimedFrame frame : frames.subList(first, frames.size())) {
        reader.read(frame.time(), frame.frame());
      }
    }

    void close() {
      if (open) {
        open = false;
        taps--;
        if (taps == 0) {
          forget();
        }
      }
    }
  }

  /** Frames on disk: seconds, nanoseconds, length, octets. */
  private static final class Aside {
    private final Path file = Files.createTempFile("trimunit-wire", ".frames");
    private final DataOutputStream out;
    private long count;

    Aside() throws IOException {
      file.toFile().deleteOnExit();
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    void add(List<TimedFrame> frames) throws IOException {
      for (TimedFrame frame : frames) {
        Instant time = frame.time();
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
        out.writeInt(frame.frame().length);
        out.write(frame.frame());
      }
      out.flush();
      count += frames.size();
    }

    void read(long from, Reader reader) throws IOException {
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
        for (long number = 0; number < count; number++) {
          Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
          byte[] frame = in.readNBytes(in.readInt());
          if (number >= from) {
            reader.read(time, frame);
          }
        }
      }
    }

    void close() throws IOException {
      out.close();
      Files.deleteIfExists(file);
    }
  }
}
