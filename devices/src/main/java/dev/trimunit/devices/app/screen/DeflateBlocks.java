// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/** The blocks of a deflate stream (RFC 1951) one after the other: what each is packed with. */
final class DeflateBlocks {
  private static final int[] LENGTHS = new int[32];
  private static final int[] LENGTH_BITS = new int[32];
  private static final int[] DISTANCES = new int[32];
  private static final int[] DISTANCE_BITS = new int[32];
  private static final byte[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  /** How many symbols of lengths and distances mean something. */
  private static final int KNOWN_LENGTHS = 29;

  private static final int KNOWN_DISTANCES = 30;

  private static final HuffmanCode FIXED_LITERALS;
  private static final HuffmanCode FIXED_DISTANCES;

  static {
    for (int i = 0, length = 3, distance = 1; i < KNOWN_DISTANCES; i++) {
      LENGTH_BITS[i] = i < 8 ? 0 : i / 4 - 1;
      LENGTHS[i] = length;
      length += 1 << LENGTH_BITS[i];
      DISTANCE_BITS[i] = i < 4 ? 0 : i / 2 - 1;
      DISTANCES[i] = distance;
      distance += 1 << DISTANCE_BITS[i];
    }
    LENGTH_BITS[KNOWN_LENGTHS - 1] = 0;
    LENGTHS[KNOWN_LENGTHS - 1] = 258;
    byte[] lengths = new byte[288];
    Arrays.fill(lengths, (byte) 8);
    Arrays.fill(lengths, 144, 256, (byte) 9);
    Arrays.fill(lengths, 256, 280, (byte) 7);
    byte[] fives = new byte[32];
    Arrays.fill(fives, (byte) 5);
    try {
      FIXED_LITERALS = new HuffmanCode(lengths, 0, 288);
      FIXED_DISTANCES = new HuffmanCode(fives, 0, 32);
    } catch (DataFormatException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Inflation input;
  private HuffmanCode literals = FIXED_LITERALS;
  private HuffmanCode distances = FIXED_DISTANCES;
  private boolean within;
  private boolean last;

  /** Bytes of a block that is not packed and has not ended. */
  private int stored;

  DeflateBlocks(Inflation input) {
    this.input = input;
  }

  static int length(int symbol) throws DataFormatException {
    if (symbol - 257 >= KNOWN_LENGTHS) {
      throw new DataFormatException("a length is unknown");
    }
    return LENGTHS[symbol - 257];
  }

  static int lengthBits(int symbol) {
    return LENGTH_BITS[symbol - 257];
  }

  static int distance(int symbol) throws DataFormatException {
    if (symbol >= KNOWN_DISTANCES) {
      throw new DataFormatException("a distance is unknown");
    }
    return DISTANCES[symbol];
  }

  static int distanceBits(int symbol) {
    return DISTANCE_BITS[symbol];
  }

  /** Decodes up to there, or to the end of a block. */
  void decode(int stop) throws DataFormatException {
    if (stored > 0) {
      stored -= input.stored(stored, stop);
    } else if (within) {
      within = !input.symbols(literals, distances, stop);
    } else {
      begin();
    }
  }

  private void begin() throws DataFormatException {
    if (last) {
      throw new DataFormatException("its pixels end too early");
    }
    last = input.bits(1) == 1;
    switch (input.bits(2)) {
      case 0 -> beginStored();
      case 1 -> use(FIXED_LITERALS, FIXED_DISTANCES);
      case 2 -> beginDynamic();
      default -> throw new DataFormatException("a block is of an unknown kind");
    }
  }

  private void use(HuffmanCode newLiterals, HuffmanCode newDistances) {
    literals = newLiterals;
    distances = newDistances;
    within = true;
  }

  private void beginStored() throws DataFormatException {
    input.align();
    stored = input.bits(16);
    if ((input.bits(16) ^ 0xffff) != stored) {
      throw new DataFormatException("a block's length is damaged");
    }
  }

  private void beginDynamic() throws DataFormatException {
    int literalCount = input.bits(5) + 257;
    int distanceCount = input.bits(5) + 1;
    int orderCount = input.bits(4) + 4;
    if (literalCount > 257 + KNOWN_LENGTHS || distanceCount > KNOWN_DISTANCES) {
      throw new DataFormatException("a code has too many symbols");
    }
    byte[] order = new byte[19];
    for (int i = 0; i < orderCount; i++) {
      order[ORDER[i]] = (byte) input.bits(3);
    }
    byte[] lengths = lengths(new HuffmanCode(order, 0, 19), literalCount + distanceCount);
    if (lengths[256] == 0) {
      throw new DataFormatException("a block has no end");
    }
    use(
        new HuffmanCode(lengths, 0, literalCount),
        new HuffmanCode(lengths, literalCount, lengths.length));
  }

  private byte[] lengths(HuffmanCode code, int count) throws DataFormatException {
    byte[] lengths = new byte[count];
    for (int i = 0; i < count; ) {
      int symbol = input.symbol(code);
      byte length = symbol < 16 ? (byte) symbol : symbol > 16 ? 0 : i == 0 ? -1 : lengths[i - 1];
      int times =
          switch (symbol) {
            case 16 -> 3 + input.bits(2);
            case 17 -> 3 + input.bits(3);
            case 18 -> 11 + input.bits(7);
            default -> 1;
          };
      if (length < 0 || times > count - i) {
        throw new DataFormatException("a code's lengths are damaged");
      }
      Arrays.fill(lengths, i, i + times, length);
      i += times;
    }
    return lengths;
  }
}
