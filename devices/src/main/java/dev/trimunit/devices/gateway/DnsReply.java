// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SVCBBase;
import org.xbill.DNS.Section;

/**
 * What an answer says to the device that asked.
 *
 * @param id the message's id
 * @param name the name that was asked for
 * @param rcode the response code, as in RFC 6895
 * @param addresses addresses for the name, those behind aliases and service hints included
 * @param aliases the names that the answer leads through, in its order
 * @param ttl the smallest time to live of the answer's records in seconds; 0 if there are none
 */
public record DnsReply(
    int id, DnsName name, int rcode, List<IpAddress> addresses, List<DnsName> aliases, long ttl) {
  static final DnsReply NONE =
      new DnsReply(0, new DnsName("."), Rcode.SERVFAIL, List.of(), List.of(), 0);

  public DnsReply {
    addresses = List.copyOf(addresses);
    aliases = List.copyOf(aliases);
  }

  static DnsReply of(Message message) {
    List<Record> records = message.getSection(Section.ANSWER);
    Name asked = message.getQuestion().getName();
    Set<Name> chain = chain(asked, records);
    Set<IpAddress> addresses = new TreeSet<>();
    long ttl = Long.MAX_VALUE;
    for (Record record : records) {
      if (chain.contains(record.getName())) {
        addresses(record).forEach(address -> addresses.add(new IpAddress(address)));
        ttl = Math.min(ttl, record.getTTL());
      }
    }
    return new DnsReply(
        message.getHeader().getID(),
        DnsNames.ours(asked),
        message.getRcode(),
        new ArrayList<>(addresses),
        chain.stream().skip(1).map(DnsNames::ours).toList(),
        ttl == Long.MAX_VALUE ? 0 : ttl);
  }

  /** The name and its aliases, in whatever order the records come. */
  private static Set<Name> chain(Name asked, List<Record> records) {
    Set<Name> chain = new LinkedHashSet<>(Set.of(asked));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Record record : records) {
        if (record instanceof CNAMERecord alias && chain.contains(alias.getName())) {
          grew |= chain.add(alias.getTarget());
        }
      }
    }
    return chain;
  }

  private static List<? extends InetAddress> addresses(Record record) {
    if (record instanceof ARecord a) {
      return List.of(a.getAddress());
    }
    if (record instanceof AAAARecord aaaa) {
      return List.of(aaaa.getAddress());
    }
    return record instanceof SVCBBase service ? hints(service) : List.of();
  }

  private static List<InetAddress> hints(SVCBBase service) {
    List<InetAddress> hints = new ArrayList<>();
    try {
      if (service.getSvcParamValue(SVCBBase.IPV4HINT) instanceof SVCBBase.ParameterIpv4Hint ipv4) {
        hints.addAll(ipv4.getAddresses());
      }
      if (service.getSvcParamValue(SVCBBase.IPV6HINT) instanceof SVCBBase.ParameterIpv6Hint ipv6) {
        hints.addAll(ipv6.getAddresses());
      }
    } catch (UnknownHostException e) {
      return hints; // a hint of a wrong length is no address
    }
    return hints;
  }
}
