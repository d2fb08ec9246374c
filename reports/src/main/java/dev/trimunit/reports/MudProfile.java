// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.PlainText;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code exports/<device>/mud.json}: a Manufacturer Usage Description (RFC 8520) that allows what
 * the device contacts and the exported blocklist does not block, and its own network, if the device
 * was used or went there. JSON has no comments: {@code systeminfo} says what it is.
 */
final class MudProfile implements Report {
  private static final int LONGEST_ID = 50;

  /** As RFC 6991 has it; longer names are left to their addresses. */
  private static final String HOST_NAME =
      "(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?";

  /** RFC 8519 matches ports of these only; of others every port is allowed. */
  private static final Set<Transport> WITH_PORTS = Set.of(Transport.TCP, Transport.UDP);

  private static final Map<Transport, Integer> NUMBERS =
      Map.of(
          Transport.ICMP,
          1,
          Transport.TCP,
          6,
          Transport.UDP,
          17,
          Transport.ICMPV6,
          58,
          Transport.SCTP,
          132);

  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    for (DeviceData device : run.devices()) {
      if (!device.blocklists().isEmpty()) {
        output.write(
            "exports/" + device.device().id() + "/mud.json", Json.text(profile(run, device)));
      }
    }
  }

  private static ObjectNode profile(RunData run, DeviceData device) {
    String id = device.device().id();
    ObjectNode root = Json.object();
    ObjectNode mud = root.putObject("ietf-mud:mud");
    mud.put("mud-version", 1);
    mud.put("mud-url", "https://trimunit.invalid/" + id + "/mud.json");
    mud.put("last-update", run.finished().truncatedTo(ChronoUnit.SECONDS).toString());
    mud.put("cache-validity", 48);
    mud.put("is-supported", true);
    mud.put("systeminfo", systemInfo(run, device));
    policy(mud.putObject("from-device-policy"), id, "from");
    policy(mud.putObject("to-device-policy"), id, "to");
    ArrayNode acls = root.putObject("ietf-access-control-list:acls").putArray("acl");
    Set<Destination> allowed = allowed(device, new SeldomUsed(run, device).exported());
    for (String family : List.of("ipv4", "ipv6")) {
      acls.add(acl(device, allowed, family, "from"));
      acls.add(acl(device, allowed, family, "to"));
    }
    return root;
  }

  /** RFC 8520 wants at most 60 characters. */
  private static String systemInfo(RunData run, DeviceData device) {
    String text = PlainText.line(run.lab().kind().word() + " lab: " + device.device().name());
    return text.length() <= 60 ? text : text.substring(0, 60);
  }

  private static void policy(ObjectNode policy, String id, String direction) {
    ArrayNode lists = policy.putObject("access-lists").putArray("access-list");
    lists.addObject().put("name", aclName(id, "ipv4", direction));
    lists.addObject().put("name", aclName(id, "ipv6", direction));
  }

  /** RFC 8519 wants at most 64 characters. */
  private static String aclName(String id, String family, String direction) {
    return id.substring(0, Math.min(id.length(), LONGEST_ID)) + "-" + direction + "-" + family;
  }

  private static ObjectNode acl(
      DeviceData device, Set<Destination> allowed, String family, String direction) {
    ObjectNode acl = Json.object();
    acl.put("name", aclName(device.device().id(), family, direction));
    acl.put("type", family + "-acl-type");
    ArrayNode entries = acl.putObject("aces").putArray("ace");
    int number = 0;
    for (Destination destination : allowed) {
      if (applies(destination, family)) {
        entries.add(entry(destination, family, direction, number++));
      }
    }
    if (usedInLan(device)) {
      ObjectNode lan = accepted(entries.addObject(), number);
      lan.putObject("ietf-mud:mud").putArray("local-networks").addNull();
    }
    return acl;
  }

  /** Over LAN, the phone stands in the device's own network. */
  private static boolean usedInLan(DeviceData device) {
    return !device.lanContacts().isEmpty()
        || device.usages().stream().anyMatch(usage -> usage.vantage() == Vantage.LAN);
  }

  /** The matches of an entry that accepts. */
  private static ObjectNode accepted(ObjectNode entry, int number) {
    entry.put("name", "allow-" + number);
    ObjectNode matches = entry.putObject("matches");
    entry.putObject("actions").put("forwarding", "accept");
    return matches;
  }

  private static Set<Destination> allowed(DeviceData device, Set<Destination> blocked) {
    Set<Destination> allowed = new TreeSet<>(device.destinations());
    allowed.removeIf(Destination::isNameOnly); // A profile says who may be sent what.
    allowed.removeAll(blocked);
    device.lanContacts().stream().filter(MudProfile::isGroup).forEach(allowed::add);
    return withAddresses(allowed, device);
  }

  /** A group is no address of the local network. */
  private static boolean isGroup(Destination contact) {
    return contact.host() instanceof IpAddress address && address.value().isMulticastAddress();
  }

  /** A profile cannot name a host by octets that no host name may hold: it has its addresses. */
  private static Set<Destination> withAddresses(Set<Destination> allowed, DeviceData device) {
    Set<Destination> writable = new TreeSet<>();
    Map<Destination, Observation> traffic = device.traffic(trial -> true);
    for (Destination destination : allowed) {
      if (!(destination.host() instanceof DnsName name) || name.text().matches(HOST_NAME)) {
        writable.add(destination);
      } else if (traffic.containsKey(destination)) {
        traffic
            .get(destination)
            .addresses()
            .forEach(
                a -> writable.add(new Destination(a, destination.transport(), destination.port())));
      }
    }
    return writable;
  }

  private static boolean applies(Destination destination, String family) {
    boolean ipv6 = family.equals("ipv6");
    if (destination.transport().equals(ipv6 ? Transport.ICMP : Transport.ICMPV6)) {
      return false;
    }
    return !(destination.host() instanceof IpAddress address) || address.isIpv6() == ipv6;
  }

  private static ObjectNode entry(
      Destination destination, String family, String direction, int number) {
    ObjectNode entry = Json.object();
    ObjectNode matches = accepted(entry, number);
    ObjectNode layer3 = matches.putObject(family);
    String side = direction.equals("from") ? "destination" : "source";
    if (destination.host() instanceof DnsName name) {
      layer3.put(
          "ietf-acldns:" + (direction.equals("from") ? "dst" : "src") + "-dnsname", name.text());
    } else {
      layer3.put(
          side + "-" + family + "-network",
          destination.host() + (family.equals("ipv6") ? "/128" : "/32"));
    }
    Integer protocol = NUMBERS.get(destination.transport());
    layer3.put("protocol", protocol != null ? protocol : number(destination.transport()));
    if (destination.hasPort() && WITH_PORTS.contains(destination.transport())) {
      matches
          .putObject(destination.transport().word())
          .putObject(side + "-port")
          .put("operator", "eq")
          .put("port", destination.port());
    }
    return entry;
  }

  private static int number(Transport transport) {
    return Integer.parseInt(transport.word().replace("ip/", ""));
  }
}
