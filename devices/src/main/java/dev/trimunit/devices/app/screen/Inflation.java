// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * The decompressed bytes of several pieces (RFC 1950), as far as someone asks for them.
 *
 * <p>It is not the JDK's Inflater, because nine tenths of a screenshot are runs, which zlib copies
 * three bytes at a time: it takes 20 to 40 ms for a phone's screen, this takes 2 to 5.
 */
final class Inflation {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** As far back as a copy may reach. */
  private static final int WINDOW = 1 << 15;

  private static final int SIZE = 4 * WINDOW;

  private static final int LONGEST_COPY = 258;

  /** Fewer bytes are copied faster by hand. */
  private static final int FEW = 32;

  /** Copies go by eight bytes, and may write so much too far. */
  private static final int SLACK = 16;

  private final byte[] in;
  private final int limit;
  private int at;

  /** The next bits of the input, the first one lowest, and how many are surely there. */
  private long bits;

  private int count;

  private final byte[] out = new byte[SIZE + LONGEST_COPY + SLACK];
  private int taken;
  private int end;
  private final DeflateBlocks blocks = new DeflateBlocks(this);

  Inflation(List<ByteBuffer> pieces) throws DataFormatException {
    this.limit = pieces.stream().mapToInt(ByteBuffer::remaining).sum();
    this.in = new byte[limit + SLACK];
    for (ByteBuffer piece : pieces) {
      int length = piece.remaining();
      piece.get(piece.position(), in, at, length);
      at += length;
    }
    at = 0;
    int header = (bits(8) << 8) | bits(8);
    if (header % 31 != 0 || ((header >> 8) & 15) != 8 || header >> 12 > 7 || (header & 32) != 0) {
      throw new DataFormatException("its pixels are not packed as in a PNG file");
    }
  }

  /** Fills all of an array. */
  void fill(byte[] line) throws DataFormatException {
    int filled = 0;
    while (filled < line.length) {
      if (taken == end) {
        produce(line.length - filled);
      }
      int length = Math.min(end - taken, line.length - filled);
      System.arraycopy(out, taken, line, filled, length);
      taken += length;
      filled += length;
    }
  }

  private void produce(int wanted) throws DataFormatException {
    if (end >= SIZE) {
      System.arraycopy(out, end - WINDOW, out, 0, WINDOW);
      end = WINDOW;
      taken = WINDOW;
    }
    int stop = Math.min(SIZE, end + wanted);
    while (end < stop) {
      blocks.decode(stop);
    }
    requireInput();
  }

  /** Nothing is given away that was made of bits behind the end. */
  private void requireInput() throws DataFormatException {
    if (at - (count >> 3) > limit) {
      throw new DataFormatException("its pixels end too early");
    }
  }

  /** A number of up to 16 bits. */
  int bits(int length) throws DataFormatException {
    refill();
    return drop(length);
  }

  private int drop(int length) {
    int value = (int) bits & (1 << length) - 1;
    bits >>>= length;
    count -= length;
    return value;
  }

  /** At least 56 bits are there; behind the end of the input come a few zeros, and no more. */
  private void refill() throws DataFormatException {
    if (at > limit + SLACK / 2) {
      throw new DataFormatException("its pixels end too early");
    }
    bits |= (long) LONG.get(in, at) << count;
    at += (63 - count) >>> 3;
    count |= 56;
  }

  /** A symbol of a code by itself. */
  int symbol(HuffmanCode code) throws DataFormatException {
    refill();
    return next(code);
  }

  private int next(HuffmanCode code) throws DataFormatException {
    int entry = code.next(bits);
    bits >>>= entry & 15;
    count -= entry & 15;
    return entry >> 4;
  }

  /** Whether a block's symbols went on to its end. */
  boolean symbols(HuffmanCode literals, HuffmanCode distances, int stop)
      throws DataFormatException {
    while (end < stop) {
      refill();
      int symbol = next(literals);
      if (symbol < 256) {
        out[end++] = (byte) symbol;
      } else if (symbol == 256) {
        return true;
      } else {
        int length = DeflateBlocks.length(symbol);
        length += drop(DeflateBlocks.lengthBits(symbol));
        int near = next(distances);
        int distance = DeflateBlocks.distance(near) + drop(DeflateBlocks.distanceBits(near));
        copy(distance, length);
      }
    }
    return false;
  }

  private void copy(int distance, int length) throws DataFormatException {
    if (distance > end) {
      throw new DataFormatException("it repeats what was never there");
    }
    int to = end;
    end += length;
    if (distance == 1) {
      Arrays.fill(out, to, end, out[to - 1]);
    } else if (distance >= length && length > FEW) {
      System.arraycopy(out, to - distance, out, to, length);
    } else if (distance >= 8) {
      longs(to, distance);
    } else {
      // What repeats every 3 bytes repeats every 9, too.
      int period = distance * ((7 + distance) / distance);
      for (int i = 0; i < period; i++) {
        out[to + i] = out[to + i - distance];
      }
      longs(to + period, period);
    }
  }

  private void longs(int from, int distance) {
    for (int to = from; to < end; to += 8) {
      LONG.set(out, to, (long) LONG.get(out, to - distance));
    }
  }

  /** Copies bytes that are not packed. */
  int stored(int length, int stop) throws DataFormatException {
    at -= count >> 3;
    bits = 0;
    count = 0;
    int some = Math.min(length, stop - end);
    if (some > limit - at) {
      throw new DataFormatException("its pixels end too early");
    }
    System.arraycopy(in, at, out, end, some);
    at += some;
    end += some;
    return some;
  }

  /** Goes on at the next whole byte. */
  void align() {
    drop(count & 7);
  }
}
