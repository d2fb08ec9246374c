// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.TrialRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A trial, so that it need not be searched for each destination. */
final class SeenTrial {
  private static final Pattern CHECKS =
      Pattern.compile(
          "\"[^\"]*(update|upgrade|firmware)[^\"]*\" is tapped", Pattern.CASE_INSENSITIVE);

  private static final Pattern RAISES =
      Pattern.compile("[^\"]* (is set off( by \\S+)?|wird (durch \\S+ )?ausgelöst)");

  final TrialRecord trial;
  private final Map<Destination, Observation> seen = new HashMap<>();
  private final Optional<Instant> checked;
  private final Optional<Instant> raised;

  private SeenTrial(TrialRecord trial) {
    this.trial = trial;
    trial.observations().forEach(one -> seen.putIfAbsent(one.destination(), one));
    this.checked = first(CHECKS);
    this.raised = first(RAISES);
  }

  static List<SeenTrial> all(List<TrialRecord> trials) {
    return trials.stream().map(SeenTrial::new).toList();
  }

  private Optional<Instant> first(Pattern step) {
    return trial.outcomes().stream()
        .flatMap(outcome -> outcome.steps().stream())
        .filter(record -> step.matcher(record.text()).matches())
        .map(StepRecord::start)
        .min(Instant::compareTo);
  }

  Optional<Observation> of(Destination destination) {
    return Optional.ofNullable(seen.get(destination));
  }

  boolean refuses(Destination destination) {
    return trial.blocked().stream().anyMatch(pattern -> pattern.covers(destination));
  }

  /** Whether there was an update that the device could have got. */
  boolean isOfferedFirmware() {
    return trial.timers().stream()
        .anyMatch(timer -> timer.kind() == DeviceTimer.Kind.OFFER && timer.elapsed() > 0);
  }

  /** The firmware with which the device restarted, if it did. */
  Optional<String> firmware() {
    return trial.timers().stream()
        .filter(timer -> timer.kind() == DeviceTimer.Kind.UPDATE && timer.elapsed() > 0)
        .map(DeviceTimer::name)
        .reduce((earlier, later) -> later);
  }

  /** When somebody first tapped what checks for updates. */
  Optional<Instant> checked() {
    return checked;
  }

  /** When an alarm was first set off. */
  Optional<Instant> raised() {
    return raised;
  }
}
