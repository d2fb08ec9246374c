// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * What device and server exchange on a connection: a request that begins with its own length and
 * the length of the answer that it wants. Inside HTTP, the same is the body of a POST.
 */
final class RequestAnswer {
  static final int HEADER = 8;

  /** Nobody asks for more. */
  private static final int LONGEST = 16 << 20;

  private RequestAnswer() {}

  /** A request of that many octets, at least the header's. */
  static byte[] request(int sends, int receives) {
    return ByteBuffer.allocate(Math.max(HEADER, sends))
        .putInt(Math.max(HEADER, sends))
        .putInt(receives)
        .array();
  }

  /** The device's side of one round. */
  static void ask(InputStream in, OutputStream out, int sends, int receives) throws IOException {
    out.write(request(sends, receives));
    out.flush();
    if (in.readNBytes(receives).length < receives) {
      throw new EOFException("The server hung up");
    }
  }

  /** The server's side: answers rounds until the device hangs up. */
  static void answer(InputStream in, OutputStream out) throws IOException {
    DataInputStream data = new DataInputStream(in);
    while (true) {
      int length = data.readInt();
      int wanted = data.readInt();
      if (length < HEADER || length > LONGEST || wanted < 0 || wanted > LONGEST) {
        throw new IOException("No request");
      }
      data.skipNBytes(length - (long) HEADER);
      out.write(new byte[wanted]);
      out.flush();
    }
  }
}
