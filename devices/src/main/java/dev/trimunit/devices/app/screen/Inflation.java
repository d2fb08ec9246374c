// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The decompressed bytes of several pieces, as far as someone asks for them. */
final class Inflation implements AutoCloseable {
  private final Inflater inflater = new Inflater();
  private final List<ByteBuffer> pieces;
  private int next;

  Inflation(List<ByteBuffer> pieces) {
    this.pieces = pieces;
  }

  /** Fills all of an array. */
  void fill(byte[] out) throws DataFormatException {
    int filled = 0;
    while (filled < out.length) {
      int count = inflater.inflate(out, filled, out.length - filled);
      filled += count;
      if (count == 0) {
        feed();
      }
    }
  }

  private void feed() throws DataFormatException {
    if (inflater.finished() || inflater.needsDictionary() || next == pieces.size()) {
      throw new DataFormatException("its pixels end too early");
    }
    if (inflater.needsInput()) {
      inflater.setInput(pieces.get(next++));
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
