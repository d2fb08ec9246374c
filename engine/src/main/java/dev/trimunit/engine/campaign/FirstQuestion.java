// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a protocol is asked first: for each calibrated usage, the destinations that its control
 * trials have shown, in the words of now.
 */
final class FirstQuestion {
  /** With fewer destinations, trials of both vantages save less than it takes to allow them. */
  private static final int ENOUGH_TO_SHARE = 4;

  private final SettlingTerms terms;
  private final List<Calibration.Calibrated> calibrated;

  FirstQuestion(SettlingTerms terms, Collection<Calibration.Calibrated> calibrated) {
    this.terms = terms;
    this.calibrated = List.copyOf(calibrated);
  }

  /** The question as destinations are told now. */
  Question asked() {
    List<Calibration.Calibrated> told = calibrated.stream().map(terms.names()::told).toList();
    SortedMap<Usage, SortedSet<Destination>> destinations = new TreeMap<>();
    Map<Destination, Party> parties = new HashMap<>();
    for (Calibration.Calibrated usage : told) {
      SortedSet<Destination> selected = selected(usage);
      selected.forEach(destination -> parties.put(destination, terms.parties().of(destination)));
      destinations.put(usage.result().usage(), selected);
    }
    return new Question(
        terms.device(),
        destinations,
        parties,
        terms.errorBound(),
        controls(told),
        terms.vantagesTogether() && togetherPays(destinations));
  }

  /** All that the control trials have shown, whether verdicts are wanted or not. */
  Set<Destination> contacts() {
    Set<Destination> all = new TreeSet<>();
    calibrated.forEach(usage -> all.addAll(terms.names().told(usage).destinations()));
    return all;
  }

  private SortedSet<Destination> selected(Calibration.Calibrated usage) {
    SortedSet<Destination> selected =
        new TreeSet<>(terms.protocol().asked(usage.result().usage(), usage.destinations()));
    selected.removeIf(terms.selected().negate());
    return selected;
  }

  private static List<TrialRecord> controls(List<Calibration.Calibrated> calibrated) {
    return calibrated.stream()
        .flatMap(usage -> usage.controls().stream())
        .distinct()
        .sorted(Comparator.comparingInt(TrialRecord::number))
        .toList();
  }

  /** To find out whether the vantages mix takes two trials. */
  private static boolean togetherPays(SortedMap<Usage, SortedSet<Destination>> destinations) {
    long vantages = destinations.keySet().stream().map(Usage::vantage).distinct().count();
    return vantages > 1
        && destinations.values().stream().flatMap(Set::stream).distinct().count()
            >= ENOUGH_TO_SHARE;
  }

  /** The same question, with an answer from the lab on whether one trial may use both vantages. */
  Question mixed(Question question, TrialOracle oracle) {
    VantageMixing together =
        new VantageMixing(List.copyOf(question.destinations().keySet()), oracle);
    String obstacle = together.obstacle();
    if (!obstacle.isEmpty()) {
      terms.notices().accept("LAN and WAN get trials of their own: " + obstacle);
    }
    List<TrialRecord> controls = new ArrayList<>(question.controls());
    controls.addAll(together.controls());
    return new Question(
        question.device(),
        question.destinations(),
        question.parties(),
        question.errorBound(),
        controls,
        obstacle.isEmpty());
  }
}
