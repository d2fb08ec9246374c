// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.accepted;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.data.DeviceData;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** The behaviour that a run found. */
public final class Found {
  private Found() {}

  /** Of one device. */
  public static Behaviour in(DeviceData data) {
    Map<Destination, OptionalDouble> shares = shares(data.trials());
    OptionalDouble none = shares.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(0);
    SortedMap<Destination, Contact> contacts = new TreeMap<>();
    for (Destination destination : data.destinations()) {
      contacts.put(
          destination,
          new Contact(
              data.party(destination),
              shares.getOrDefault(destination, none),
              verdicts(data, destination)));
    }
    return new Behaviour(
        data.device().id(),
        data.device().name(),
        data.device().firmware(),
        Behaviour.TOLERANCE,
        contacts);
  }

  /** The shares of the destinations that the control trials among these contacted, in percent. */
  public static Map<Destination, OptionalDouble> shares(List<TrialRecord> trials) {
    Map<Destination, Long> bytes = new TreeMap<>();
    trials.stream()
        .filter(DeviceData::isInteractionExperiment)
        .flatMap(trial -> trial.observations().stream())
        .forEach(seen -> bytes.merge(seen.destination(), seen.bytes(), Long::sum));
    long whole = bytes.values().stream().mapToLong(Long::longValue).sum();
    Map<Destination, OptionalDouble> shares = new TreeMap<>();
    bytes.forEach((destination, part) -> shares.put(destination, share(part, whole)));
    return shares;
  }

  private static OptionalDouble share(long part, long whole) {
    return whole == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.round(10_000.0 * part / whole) / 100.0);
  }

  private static SortedMap<Usage, VerdictKind> verdicts(DeviceData data, Destination destination) {
    SortedMap<Usage, VerdictKind> kinds = new TreeMap<>();
    for (Verdict verdict : data.verdicts()) {
      if (verdict.destination().equals(destination)) {
        kinds.put(verdict.usage(), verdict.kind());
      }
    }
    return kinds;
  }
}
