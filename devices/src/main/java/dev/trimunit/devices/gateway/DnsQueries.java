// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DnsName;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The device's side: builds queries and reads answers. */
public final class DnsQueries {
  private DnsQueries() {}

  /**
   * A query as a device sends it.
   *
   * @param type a query type's mnemonic, for example {@code AAAA}
   */
  public static byte[] query(int id, DnsName name, String type) {
    int number = Type.value(type);
    if (number < 0) {
      throw new IllegalArgumentException("Unknown DNS query type '" + type + "'");
    }
    Message message = Message.newQuery(Record.newRecord(DnsNames.theirs(name), number, DClass.IN));
    message.getHeader().setID(id);
    message.getHeader().setFlag(Flags.RD);
    return message.toWire();
  }

  /** Reads an answer; empty if it is none. */
  public static Optional<DnsReply> reply(byte[] wire) {
    try {
      Message message = new Message(wire);
      boolean usable = message.getHeader().getFlag(Flags.QR) && message.getQuestion() != null;
      return usable ? Optional.of(DnsReply.of(message)) : Optional.empty();
    } catch (java.io.IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
