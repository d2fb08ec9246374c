// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Compares what a run found with the reviewed file of a device; found by {@link ServiceLoader}. */
public interface AcceptedBehaviour {
  /** What is not as accepted, a sentence each; empty if nothing is accepted for the device. */
  Optional<List<String>> differences(CampaignFindings findings);

  /** What the first one that knows the device says; empty if nobody knows it. */
  static Optional<List<String>> differencesOf(CampaignFindings findings) {
    return ServiceLoader.load(AcceptedBehaviour.class).stream()
        .map(provider -> provider.get().differences(findings))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
