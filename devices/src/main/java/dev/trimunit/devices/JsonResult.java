// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.Asked;
import dev.trimunit.devices.capture.CaptureSummary;
import dev.trimunit.devices.capture.GroupTraffic;
import dev.trimunit.devices.capture.HostTraffic;
import dev.trimunit.devices.capture.LocalTraffic;
import dev.trimunit.devices.json.Json;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For programs: everything that the reader knows. */
final class JsonResult {
  private final AddressOwners owners;

  JsonResult(AddressOwners owners) {
    this.owners = owners;
  }

  String of(Path file, CaptureSummary capture, List<HostTraffic> hosts) {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    CaptureSummary.Counts counts = capture.counts();
    root.put("capture", String.valueOf(file.getFileName()));
    root.put("hosts", hosts.stream().map(this::host).toList());
    root.put("local", capture.local().stream().map(JsonResult::local).toList());
    root.put("multicast_broadcast", capture.group().stream().map(JsonResult::group).toList());
    Map<String, @Nullable Object> byFate = new LinkedHashMap<>();
    byFate.put("packets", counts.packets());
    byFate.put("without_ip", counts.withoutIp());
    byFate.put("transit", counts.transit());
    byFate.put("invalid_source", counts.invalidSource());
    byFate.put("dns_responses_without_query", counts.dnsResponsesWithoutQuery());
    byFate.put("dns_malformed", counts.dnsMalformed());
    byFate.put("dropped", capture.dropped());
    root.put("counts", byFate);
    root.put("notes", capture.notes());
    return Json.indented(root) + "\n";
  }

  private Map<String, @Nullable Object> host(HostTraffic host) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("ips", strings(host.addresses()));
    one.put("macs", strings(host.macs()));
    one.put("destinations", host.destinations().stream().map(this::observation).toList());
    one.put("received_only", host.receivedOnly().stream().map(this::observation).toList());
    one.put("inbound", host.inbound().stream().map(this::observation).toList());
    one.put("no_ports", host.withoutPorts().stream().map(this::observation).toList());
    one.put(
        "asked_not_contacted", host.askedNotContacted().stream().map(JsonResult::asked).toList());
    one.put("other_queries", host.otherQueries().stream().map(JsonResult::asked).toList());
    Map<String, @Nullable Object> errors = new LinkedHashMap<>();
    errors.put("sent", host.icmpErrorsSent());
    errors.put("received", host.icmpErrorsReceived());
    one.put("icmp_errors", errors);
    return one;
  }

  private Map<String, @Nullable Object> observation(Observation o) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    boolean bare = o.destination().host() instanceof IpAddress;
    one.put("name", bare ? null : o.destination().host().toString());
    one.put("ips", strings(o.addresses()));
    if (o.destination().host() instanceof IpAddress address) {
      owners.of(address).ifPresent(owner -> one.put("owner", owner));
    } else if (o.destination().host() instanceof DnsName name) {
      name.unicode().ifPresent(shown -> one.put("name_unicode", shown));
    }
    one.put("transport", o.destination().transport().word());
    one.put("port", port(o.destination().port()));
    one.put("packets_sent", o.packetsSent());
    one.put("bytes_sent", o.bytesSent());
    one.put("packets_received", o.packetsReceived());
    one.put("bytes_received", o.bytesReceived());
    one.put("first", o.first().toString());
    one.put("last", o.last().toString());
    one.put("protocol", o.protocol());
    one.put("server_names", strings(o.serverNames()));
    return one;
  }

  private static Map<String, @Nullable Object> asked(Asked asked) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("name", asked.name().text());
    one.put("qtypes", List.copyOf(asked.types()));
    return one;
  }

  private static Map<String, @Nullable Object> local(LocalTraffic t) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("client", t.client().toString());
    one.put("server", t.server().toString());
    one.put("transport", t.transport().word());
    one.put("port", port(t.port()));
    one.put("packets_from_client", t.packetsFromClient());
    one.put("bytes_from_client", t.bytesFromClient());
    one.put("packets_from_server", t.packetsFromServer());
    one.put("bytes_from_server", t.bytesFromServer());
    return one;
  }

  private static Map<String, @Nullable Object> group(GroupTraffic t) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("source", t.source().toString());
    one.put("group", t.group().toString());
    one.put("transport", t.transport().word());
    one.put("port", port(t.port()));
    one.put("packets", t.packets());
    one.put("bytes", t.bytes());
    return one;
  }

  private static @Nullable Integer port(int port) {
    return port == Destination.NO_PORT ? null : port;
  }

  private static List<String> strings(Collection<?> things) {
    return things.stream().map(Object::toString).toList();
  }
}
