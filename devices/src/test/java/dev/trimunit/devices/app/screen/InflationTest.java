// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against zlib, as the JDK has it: the same bytes, and nothing accepted that zlib refuses. */
@Tag("slow")
final class InflationTest {
  @ParameterizedTest(name = "level {0}, strategy {1}")
  @CsvSource({"0, 0", "1, 0", "6, 0", "9, 0", "6, 1", "6, 2", "9, 2"})
  void what_zlib_packs_is_the_same_again(int level, int strategy) throws DataFormatException {
    Random random = new Random(level);
    for (int kind = 0; kind < 5; kind++) {
      for (int length : new int[] {0, 1, 7, 300, 5000, 70_000, 400_000}) {
        byte[] data = data(kind, length, random);
        byte[] packed = PngSample.deflate(data, level, strategy);
        byte[] read = new byte[length];
        Inflation inflation = new Inflation(pieces(packed, random));
        int half = length / 2;
        byte[] first = new byte[half];
        inflation.fill(first);
        byte[] second = new byte[length - half];
        inflation.fill(second);
        System.arraycopy(first, 0, read, 0, half);
        System.arraycopy(second, 0, read, half, length - half);
        assertThat(read).isEqualTo(data);
      }
    }
  }

  @Test
  void damage_is_found_where_zlib_finds_it_or_gives_the_same_bytes() {
    Random random = new Random(1);
    byte[][] packed = {
      PngSample.deflate(data(3, 3000, random), 6, Deflater.DEFAULT_STRATEGY),
      PngSample.deflate(data(4, 3000, random), 6, Deflater.DEFAULT_STRATEGY),
      PngSample.deflate(data(2, 300, random), 6, Deflater.DEFAULT_STRATEGY),
      PngSample.deflate(data(0, 3000, random), 0, Deflater.DEFAULT_STRATEGY),
      PngSample.deflate(data(3, 100, random), 6, Deflater.HUFFMAN_ONLY),
    };
    for (int round = 0; round < 20_000; round++) {
      byte[] bad = packed[round % packed.length].clone();
      for (int change = 0; change <= round % 3; change++) {
        bad[2 + random.nextInt(Math.min(bad.length, round % 2 == 0 ? 40 : bad.length) - 2)] ^=
            (byte) (1 << random.nextInt(8));
      }
      bad = round % 7 == 0 ? Arrays.copyOf(bad, 2 + random.nextInt(bad.length - 2)) : bad;
      int length = 1 + random.nextInt(4000);
      byte[] zlib = zlib(bad, length);
      byte[] ours = ours(bad, length);
      assertThat(Arrays.equals(ours, zlib)).as("round %d, %d bytes", round, length).isTrue();
    }
  }

  @Test
  void an_end_that_comes_too_early_is_said() {
    byte[] packed = PngSample.deflate(new byte[1000], 6, 0);
    for (int length = 0; length < packed.length - 6; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> new Inflation(List.of(ByteBuffer.wrap(cut))).fill(new byte[1001]))
          .isInstanceOf(DataFormatException.class);
    }
  }

  private static byte[] zlib(byte[] packed, int length) {
    // Without header and checksum, which we do not compare.
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed, 2, packed.length - 2);
      byte[] out = new byte[length];
      int count = 0;
      while (count < length) {
        int more = inflater.inflate(out, count, length - count);
        count += more;
        if (more == 0) {
          return null;
        }
      }
      return out;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  private static byte[] ours(byte[] packed, int length) {
    try {
      byte[] out = new byte[length];
      new Inflation(List.of(ByteBuffer.wrap(packed))).fill(out);
      return out;
    } catch (DataFormatException e) {
      return null;
    }
  }

  private static byte[] data(int kind, int length, Random random) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] =
          switch (kind) {
            case 0 -> (byte) random.nextInt();
            case 1 -> 0;
            case 2 -> (byte) (i % 7);
            case 3 -> (byte) (random.nextInt(1 + random.nextInt(40)));
            default ->
                i < 100 || random.nextInt(9) == 0
                    ? (byte) random.nextInt()
                    : data[i - 100 + random.nextInt(2)];
          };
    }
    return data;
  }

  private static List<ByteBuffer> pieces(byte[] packed, Random random) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int at = 0; at < packed.length; ) {
      int length = Math.min(packed.length - at, 1 + random.nextInt(9000));
      pieces.add(ByteBuffer.wrap(packed, at, length));
      at += length;
    }
    return pieces;
  }
}
