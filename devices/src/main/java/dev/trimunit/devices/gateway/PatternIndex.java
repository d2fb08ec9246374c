// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Finds the patterns that cover a name by looking up the name and those above it, however many
 * patterns there are. Immutable.
 */
final class PatternIndex {
  private final Map<Host, List<Numbered>> byHost = new HashMap<>();
  private final List<Numbered> families = new ArrayList<>();
  private final BiPredicate<DestinationPattern, DnsName> means;

  /** A pattern and its place in the order of patterns. */
  record Numbered(int place, DestinationPattern pattern) {}

  /**
   * @param means whether a pattern with a family of names means a name
   */
  PatternIndex(
      SortedSet<DestinationPattern> patterns, BiPredicate<DestinationPattern, DnsName> means) {
    this.means = means;
    int place = 0;
    for (DestinationPattern pattern : patterns) {
      Numbered numbered = new Numbered(place++, pattern);
      if (pattern.host() instanceof DnsName name && name.isFamily()) {
        families.add(numbered);
      } else {
        byHost.computeIfAbsent(pattern.host(), host -> new ArrayList<>()).add(numbered);
      }
    }
  }

  /** The patterns of bare addresses. */
  Stream<Numbered> ofAddresses() {
    return byHost.values().stream()
        .flatMap(List::stream)
        .filter(numbered -> numbered.pattern().host() instanceof IpAddress);
  }

  /** The patterns that cover a name, in order: its own and those of the names above it. */
  List<Numbered> covering(DnsName name) {
    List<Numbered> covering = new ArrayList<>();
    String text = name.text();
    for (int at = 0; at >= 0 && !byHost.isEmpty(); at = after(text, at)) {
      boolean itself = at == 0;
      for (Numbered numbered : byHost.getOrDefault(above(name, at), List.of())) {
        if (itself || !numbered.pattern().exact()) {
          covering.add(numbered);
        }
      }
    }
    families.stream().filter(family -> means.test(family.pattern(), name)).forEach(covering::add);
    covering.sort(Comparator.comparingInt(Numbered::place));
    return covering;
  }

  /** Where the next label begins; -1 if there is none. */
  private static int after(String text, int at) {
    int dot = text.indexOf('.', at);
    return dot < 0 || dot == text.length() - 1 ? -1 : dot + 1;
  }

  private static DnsName above(DnsName name, int at) {
    return at == 0 ? name : new DnsName(name.text().substring(at));
  }
}
