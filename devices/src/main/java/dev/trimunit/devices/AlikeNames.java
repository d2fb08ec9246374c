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
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private static final Pattern LABELS_WITHOUT_DIGITS = Pattern.compile("\\.([^0-9]+)$");

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
        .filter(AlikeNames::isWorthTelling)
        .flatMap(AlikeNames::byOwner)
        .filter(AlikeNames::isWorthTelling)
        .map(destinations -> sentence(who, destinations))
        .toList();
  }

  /** Names of one owner end in the same two labels: it costs less to compare these than owners. */
  private static String likeness(DnsName name, Destination destination) {
    return String.join(
        " ",
        DIGITS.matcher(name.text()).replaceAll("*"),
        lastTwoLabels(name),
        destination.transport().word(),
        Integer.toString(destination.port()));
  }

  private static String lastTwoLabels(DnsName name) {
    return LAST_TWO_LABELS.matcher(name.text()).replaceFirst("");
  }

  private static boolean isWorthTelling(List<Destination> destinations) {
    return destinations.size() >= WORTH_TELLING;
  }

  /** Names with escaped octets hold digits that are none. */
  private static boolean mayBeAlike(DnsName name) {
    return name.text().indexOf('\\') < 0 && !name.looksLikeAddress();
  }

  /**
   * What registries sell is never alike: those are names of different owners. Where what follows
   * the last digit is somebody's already, all are theirs, and the list of suffixes is asked once.
   */
  private static Stream<List<Destination>> byOwner(List<Destination> destinations) {
    Optional<DnsName> shared = afterDigits(destinations.get(0)).flatMap(RegistrableDomain::of);
    if (shared.isPresent()) {
      return Stream.of(destinations);
    }
    Map<String, List<Destination>> owners = new TreeMap<>();
    for (Destination destination : destinations) {
      owners.computeIfAbsent(owner(destination), k -> new ArrayList<>()).add(destination);
    }
    return owners.values().stream();
  }

  /** The labels that all names of a row have in common at their end. */
  private static Optional<DnsName> afterDigits(Destination destination) {
    Matcher end = LABELS_WITHOUT_DIGITS.matcher(destination.host().toString());
    return end.find() ? Optional.of(DnsName.of(end.group(1))) : Optional.empty();
  }

  private static String owner(Destination destination) {
    DnsName name = DnsName.of(destination.host().toString());
    return RegistrableDomain.of(name).map(DnsName::text).orElseGet(() -> lastTwoLabels(name));
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
