// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A made-up Internet's names, as an upstream: answers real messages from a table. */
public final class NameSpace implements Upstream {
  private static final int LONGEST_CHAIN = 8;
  private final Map<DnsName, NameRecords> names = new TreeMap<>();

  /** Adds or replaces what a name stands for. */
  public void put(DnsName name, NameRecords records) {
    names.put(name, records);
  }

  @Override
  public Optional<byte[]> ask(byte[] query) {
    try {
      Message message = new Message(query);
      return Optional.of(DnsErrors.wire(message, answer(message)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Message answer(Message query) {
    Name asked = query.getQuestion().getName();
    NameRecords records = names.get(DnsNames.ours(asked));
    if (records == null) {
      return Overrides.negative(query, Rcode.NXDOMAIN);
    }
    Message reply = DnsErrors.error(query, Rcode.NOERROR);
    fill(reply, asked, records, query.getQuestion().getType());
    boolean empty = reply.getSection(Section.ANSWER).isEmpty();
    return empty ? Overrides.negative(query, Rcode.NOERROR) : reply;
  }

  /** Follows aliases. */
  private void fill(Message reply, Name asked, NameRecords first, int type) {
    Name name = asked;
    @Nullable NameRecords records = first;
    for (int i = 0; i < LONGEST_CHAIN && records != null; i++) {
      addAddresses(reply, name, records, type);
      DnsName alias = records.alias();
      if (alias == null) {
        return;
      }
      Name target = DnsNames.theirs(alias);
      reply.addRecord(new CNAMERecord(name, DClass.IN, records.ttl(), target), Section.ANSWER);
      name = target;
      records = names.get(alias);
    }
  }

  private static void addAddresses(Message reply, Name name, NameRecords records, int type) {
    for (IpAddress address : records.addresses()) {
      if (address.isIpv6() && (type == Type.AAAA || type == Type.ANY)) {
        reply.addRecord(
            new AAAARecord(name, DClass.IN, records.ttl(), address.value()), Section.ANSWER);
      } else if (!address.isIpv6() && (type == Type.A || type == Type.ANY)) {
        reply.addRecord(
            new ARecord(name, DClass.IN, records.ttl(), address.value()), Section.ANSWER);
      }
    }
  }
}
