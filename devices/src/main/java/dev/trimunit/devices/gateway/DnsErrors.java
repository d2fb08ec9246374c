// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Answers to what is no proper query, and the outer form of every answer. */
final class DnsErrors {
  private static final int HEADER_LENGTH = 12;
  static final int OUR_UDP_SIZE = 1232;
  static final int CLASSIC_UDP_SIZE = 512;

  private DnsErrors() {}

  /** To a message that cannot be read: format error if it has at least a query's header. */
  static Optional<byte[]> toJunk(byte[] junk) {
    boolean response = junk.length > 2 && (junk[2] & 0x80) != 0;
    if (junk.length < HEADER_LENGTH || response) {
      return Optional.empty();
    }
    Message reply = new Message(((junk[0] & 0xff) << 8) | (junk[1] & 0xff));
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setRcode(Rcode.FORMERR);
    return Optional.of(reply.toWire());
  }

  /** The error to a readable message that is no single Internet query; empty if it is one. */
  static Optional<byte[]> unusable(Message message) {
    Header header = message.getHeader();
    if (header.getOpcode() != Opcode.QUERY) {
      return Optional.of(wire(message, error(message, Rcode.NOTIMP)));
    }
    if (message.getSection(Section.QUESTION).size() != 1) {
      return Optional.of(wire(message, error(message, Rcode.FORMERR)));
    }
    boolean internet = message.getQuestion().getDClass() == DClass.IN;
    return internet ? Optional.empty() : Optional.of(wire(message, error(message, Rcode.REFUSED)));
  }

  /** An answer without records. */
  static Message error(Message query, int rcode) {
    Message reply = new Message(query.getHeader().getID());
    Header header = reply.getHeader();
    header.setOpcode(query.getHeader().getOpcode());
    header.setFlag(Flags.QR);
    header.setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    header.setRcode(rcode);
    for (Record question : query.getSection(Section.QUESTION)) {
      reply.addRecord(question, Section.QUESTION);
    }
    if (query.getOPT() != null) {
      reply.addRecord(new OPTRecord(OUR_UDP_SIZE, 0, 0), Section.ADDITIONAL);
    }
    return reply;
  }

  /** An answer's octets, truncated to what the asker can take over UDP. */
  static byte[] wire(Message query, Message reply) {
    OPTRecord opt = query.getOPT();
    int size = opt == null ? CLASSIC_UDP_SIZE : Math.max(CLASSIC_UDP_SIZE, opt.getPayloadSize());
    return reply.toWire(size);
  }
}
