// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.AcceptedBehaviour;
import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Found as the accepted behaviour of every run; a test says what is accepted of a device. */
public final class AcceptedWords implements AcceptedBehaviour {
  private static final AtomicReference<Map<String, Map<Destination, VerdictKind>>> ACCEPTED =
      new AtomicReference<>(Map.of());

  static void accept(String device, Map<Destination, VerdictKind> kinds) {
    ACCEPTED.set(Map.of(device, kinds));
  }

  static void acceptNothing() {
    ACCEPTED.set(Map.of());
  }

  @Override
  public Optional<List<String>> differences(CampaignFindings findings) {
    return Optional.empty();
  }

  @Override
  public Optional<String> difference(CampaignFindings findings, Verdict verdict) {
    return Optional.ofNullable(ACCEPTED.get().get(findings.device().id()))
        .map(kinds -> kinds.get(verdict.destination()))
        .map(kind -> kind == verdict.kind() ? "" : "It was " + kind + ".");
  }
}
