// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.BlockAnswer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The answers of a block. */
final class Overrides {
  /** Short, because a device's own cache outlives the block otherwise. */
  static final long TTL = 10;

  static final InetAddress IPV4 = address(127, 0, 0, 1);
  static final InetAddress IPV6 = address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
  static final InetAddress ANY_IPV4 = address(0, 0, 0, 0);
  static final InetAddress ANY_IPV6 = address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private Overrides() {}

  /** The answer to a query for an overridden name; empty if it is dropped. */
  static Optional<Message> reply(Message query, BlockAnswer mode) {
    return switch (mode) {
      case LOOPBACK -> Optional.of(addresses(query, IPV4, IPV6));
      case UNSPECIFIED -> Optional.of(addresses(query, ANY_IPV4, ANY_IPV6));
      case NO_DATA -> Optional.of(negative(query, Rcode.NOERROR));
      case NAME_ERROR -> Optional.of(negative(query, Rcode.NXDOMAIN));
      case REFUSED -> Optional.of(DnsErrors.error(query, Rcode.REFUSED));
      case SILENCE -> Optional.empty();
    };
  }

  private static Message addresses(Message query, InetAddress ipv4, InetAddress ipv6) {
    Name name = query.getQuestion().getName();
    List<Record> records =
        switch (query.getQuestion().getType()) {
          case Type.A -> List.of(new ARecord(name, DClass.IN, TTL, ipv4));
          case Type.AAAA -> List.of(new AAAARecord(name, DClass.IN, TTL, ipv6));
          case Type.ANY ->
              List.of(
                  new ARecord(name, DClass.IN, TTL, ipv4),
                  new AAAARecord(name, DClass.IN, TTL, ipv6));
          default -> List.of();
        };
    if (records.isEmpty()) {
      return negative(query, Rcode.NOERROR);
    }
    Message reply = DnsErrors.error(query, Rcode.NOERROR);
    records.forEach(record -> reply.addRecord(record, Section.ANSWER));
    return reply;
  }

  /** No data or no such name; the SOA says how briefly to believe it (RFC 2308). */
  static Message negative(Message query, int rcode) {
    Message reply = DnsErrors.error(query, rcode);
    Name name = query.getQuestion().getName();
    reply.addRecord(
        new SOARecord(name, DClass.IN, TTL, Name.root, Name.root, 1, TTL, TTL, TTL, TTL),
        Section.AUTHORITY);
    return reply;
  }

  private static InetAddress address(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
