// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.accepted;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.data.DeviceData;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** The behaviour that a run found. */
public final class Found {
  private Found() {}

  /** Of one device. */
  public static Behaviour in(DeviceData data) {
    Map<Destination, Observation> traffic = data.traffic(DeviceData::isInteractionExperiment);
    long bytes = traffic.values().stream().mapToLong(Observation::bytes).sum();
    SortedMap<Destination, Contact> contacts = new TreeMap<>();
    for (Destination destination : data.destinations()) {
      Observation seen = traffic.get(destination);
      contacts.put(
          destination,
          new Contact(
              data.party(destination),
              share(seen == null ? 0 : seen.bytes(), bytes),
              verdicts(data, destination)));
    }
    return new Behaviour(data.device().id(), data.device().name(), Behaviour.TOLERANCE, contacts);
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
