// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names that a device looks up and never contacts. Some devices work only if such a name resolves,
 * so each is a destination of its own, blocked by the answer to its name alone.
 */
final class LookUps {
  /**
   * A name that is needed is looked up in each control trial that passes; what shows less often, as
   * a name that is another at each boot, would never settle.
   */
  static final int LEAST_TRIALS = CalibrationResult.CONTROLS;

  private static final String PROTOCOL = "DNS";

  private LookUps() {}

  static Destination destination(DnsName name) {
    return new Destination(name, Transport.NAME, Destination.NO_PORT);
  }

  /**
   * The names that enough trials show to be looked up, and none to be contacted.
   *
   * @param free trials with nothing blocked
   */
  static Set<DnsName> in(Collection<TrialRecord> free) {
    Map<DnsName, Integer> trials = new TreeMap<>();
    Set<Host> contacted = new HashSet<>();
    for (TrialRecord trial : free) {
      trial.onlyLookedUp().forEach(event -> trials.merge(event.question(), 1, Integer::sum));
      trial.contacted().stream()
          .filter(destination -> !destination.isNameOnly())
          .forEach(destination -> contacted.add(destination.host()));
    }
    Set<DnsName> names = new TreeSet<>();
    trials.forEach(
        (name, number) -> {
          if (number >= LEAST_TRIALS && !contacted.contains(name)) {
            names.add(name);
          }
        });
    return names;
  }

  /** What a trial shows of names that are only looked up. */
  static List<Observation> of(TrialRecord trial, Set<DnsName> names) {
    return names.isEmpty()
        ? List.of()
        : trial.onlyLookedUp().stream()
            .filter(event -> names.contains(event.question()))
            .map(LookUps::observation)
            .toList();
  }

  /** A verdict on such a name, with what it is about. */
  static Verdict explained(Verdict verdict) {
    return verdict.destination().isNameOnly()
        ? verdict.because(verdict.reason() + "; " + verdict.destination().remark())
        : verdict;
  }

  private static Observation observation(DnsEvent event) {
    return ObservationBuilder.stagedBuilder()
        .destination(destination(event.question()))
        .packetsSent(0)
        .bytesSent(0)
        .packetsReceived(0)
        .bytesReceived(0)
        .first(event.time())
        .last(event.time())
        .protocol(PROTOCOL)
        .addresses(Set.copyOf(event.addresses()))
        .serverNames(Set.of())
        .build();
  }
}
