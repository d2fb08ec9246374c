// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import dev.trimunit.devices.AlikeNames;
import dev.trimunit.devices.capture.HostTraffic;
import dev.trimunit.devices.party.Parties;
import dev.trimunit.devices.party.RegistrableDomain;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A device as a capture shows it, in the words of device files and specs. */
final class CapturedDevice {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String TIME = "time.example";
  private static final int NTP = 123;
  private static final int MOST_OCTETS = 100_000_000;

  private final List<Observation> contacts;
  private final int leftOut;
  private final List<String> alike;
  private final String manufacturer;

  CapturedDevice(HostTraffic host, String manufacturer) {
    this.contacts =
        host.destinations().stream().filter(seen -> canBeModelled(seen.destination())).toList();
    this.leftOut = host.destinations().size() - contacts.size();
    this.alike = AlikeNames.sentences(host);
    this.manufacturer = manufacturer;
  }

  private static boolean canBeModelled(Destination destination) {
    return (destination.hasPort() || !destination.transport().hasPorts())
        && canBeWritten(destination);
  }

  /** Names from the network may be no host names, which is all that a device file holds. */
  private static boolean canBeWritten(Destination destination) {
    try {
      DestinationPattern.parse(destination.toString());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static String counted(int destinations) {
    return destinations + (destinations == 1 ? " destination" : " destinations");
  }

  /** What is to be told of names that differ in digits only. */
  List<String> alike() {
    return alike;
  }

  int destinations() {
    return contacts.size();
  }

  /** How many destinations have a name or a transport that a device file cannot hold. */
  int leftOut() {
    return leftOut;
  }

  /** The device file with what was seen instead of what the template made up. */
  String deviceFile(String template) {
    String text = section(template, "parties:\n", "\n# How a person", parties());
    text = section(text, "  contacts:\n", "  functionalities:", contacts());
    text = text.replaceAll("needs: *\\w+", "");
    return manufacturer.isEmpty()
        ? text
        : text.replaceFirst("(?m)^(noun: .*)$", "$1\nmanufacturer: \"" + manufacturer + "\"");
  }

  /** The spec: its claim about time servers is about those of the capture, if there are any. */
  String feature(String template) {
    Optional<String> time =
        contacts.stream()
            .map(Observation::destination)
            .filter(destination -> destination.port() == NTP)
            .map(CapturedDevice::domain)
            .filter(name -> name.matches("[a-z0-9.-]+")) // else it might mean something to Gherkin
            .findFirst();
    String[] blocks = template.split("\n\n", -1);
    StringBuilder text = new StringBuilder();
    for (String block : blocks) {
      boolean claim = block.contains(TIME);
      if (!claim || time.isPresent()) {
        text.append(text.isEmpty() ? "" : "\n\n")
            .append(time.map(t -> block.replace(TIME, t)).orElse(block));
      }
    }
    return text.toString().endsWith("\n") ? text.toString() : text + "\n";
  }

  private static String section(String text, String begin, String end, String instead) {
    int from = text.indexOf(begin);
    int to = text.indexOf(end, from);
    if (from < 0 || to < 0) {
      throw new IllegalStateException(
          "The template of device files has no section " + begin.strip());
    }
    return text.substring(0, from + begin.length()) + instead + text.substring(to);
  }

  private String parties() {
    Parties parties = Parties.of(manufacturer, List.of());
    SortedMap<String, Party> known = new TreeMap<>();
    for (Observation seen : contacts) {
      known.merge(
          domain(seen.destination()),
          parties.party(seen.destination()).party(),
          (a, b) -> a == b ? a : Party.UNKNOWN);
    }
    StringBuilder text = new StringBuilder();
    known.forEach(
        (domain, party) ->
            text.append("  ")
                .append(quoted(domain))
                .append(": ")
                .append(party.word())
                .append(party == Party.UNKNOWN ? " # say who runs it: first, support or third" : "")
                .append('\n'));
    return text.toString();
  }

  private static String domain(Destination destination) {
    return destination.host() instanceof DnsName name
        ? RegistrableDomain.of(name).orElse(name).toString()
        : destination.host().toString();
  }

  private String contacts() {
    Instant first =
        contacts.stream()
            .map(Observation::first)
            .min(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    Set<String> ids = new HashSet<>();
    StringBuilder text = new StringBuilder();
    for (Observation seen : contacts) {
      Duration after = Duration.between(first, seen.first());
      text.append("    ")
          .append(id(seen.destination(), ids))
          .append(": {destination: ")
          .append(quoted(seen.destination().toString()))
          .append(protocol(seen.destination()))
          .append(", after: ")
          .append((after.compareTo(LONGEST) > 0 ? LONGEST : after).toMillis())
          .append(" ms, sends: ")
          .append(octets(seen.bytesSent()))
          .append(" B, receives: ")
          .append(octets(seen.bytesReceived()))
          .append(" B}\n");
    }
    return text.toString();
  }

  /** The usual protocol of a port is for the transport that it is usual on: QUIC is no TLS. */
  private static String protocol(Destination destination) {
    boolean usual =
        !destination.transport().hasPorts()
            || destination.transport().equals(Transport.UDP) == (destination.port() == NTP);
    return usual ? "" : ", protocol: data";
  }

  private static long octets(long seen) {
    return Math.min(MOST_OCTETS, seen);
  }

  /** A word of the host's name that no other contact has. */
  private static String id(Destination destination, Set<String> taken) {
    String plain =
        destination.host().toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String id = "to-" + plain.replaceAll("^-|-$", "");
    String free = id;
    for (int next = 2; !taken.add(free); next++) {
      free = id + "-" + next;
    }
    return free;
  }

  /** Names come from the network: nothing in such a text means anything to YAML. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
