// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.HostTraffic;
import dev.trimunit.devices.party.RegistrableDomain;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Destinations of a host whose names differ in digits only. A capture does not say whether they
 * change from boot to boot, which makes them one destination for a run; so they are listed one by
 * one, and this is told.
 */
public final class AlikeNames {
  private static final int WORTH_TELLING = 3;
  private static final int MOST_NAMED = 3;
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern LAST_TWO_LABELS = Pattern.compile("^.*\\.(?=[^.]*\\.[^.]*$)");

  private AlikeNames() {}

  /** A sentence for each row of such names. */
  public static List<String> sentences(HostTraffic host) {
    Map<String, List<Destination>> alike = new TreeMap<>();
    for (Observation seen : host.destinations()) {
      Destination destination = seen.destination();
      if (destination.host() instanceof DnsName name && mayBeAlike(name)) {
        alike.computeIfAbsent(likeness(name, destination), k -> new ArrayList<>()).add(destination);
      }
    }
    String who = host.addresses().stream().map(IpAddress::toString).findFirst().orElse("a host");
    return alike.values().stream()
        .filter(destinations -> destinations.size() >= WORTH_TELLING)
        .map(destinations -> sentence(who, destinations))
        .toList();
  }

  /** Names with escaped octets hold digits that are none. */
  private static boolean mayBeAlike(DnsName name) {
    return name.text().indexOf('\\') < 0 && !name.looksLikeAddress();
  }

  /** What registries sell is never alike: those are names of different owners. */
  private static String likeness(DnsName name, Destination destination) {
    String owner =
        RegistrableDomain.of(name)
            .map(DnsName::text)
            .orElseGet(() -> LAST_TWO_LABELS.matcher(name.text()).replaceFirst(""));
    return "%s %s %s %d"
        .formatted(
            DIGITS.matcher(name.text()).replaceAll("*"),
            owner,
            destination.transport(),
            destination.port());
  }

  private static String sentence(String who, List<Destination> destinations) {
    String names =
        destinations.stream()
            .limit(MOST_NAMED)
            .map(Destination::toString)
            .collect(Collectors.joining(", "));
    int more = destinations.size() - MOST_NAMED;
    return "%d destinations of %s differ in digits only: %s%s. If they change from boot to boot, a run takes them for one"
        .formatted(destinations.size(), who, names, more > 0 ? " and " + more + " more" : "");
  }
}
