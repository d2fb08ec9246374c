// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Usages that work while the device is refused everything that it contacts for them. Either it
 * needs no server, or the app shows success by itself: verdicts and blocklists are then worth
 * nothing. A check that was seen to fail, from whichever vantage, does look at the device.
 */
final class DoubtfulChecks {
  private DoubtfulChecks() {}

  static List<String> of(DeviceData data) {
    List<String> sentences = new ArrayList<>();
    for (Usage usage : data.usages()) {
      if (hasFailed(data, usage.functionality())) {
        continue;
      }
      Set<Destination> contacted = contacted(data, usage);
      data.trials().stream()
          .filter(trial -> isolates(trial, contacted) && trial.passed(usage))
          .findFirst()
          .ifPresent(trial -> sentences.add(sentence(usage, trial)));
    }
    return sentences;
  }

  private static boolean hasFailed(DeviceData data, String functionality) {
    return data.trials().stream()
        .flatMap(trial -> trial.outcomes().stream())
        .anyMatch(
            outcome ->
                outcome.outcome() == Outcome.FAILED
                    && outcome.usage().functionality().equals(functionality));
  }

  private static Set<Destination> contacted(DeviceData data, Usage usage) {
    Set<Destination> contacted = new TreeSet<>();
    data.trials().stream()
        .filter(trial -> trial.purpose() == TrialPurpose.CONTROL && trial.passed(usage))
        .forEach(trial -> contacted.addAll(trial.contacted()));
    return contacted;
  }

  private static boolean isolates(TrialRecord trial, Set<Destination> contacted) {
    return !contacted.isEmpty()
        && trial.evidence().stream().anyMatch(e -> e.evidence() == Evidence.HELD)
        && contacted.stream()
            .allMatch(one -> trial.blocked().stream().anyMatch(p -> p.covers(one)));
  }

  private static String sentence(Usage usage, TrialRecord trial) {
    return "%s works with everything blocked that the device contacts (trial %d): it needs no server, or its check does not look at the device, and then its verdicts are worth nothing. Try it with the device unplugged: the check has to fail."
        .formatted(TrialText.usage(usage), trial.number());
  }
}
