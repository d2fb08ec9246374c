// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Compares what a run found with the reviewed file of a device; found by {@link ServiceLoader}. */
public interface AcceptedBehaviour {
  /** What is not as accepted, a sentence each; empty if nothing is accepted for the device. */
  Optional<List<String>> differences(CampaignFindings findings);

  /**
   * What of one verdict is not as accepted, in a sentence, empty if all of it is; no text at all if
   * nothing is accepted for the device.
   */
  default Optional<String> difference(CampaignFindings findings, Verdict verdict) {
    return Optional.empty();
  }

  /** What is accepted, as a nightly gate starts from it; empty if nothing is for the device. */
  default Optional<Nights> accepted(Device device) {
    return Optional.empty();
  }

  /** What the first one that knows the device says; empty if nobody knows it. */
  static Optional<List<String>> differencesOf(CampaignFindings findings) {
    return all().stream().flatMap(one -> one.differences(findings).stream()).findFirst();
  }

  /** All that are found. */
  static List<AcceptedBehaviour> all() {
    return ServiceLoader.load(AcceptedBehaviour.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
