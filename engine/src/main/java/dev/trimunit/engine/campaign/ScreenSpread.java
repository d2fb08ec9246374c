// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.lab.ScreenLimit;
import dev.trimunit.engine.lab.ScreenLimit.Measure;
import dev.trimunit.engine.model.ScreenReading;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the calibration trials of a usage show of its screens. From the records alone, so that a run
 * that goes on from its journal comes to the same limits.
 */
final class ScreenSpread {
  private final Usage usage;
  private final Map<String, Scatter> states = new TreeMap<>();

  ScreenSpread(Usage usage) {
    this.usage = usage;
  }

  /**
   * Takes a trial. In one without the action the last check is one of a screen that does not show
   * its state; all others show theirs.
   */
  void add(TrialRecord trial) {
    List<ScreenReading> readings =
        trial.outcome(usage).map(outcome -> outcome.screens()).orElse(List.of());
    for (int i = 0; i < readings.size(); i++) {
      ScreenReading reading = readings.get(i);
      boolean without = trial.purpose() == TrialPurpose.NO_ACTION && i == readings.size() - 1;
      states
          .computeIfAbsent(reading.state(), state -> new Scatter())
          .add(reading, reading.shown() && !without);
    }
  }

  /**
   * Whether pictures could tell more than they did: a check by pictures was not as it should be.
   */
  static boolean doubtful(TrialRecord trial, Usage usage) {
    return trial.outcome(usage).stream()
        .flatMap(outcome -> outcome.screens().stream())
        .anyMatch(reading -> reading.shown() && !reading.matched());
  }

  /** The limits of the states of which true and false screens were seen and differ. */
  List<ScreenLimit> limits() {
    return states.entrySet().stream()
        .flatMap(state -> state.getValue().limit(state.getKey()).stream())
        .toList();
  }

  /** Which state's screens cannot be told apart, and by which numbers; empty if all can. */
  Optional<String> overlap() {
    return states.entrySet().stream()
        .filter(state -> state.getValue().overlaps())
        .map(state -> state.getValue().overlap(state.getKey()))
        .findFirst();
  }

  /** How far true and false screens of a state lie from its references. */
  private static final class Scatter {
    private double visibleTrue;
    private double meanTrue;
    private double visibleFalse = Double.MAX_VALUE;
    private double meanFalse = Double.MAX_VALUE;
    private boolean anyTrue;
    private boolean anyFalse;

    void add(ScreenReading reading, boolean shows) {
      if (shows) {
        anyTrue = true;
        visibleTrue = Math.max(visibleTrue, reading.visible());
        meanTrue = Math.max(meanTrue, reading.mean());
      } else {
        anyFalse = true;
        visibleFalse = Math.min(visibleFalse, reading.visible());
        meanFalse = Math.min(meanFalse, reading.mean());
      }
    }

    Optional<ScreenLimit> limit(String state) {
      if (!anyTrue || !anyFalse || overlaps()) {
        return Optional.empty();
      }
      boolean steady = visibleTrue == 0;
      return Optional.of(
          visibleTrue < visibleFalse
              ? new ScreenLimit(state, Measure.VISIBLE, visibleTrue, visibleFalse, steady)
              : new ScreenLimit(state, Measure.MEAN, meanTrue, meanFalse, steady));
    }

    /** Where no false screen was seen, one that differs from its reference tells nothing. */
    boolean overlaps() {
      return anyFalse
          ? anyTrue && visibleTrue >= visibleFalse && meanTrue >= meanFalse
          : visibleTrue > 0;
    }

    String overlap(String state) {
      String seen =
          anyFalse
              ? String.format(
                  Locale.ROOT,
                  "false ones differ only in %.4f of the region (mean error %.4f)",
                  visibleFalse,
                  meanFalse)
              : "no false one was seen";
      return String.format(
          Locale.ROOT,
          "the screens of '%s' cannot be told apart: true ones differ from the reference in up to %.4f"
              + " of the region (mean error %.4f), and %s; compare a region (crop) that only the"
              + " action changes, or an element of the app",
          state,
          visibleTrue,
          meanTrue,
          seen);
    }
  }
}
