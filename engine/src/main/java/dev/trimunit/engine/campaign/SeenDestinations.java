// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.Fallback;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The destinations that a device was seen to contact, and which of them hide behind blocks. */
public final class SeenDestinations {
  /** In which trial each showed first. */
  private final SortedMap<Destination, Integer> destinations = new TreeMap<>();

  private final List<Fallback> fallbacks = new ArrayList<>();
  private final Consumer<String> notices;
  private Set<Destination> all = Set.of();
  private boolean toldOfMore;

  /**
   * The firmware that the device got, until a trial with nothing blocked has shown what it does.
   */
  private String newFirmware = "";

  private final List<Newcomer> newcomers = new ArrayList<>();

  /**
   * A destination that nobody knew before the device was updated.
   *
   * @param firmware the version since which it is contacted
   * @param trial the first trial that showed it
   */
  public record Newcomer(Destination destination, String firmware, int trial) {
    @Override
    public String toString() {
      return "New destination %s since firmware %s (trial %d)"
          .formatted(destination, firmware, trial);
    }
  }

  /** Twice as many as are tried. */
  private static final int MOST_TOLD = 2 * Newcomers.MOST;

  public SeenDestinations(Consumer<String> notices) {
    this.notices = notices;
  }

  /** Begins anew with trials that are told otherwise now; what was noticed is not noticed again. */
  void retell(List<TrialRecord> trials) {
    destinations.clear();
    fallbacks.clear();
    newFirmware = "";
    newcomers.clear();
    all = Set.of();
    trials.forEach(trial -> add(trial, notice -> {}));
  }

  public void add(TrialRecord trial) {
    add(trial, notices);
  }

  private void add(TrialRecord trial, Consumer<String> hearing) {
    Optional<String> update = update(trial);
    newFirmware = update.orElse(newFirmware);
    for (Destination destination : newIn(trial)) {
      destinations.put(destination, trial.number());
      if (!newFirmware.isEmpty()) {
        Newcomer newcomer = new Newcomer(destination, newFirmware, trial.number());
        newcomers.add(newcomer);
        hearing.accept(newcomer.toString());
      } else if (hides(destination, trial)) {
        fallbacks.add(new Fallback(destination, trial.blocked(), trial.number()));
        tell(destination, trial, hearing);
      }
    }
    if (all.size() < destinations.size()) {
      all = Set.copyOf(destinations.keySet());
    }
    if (trial.blocked().isEmpty()) {
      newFirmware = update.orElse("");
      fallbacks.removeIf(fallback -> trial.contacted().contains(fallback.destination()));
    } else {
      fallbacks.replaceAll(fallback -> fallback.alsoIn(trial));
    }
  }

  /**
   * Whatever shows after days, or when its clock was told a time, may not have to do with a block.
   */
  private static boolean hides(Destination destination, TrialRecord trial) {
    return trial.purpose() != TrialPurpose.MARGIN
        && trial.purpose() != TrialPurpose.ENDURANCE
        && !trial.blocked().isEmpty()
        && !Fallback.refuses(trial, destination);
  }

  private static Optional<String> update(TrialRecord trial) {
    return trial.timers().stream()
        .filter(timer -> timer.kind() == DeviceTimer.Kind.UPDATE && timer.elapsed() > 0)
        .map(DeviceTimer::name)
        .reduce((earlier, later) -> later);
  }

  private void tell(Destination destination, TrialRecord trial, Consumer<String> hearing) {
    if (fallbacks.size() <= MOST_TOLD) {
      hearing.accept(
          "%s appeared in trial %d, while others were blocked: it hides behind [%s]"
              .formatted(destination, trial.number(), Newcomers.few(trial.blocked())));
    } else if (!toldOfMore) {
      toldOfMore = true;
      hearing.accept(
          "More destinations appeared while others were blocked, from trial %d on: not each of them is told"
              .formatted(trial.number()));
    }
  }

  /** What no earlier trial has shown. */
  Set<Destination> newIn(TrialRecord trial) {
    return trial.observations().stream()
        .map(Observation::destination)
        .filter(destination -> !destinations.containsKey(destination))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public Set<Destination> all() {
    return all;
  }

  /** In which trial each showed first. */
  SortedMap<Destination, Integer> first() {
    return Collections.unmodifiableSortedMap(destinations);
  }

  /** Those that show since the device was updated. */
  public List<Newcomer> newcomers() {
    return List.copyOf(newcomers);
  }

  public List<Fallback> fallbacks() {
    return List.copyOf(fallbacks);
  }
}
