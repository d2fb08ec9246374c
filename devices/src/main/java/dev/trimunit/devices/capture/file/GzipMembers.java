// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks a gzip file (RFC 1952), one member after the other; what follows the last one is ignored.
 * The JDK's own stream calls itself for each member, so that a file of empty ones exhausts its
 * stack.
 */
final class GzipMembers extends InputStream {
  private static final int MAGIC = 0x1f8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream packed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] window = new byte[1 << 16];
  private int position;
  private int end;
  private boolean ended;

  GzipMembers(InputStream packed) throws IOException {
    this.packed = packed;
    header();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    while (!ended) {
      int count = inflate(into, at, length);
      if (count > 0) {
        checksum.update(into, at, count);
        return count;
      }
      if (inflater.finished()) {
        position = end - inflater.getRemaining();
        trailer();
        ended = !nextMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("it needs a dictionary");
      } else {
        position = end;
        feed();
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int at, int length) throws ZipException {
    try {
      return inflater.inflate(into, at, length);
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
  }

  private void feed() throws IOException {
    if (position == end && !fill()) {
      throw new EOFException("unexpected end");
    }
    inflater.setInput(window, position, end - position);
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(0, packed.read(window, 0, window.length));
    return end > 0;
  }

  private void trailer() throws IOException {
    long expected = little32();
    long length = little32();
    if (expected != checksum.getValue() || length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new ZipException("a checksum is wrong");
    }
  }

  private boolean nextMember() {
    inflater.reset();
    checksum.reset();
    try {
      header();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void header() throws IOException {
    if (((octet() << 8) | octet()) != MAGIC || octet() != DEFLATE) {
      throw new ZipException("no gzip header");
    }
    int flags = octet();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(octet() | (octet() << 8));
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      skip(2);
    }
    if (position < end) {
      inflater.setInput(window, position, end - position);
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      octet();
    }
  }

  private void skipText() throws IOException {
    while (octet() != 0) {
      // It is the name of the file that was packed, or a comment.
    }
  }

  private long little32() throws IOException {
    return octet() | (octet() << 8) | (octet() << 16) | ((long) octet() << 24);
  }

  private int octet() throws IOException {
    if (position == end && !fill()) {
      throw new EOFException("unexpected end");
    }
    return window[position++] & 0xff;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
