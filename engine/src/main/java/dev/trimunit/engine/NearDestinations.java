// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What somebody may have meant by a destination that a device never contacts. */
final class NearDestinations {
  private static final int TYPING_ERRORS = 2;
  private static final int SHORT = 8;
  private static final int MOST = 3;

  private NearDestinations() {}

  /** The next of what it contacts, as a spec would write it, at most three; empty if none is. */
  static List<String> of(DestinationPattern pattern, Collection<Destination> contacted) {
    Set<String> near = new TreeSet<>();
    for (Destination destination : contacted) {
      if (ofAnyPort(pattern.host()).coversHost(destination.host())) {
        near.add(of(pattern, destination));
      } else {
        misspelt(pattern, destination).forEach(near::add);
      }
    }
    return near.stream().limit(MOST).toList();
  }

  /** A question for an error message, with a blank in front; empty if nothing is near. */
  static String question(DestinationPattern pattern, Collection<Destination> contacted) {
    List<String> near = of(pattern, contacted);
    return near.isEmpty()
        ? ""
        : "; did you mean %s?"
            .formatted(
                near.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" or ")));
  }

  /** What was asked for and is not met, a sentence each. */
  static List<String> unmet(Collection<DestinationPattern> asked, Set<Destination> met) {
    return asked.stream()
        .filter(pattern -> met.stream().noneMatch(pattern::covers))
        .map(
            pattern ->
                "%s=%s: no device of this run contacts it%s"
                    .formatted(Property.DESTINATION.key(), pattern, meant(pattern, met)))
        .toList();
  }

  private static String meant(DestinationPattern pattern, Set<Destination> met) {
    String question = question(pattern, met);
    List<String> known = met.stream().map(Destination::toString).toList();
    return question.isEmpty()
        ? ". " + NearMisses.sentence(pattern.toString(), known, "destinations")
        : question;
  }

  /** Another port of the same name, or a name below one that was meant exactly. */
  private static String of(DestinationPattern pattern, Destination destination) {
    DestinationPattern below =
        new DestinationPattern(pattern.host(), false, pattern.transport(), pattern.port());
    return pattern.exact() && below.covers(destination) ? below.toString() : destination.toString();
  }

  private static DestinationPattern ofAnyPort(Host host) {
    return new DestinationPattern(host, false, null, Destination.NO_PORT);
  }

  /** The name that the device contacts, or one above it, if few letters tell it from this. */
  private static List<String> misspelt(DestinationPattern pattern, Destination destination) {
    String found = pattern.host().toString();
    String other = sameDepth(pattern.host(), destination.host());
    int errors = pattern.host() instanceof IpAddress || found.length() < SHORT ? 1 : TYPING_ERRORS;
    if (NearMisses.of(found, List.of(other), errors).isEmpty()) {
      return List.of();
    }
    DestinationPattern meant =
        new DestinationPattern(
            Host.parse(other), pattern.exact(), pattern.transport(), pattern.port());
    return List.of(meant.covers(destination) ? meant.toString() : destination.toString());
  }

  private static String sameDepth(Host pattern, Host host) {
    if (!(pattern instanceof DnsName) || !(host instanceof DnsName name)) {
      return host.toString();
    }
    String[] labels = name.text().split("\\.");
    int wanted = pattern.toString().split("\\.").length;
    return String.join(
        ".", List.of(labels).subList(Math.max(0, labels.length - wanted), labels.length));
  }
}
