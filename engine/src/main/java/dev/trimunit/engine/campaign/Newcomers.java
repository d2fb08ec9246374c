// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * The destinations that show only while others are blocked, as many as a campaign can try. A device
 * may have a new one whenever the last one is blocked, or invent one at every boot: who follows it
 * never ends.
 */
final class Newcomers {
  /** Far more than the stand-ins of devices that have a few; each takes some trials. */
  static final int MOST = 20;

  private static final int MOST_NAMED = 3;
  private final Set<Destination> known = new HashSet<>();
  private final Set<Destination> untried = new LinkedHashSet<>();
  private int joined;

  Newcomers(Question question) {
    known.addAll(question.all());
    question.controls().forEach(control -> known.addAll(control.contacted()));
  }

  /** Shows trials without the destinations that are too many. */
  TrialOracle limiting(TrialOracle oracle) {
    return oracle.heardBy((request, trial) -> limited(trial));
  }

  private TrialRecord limited(TrialRecord trial) {
    if (trial.blocked().isEmpty()) {
      known.addAll(trial.contacted());
      return trial;
    }
    List<Observation> shown =
        trial.observations().stream().filter(seen -> admits(seen.destination())).toList();
    return shown.size() == trial.observations().size() ? trial : trial.withObservations(shown);
  }

  /** Whether a destination is tried. One that was refused once stays so. */
  boolean admits(Destination destination) {
    if (known.contains(destination)) {
      return true;
    }
    if (joined == MOST || untried.contains(destination)) {
      untried.add(destination);
      return false;
    }
    joined++;
    return known.add(destination);
  }

  /** Those that were too many, in the order in which they showed. */
  List<Destination> untried(Predicate<Destination> selected) {
    return untried.stream().filter(selected).toList();
  }

  /** What to tell of them. */
  static String sentence(List<Destination> untried) {
    return "the device goes on to contact new destinations while others are blocked; after %d of them, these were not tried: %s"
        .formatted(MOST, few(untried));
  }

  /** What to tell of those that no calibration has shown, with the trial that did. */
  static String late(SortedMap<Destination, Integer> trials) {
    List<String> words =
        trials.entrySet().stream()
            .map(each -> "%s (trial %d)".formatted(each.getKey(), each.getValue()))
            .toList();
    return "Contacted, but not while usages were calibrated: %s. What is contacted so seldom has no verdict in this run, and no list refuses it"
        .formatted(few(words));
  }

  /** The first of them, and how many there are besides: a sentence may be about a thousand. */
  static String few(Collection<?> all) {
    List<String> named = new ArrayList<>();
    all.stream().limit(MOST_NAMED).map(String::valueOf).forEach(named::add);
    if (all.size() > MOST_NAMED) {
      named.add((all.size() - MOST_NAMED) + " more");
    }
    return String.join(", ", named);
  }
}
