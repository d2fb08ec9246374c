// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.zip.DataFormatException;

/** A canonical Huffman code of RFC 1951: codes of up to ten bits by one look into a table. */
final class HuffmanCode {
  private static final int LONGEST = 15;
  private static final int FAST = 10;
  private static final int MASK = (1 << FAST) - 1;

  /** Symbol and length in bits of what begins with these bits; 0 for a longer code, or none. */
  private final short[] table = new short[1 << FAST];

  private final int[] counts = new int[LONGEST + 1];
  private final short[] symbols;

  /**
   * A code by the length that each symbol has in it, 0 for none.
   *
   * @throws DataFormatException if there is no such code
   */
  HuffmanCode(byte[] lengths, int from, int to) throws DataFormatException {
    this.symbols = new short[to - from];
    int[] next = starts(lengths, from, to);
    int[] codes = new int[LONGEST + 2];
    for (int length = 1; length <= LONGEST; length++) {
      codes[length + 1] = (codes[length] + counts[length]) << 1;
    }
    for (int i = from; i < to; i++) {
      int length = lengths[i];
      if (length > 0) {
        symbols[next[length]++] = (short) (i - from);
        enter(i - from, codes[length]++, length);
      }
    }
  }

  /** Where in the list of symbols those of each length begin. */
  private int[] starts(byte[] lengths, int from, int to) throws DataFormatException {
    for (int i = from; i < to; i++) {
      counts[lengths[i]]++;
    }
    counts[0] = 0;
    int[] starts = new int[LONGEST + 2];
    int left = 1;
    for (int length = 1; length <= LONGEST; length++) {
      starts[length + 1] = starts[length] + counts[length];
      left = 2 * left - counts[length];
      if (left < 0) {
        throw new DataFormatException("a code has too many symbols");
      }
    }
    // As zlib has it: none at all, or a single one of one bit, may be incomplete.
    if (left > 0 && starts[LONGEST + 1] > counts[1]) {
      throw new DataFormatException("a code is incomplete");
    }
    return starts;
  }

  private void enter(int symbol, int code, int length) {
    if (length <= FAST) {
      int step = 1 << length;
      for (int i = Integer.reverse(code) >>> (32 - length); i < table.length; i += step) {
        table[i] = (short) ((symbol << 4) | length);
      }
    }
  }

  /** The symbol that these bits begin with, times 16, and the number of its bits. */
  int next(long bits) throws DataFormatException {
    int entry = table[(int) bits & MASK];
    return entry != 0 ? entry : longer(bits);
  }

  private int longer(long bits) throws DataFormatException {
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code |= (int) (bits >>> (length - 1)) & 1;
      if (code - first < counts[length]) {
        return (symbols[index + code - first] << 4) | length;
      }
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new DataFormatException("a code is unknown");
  }
}
