// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * Asks other resolvers, in order: over UDP from a fresh port with a fresh id, over TCP if the
 * answer was truncated. The device's EDNS options stay here (they hold hop by hop, and would name
 * the device).
 */
public final class ForwardingUpstream implements Upstream {
  private static final int LONGEST = 65_535;
  private final List<InetSocketAddress> servers;
  private final int patienceMillis;
  private final Random ids = new SecureRandom();

  /**
   * @param servers who is asked, the next one when one is silent
   * @param patience how long each is waited for; each is asked twice
   */
  public ForwardingUpstream(List<InetSocketAddress> servers, Duration patience) {
    this.servers = List.copyOf(servers);
    this.patienceMillis = Math.toIntExact(patience.toMillis());
  }

  @Override
  public Optional<byte[]> ask(byte[] query) {
    try {
      Message asked = new Message(query);
      return DnsErrors.unusable(asked).isPresent() ? Optional.empty() : ask(asked);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> ask(Message asked) {
    for (int attempt = 0; attempt < 2; attempt++) {
      for (InetSocketAddress server : servers) {
        Message answer = exchange(forwarded(asked), server);
        if (answer != null) {
          return Optional.of(returned(asked, answer));
        }
      }
    }
    return Optional.empty();
  }

  private Message forwarded(Message asked) {
    Message query = new Message(ids.nextInt(1 << 16));
    query.getHeader().setFlag(Flags.RD);
    if (asked.getHeader().getFlag(Flags.CD)) {
      query.getHeader().setFlag(Flags.CD);
    }
    query.addRecord(asked.getQuestion(), Section.QUESTION);
    addOpt(query, asked);
    return query;
  }

  private static byte[] returned(Message asked, Message answer) {
    answer.getHeader().setID(asked.getHeader().getID());
    OPTRecord theirs = answer.getOPT();
    if (theirs != null) {
      answer.removeRecord(theirs, Section.ADDITIONAL);
    }
    addOpt(answer, asked);
    return answer.toWire(LONGEST);
  }

  private static void addOpt(Message to, Message asked) {
    OPTRecord opt = asked.getOPT();
    if (opt != null) {
      int flags = opt.getFlags() & 0x8000;
      to.addRecord(new OPTRecord(DnsErrors.OUR_UDP_SIZE, 0, 0, flags), Section.ADDITIONAL);
    }
  }

  private @Nullable Message exchange(Message query, InetSocketAddress server) {
    try {
      Message answer = overUdp(query, server);
      return answer.getHeader().getFlag(Flags.TC) ? overTcp(query, server) : answer;
    } catch (IOException e) {
      return null;
    }
  }

  private Message overUdp(Message query, InetSocketAddress server) throws IOException {
    byte[] wire = query.toWire();
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.setSoTimeout(patienceMillis);
      socket.send(new DatagramPacket(wire, wire.length));
      while (true) {
        packet.setLength(LONGEST);
        socket.receive(packet);
        Message answer =
            answer(query, java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        if (answer != null) {
          return answer;
        }
      }
    }
  }

  private Message overTcp(Message query, InetSocketAddress server) throws IOException {
    byte[] wire = query.toWire();
    try (Socket socket = new Socket()) {
      socket.connect(server, patienceMillis);
      socket.setSoTimeout(patienceMillis);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] framed = new byte[wire.length + 2];
      framed[0] = (byte) (wire.length >> 8);
      framed[1] = (byte) wire.length;
      System.arraycopy(wire, 0, framed, 2, wire.length);
      out.write(framed);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      Message answer = answer(query, in.readNBytes(in.readUnsignedShort()));
      if (answer == null) {
        throw new IOException("No answer to this query");
      }
      return answer;
    }
  }

  /** The message, if it answers this query; anybody may send us datagrams. */
  private static @Nullable Message answer(Message query, byte[] wire) {
    try {
      Message message = new Message(wire);
      Record question = message.getQuestion();
      boolean fits =
          message.getHeader().getFlag(Flags.QR)
              && message.getHeader().getID() == query.getHeader().getID()
              && query.getQuestion().equals(question);
      return fits ? message : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
