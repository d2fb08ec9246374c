// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A window that moves over a file, unpacked if it is gzip. {@code data[position .. end)} is
 * readable.
 */
public final class Input implements AutoCloseable {
  private static final int WINDOW = 1 << 20;

  /**
   * A gzip file that grows more than this, and beyond {@link #BOMB_BYTES}, is no capture but a
   * bomb.
   */
  private static final int BOMB_RATIO = 400;

  private static final long BOMB_BYTES = 256L << 20;

  byte[] data;
  int position;
  int end;
  private final Counting packed;
  private final InputStream stream;
  private long unpacked;
  private @Nullable String trouble;

  Input(Source file) throws IOException {
    packed = new Counting(file.open());
    try {
      byte[] magic = packed.readNBytes(2);
      boolean gzip = magic.length == 2 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b;
      packed.restart(file.open());
      stream = gzip ? new GzipMembers(packed) : packed;
    } catch (EOFException | ZipException e) {
      packed.close();
      throw new CaptureException("is a damaged gzip file (" + e.getMessage() + ")");
    } catch (IOException e) {
      packed.close();
      throw e;
    }
    int hint = stream == packed ? packed.available() : WINDOW;
    data = new byte[Math.max(4096, Math.min(WINDOW, hint))];
  }

  int available() {
    return end - position;
  }

  /** What cut the data short, other than its plain end. */
  @Nullable String trouble() {
    return trouble;
  }

  /** Makes {@code count} octets readable; false if the file ends before. */
  boolean ensure(int count) throws IOException {
    if (end - position >= count) {
      return true;
    }
    System.arraycopy(data, position, data, 0, end - position);
    end -= position;
    position = 0;
    if (count > data.length) {
      data = Arrays.copyOf(data, Math.max(count, 2 * data.length));
    }
    while (end < count) {
      int read = fill();
      if (read < 0) {
        return false;
      }
      end += read;
      unpacked += read;
    }
    return true;
  }

  private int fill() throws IOException {
    if (trouble != null) {
      return -1;
    }
    if (stream != packed && unpacked > BOMB_BYTES && unpacked / BOMB_RATIO > packed.count) {
      trouble = "the gzip data grow more than " + BOMB_RATIO + "-fold: reading stops";
      return -1;
    }
    try {
      return stream.read(data, end, data.length - end);
    } catch (EOFException | ZipException e) {
      trouble = "the gzip data are damaged or cut (" + e.getMessage() + ")";
      return -1;
    }
  }

  /** Moves over octets without keeping them; false if the file ends before. */
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      int step = (int) Math.min(left, WINDOW / 2);
      if (!ensure(step)) {
        position = end;
        return false;
      }
      position += step;
      left -= step;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  /** What can be read from its start more than once. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;

    static Source of(Path file) {
      return () -> Files.newInputStream(file);
    }
  }

  private static final class Counting extends FilterInputStream {
    long count;

    Counting(InputStream in) {
      super(in);
    }

    void restart(InputStream again) throws IOException {
      in.close();
      in = again;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count += octet < 0 ? 0 : 1;
      return octet;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      int read = super.read(into, at, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
