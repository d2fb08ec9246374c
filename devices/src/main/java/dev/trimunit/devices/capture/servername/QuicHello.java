// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.servername;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Puts a client's hello together from the Initial packets of one QUIC connection. */
public final class QuicHello {
  private static final int MAX_CRYPTO = 1 << 14;
  private static final int MAX_CONNECTION_ID = 20;
  private static final int TAG = 16;

  private @Nullable QuicKeys keys;
  private byte[] crypto = new byte[2048];
  private final BitSet known = new BitSet();

  /** Whether a datagram starts with an Initial packet of a version that can be opened. */
  static boolean isInitial(byte[] data, int at, int end) {
    if (end - at < 7 + TAG || (data[at] & 0xc0) != 0xc0) {
      return false;
    }
    QuicVersion version = QuicVersion.of((int) new Cursor(data, at + 1, end).number(4));
    return version != null && ((data[at] >>> 4) & 3) == version.initialType;
  }

  /** Takes a datagram from the client. */
  public Sighting read(byte[] data, int at, int end) {
    Cursor packet = new Cursor(data, at, end);
    try {
      while (packet.left() > 0 && isInitial(data, packet.at, end)) {
        String google = initial(packet);
        if (!google.isEmpty()) {
          return Sighting.named("QUIC", google);
        }
      }
    } catch (GeneralSecurityException e) {
      // It is not a client's Initial, or damaged, or cut by the capture: nothing can be told.
      return Sighting.more("QUIC");
    }
    return Handshake.message(crypto, 0, known.nextClearBit(0), "QUIC");
  }

  /** Opens one packet and moves behind it. */
  private String initial(Cursor packet) throws GeneralSecurityException {
    int start = packet.at;
    packet.skip(1);
    QuicVersion version = QuicVersion.of((int) packet.number(4));
    int idLength = packet.u8();
    byte[] connectionId =
        Arrays.copyOfRange(
            packet.data, packet.at, packet.at + Math.min(idLength, MAX_CONNECTION_ID));
    packet.skip(idLength);
    packet.skip(packet.u8());
    packet.skip(packet.variable());
    long length = packet.variable();
    int number = packet.at;
    packet.skip(length);
    if (!packet.ok() || version == null || length < 4 + TAG || idLength > MAX_CONNECTION_ID) {
      throw new GeneralSecurityException("not an Initial packet");
    }
    byte[] plain = open(version, connectionId, packet.data, start, number, (int) length);
    if (version == QuicVersion.Q050) {
      return GoogleQuic.hello(plain, 0, plain.length);
    }
    frames(new Cursor(plain, 0, plain.length));
    return "";
  }

  /** The keys stay those of the first packet, until a Retry makes the client start anew. */
  private byte[] open(
      QuicVersion version, byte[] id, byte[] data, int start, int number, int length)
      throws GeneralSecurityException {
    QuicKeys current = keys;
    if (current != null) {
      try {
        return open(current, data, start, number, length);
      } catch (GeneralSecurityException e) {
        current = null;
      }
    }
    QuicKeys fresh = new QuicKeys(version, id);
    byte[] plain = open(fresh, data, start, number, length);
    keys = fresh;
    return plain;
  }

  private static byte[] open(QuicKeys keys, byte[] data, int start, int number, int length)
      throws GeneralSecurityException {
    byte[] mask = keys.mask(data, number + 4);
    int first = data[start] ^ (mask[0] & 0x0f);
    int octets = (first & 3) + 1;
    byte[] header = Arrays.copyOfRange(data, start, number + octets);
    header[0] = (byte) first;
    long packetNumber = 0;
    for (int i = 0; i < octets; i++) {
      header[number - start + i] ^= mask[1 + i];
      packetNumber = (packetNumber << 8) | (header[number - start + i] & 0xff);
    }
    return keys.open(packetNumber, header, data, number + octets, length - octets);
  }

  private void frames(Cursor frames) {
    while (frames.ok() && frames.left() > 0) {
      int type = frames.u8();
      if (type == 6) {
        long offset = frames.variable();
        long length = frames.variable();
        keep(frames, offset, length);
        frames.skip(length);
      } else if (type == 2 || type == 3) {
        acknowledgement(frames, type == 3);
      } else if (type > 1) {
        return;
      }
    }
  }

  private static void acknowledgement(Cursor frames, boolean congestion) {
    frames.variable();
    frames.variable();
    long ranges = frames.variable();
    frames.variable();
    for (long i = 0; i < ranges && frames.ok(); i++) {
      frames.variable();
      frames.variable();
    }
    for (int i = 0; congestion && i < 3; i++) {
      frames.variable();
    }
  }

  private void keep(Cursor frames, long offset, long length) {
    if (!frames.ok() || length > frames.left() || offset + length > MAX_CRYPTO || offset < 0) {
      return;
    }
    int to = (int) (offset + length);
    if (to > crypto.length) {
      crypto = Arrays.copyOf(crypto, Math.max(to, 2 * crypto.length));
    }
    System.arraycopy(frames.data, frames.at, crypto, (int) offset, (int) length);
    known.set((int) offset, to);
  }
}
