// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.ScreenLimit;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.sharing.DeviceTurns;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where the trials of each unit of a device run, and until when they ran there. */
final class UnitPlaces {
  private final List<Place> places = new ArrayList<>();
  private final boolean atOnce;
  private Instant latest = Instant.MIN;

  /**
   * @param units a bench for each
   * @param shared what trials wait for that they share with others
   */
  UnitPlaces(List<Bench> units, CampaignSettings settings, DeviceTurns shared) {
    atOnce = areAtOnce(units);
    for (Bench unit : units) {
      int number = units.size() > 1 ? places.size() + 1 : 0;
      DeviceTurns turns = atOnce ? shared.on(unit) : shared;
      places.add(
          new Place(
              unit,
              new TrialRunner(
                  unit, settings.off(), settings.watch(), settings.answer(), turns, number)));
    }
  }

  /** Whether units have trials under way at once: in virtual time one is over when it has begun. */
  static boolean areAtOnce(List<Bench> units) {
    return units.size() > 1 && !units.get(0).clock().isVirtual();
  }

  /** The same of these. */
  boolean atOnce() {
    return atOnce;
  }

  /** Where the trials of one unit of the device run, and when the last one ended. */
  private static final class Place {
    private final Bench bench;
    private final TrialRunner runner;
    private Instant end = Instant.MIN;
    private boolean live;

    Place(Bench bench, TrialRunner runner) {
      this.bench = bench;
      this.runner = runner;
    }

    /** A clock of virtual time stood still while trials came from the journal. */
    void catchUp() {
      if (!live && end.isAfter(Instant.MIN)) {
        bench.clock().resume(end);
      }
      live = true;
    }

    void over(Instant when, boolean ranNow) {
      live = ranNow;
      end = when;
    }
  }

  private Place place(TrialRequest request) {
    return places.get(Math.max(0, request.unit() - 1));
  }

  /** What runs a trial on its unit. */
  TrialRunner runner(TrialRequest request) {
    return place(request).runner;
  }

  /**
   * A trial is about to run on its unit: that goes on where the last one ended. No unit that works
   * beside others lags behind what ended anywhere.
   */
  void catchUp(TrialRequest request) {
    place(request).catchUp();
    if (atOnce && latest.isAfter(Instant.MIN)) {
      place(request).bench.clock().resume(latest);
    }
  }

  /** A trial is over. While the first unit is used alone, time passes for the others, too. */
  void over(TrialRequest request, TrialRecord trial, boolean ranNow) {
    latest = trial.end().isAfter(latest) ? trial.end() : latest;
    if (request.unit() == 0) {
      places.forEach(place -> place.over(trial.end(), false));
    }
    place(request).over(trial.end(), ranNow);
  }

  /** How long units are without power from now on, in trials that do not say. */
  void usualOff(Duration time) {
    places.forEach(place -> place.runner.usualOff(time));
  }

  /** Tells the app of each unit what calibration has shown of its screens. */
  void calibrate(Usage usage, List<ScreenLimit> limits) {
    places.forEach(place -> limits.forEach(place.bench.app(usage.vantage())::calibrate));
  }

  /** Tries once more to remove blocks that could not be removed; tells those that still cannot. */
  List<String> release() {
    return places.stream().flatMap(place -> place.runner.releaseStuck().stream()).toList();
  }
}
