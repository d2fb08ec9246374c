// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.SpecScenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.UniqueId.Segment;

/** What of a feature file is to run. */
final class SpecSelection {
  private boolean whole;
  private final Set<Integer> lines = new TreeSet<>();
  private final Set<Integer> only = new TreeSet<>();
  private final Map<Segment, Set<String>> nodes = new HashMap<>();
  private final Set<Segment> wholeNodes = new java.util.HashSet<>();

  void all() {
    whole = true;
  }

  void line(int line) {
    lines.add(line);
  }

  /** A node of the file, and if a segment follows a case below it. */
  void node(List<Segment> segments) {
    if (segments.isEmpty()) {
      all();
    } else if (segments.size() == 1) {
      wholeNodes.add(segments.get(0));
    } else {
      nodes
          .computeIfAbsent(segments.get(0), node -> new TreeSet<>())
          .add(segments.get(1).getValue());
    }
  }

  /** Of what is to run only what stands in these lines. */
  void only(Set<Integer> wanted) {
    only.addAll(wanted);
  }

  /** Whether all of the file is to run. */
  boolean isWhole() {
    return whole && only.isEmpty();
  }

  /** Lines that lie in no scenario stand for the whole file. */
  void widen(List<SpecScenario> scenarios) {
    whole |= lines.stream().anyMatch(line -> scenarios.stream().noneMatch(s -> s.spans(line)));
  }

  /** Whether a node is to run, or one below it. */
  boolean wants(Segment node, SpecScenario scenario, List<SpecScenario> scenarios) {
    return (only.isEmpty() || only.stream().anyMatch(line -> points(line, scenario, scenarios)))
        && (wantsWhole(node, scenario, scenarios) || nodes.containsKey(node));
  }

  /** The names of the only cases of a node to run; empty for all. */
  Set<String> cases(Segment node, SpecScenario scenario, List<SpecScenario> scenarios) {
    return wantsWhole(node, scenario, scenarios) ? Set.of() : nodes.getOrDefault(node, Set.of());
  }

  private boolean wantsWhole(Segment node, SpecScenario scenario, List<SpecScenario> scenarios) {
    return whole
        || wholeNodes.contains(node)
        || lines.stream().anyMatch(line -> points(line, scenario, scenarios));
  }

  /**
   * A line of a row of Examples means that row; any other line of an outline means all its rows.
   */
  private static boolean points(int line, SpecScenario scenario, List<SpecScenario> scenarios) {
    boolean isAStart = scenarios.stream().anyMatch(other -> other.location().line() == line);
    return isAStart ? scenario.location().line() == line : scenario.spans(line);
  }
}
