// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a protocol found. */
final class Told implements Findings {
  final List<Verdict> verdicts = new ArrayList<>();
  final List<Blocklist> blocklists = new ArrayList<>();

  @Override
  public void settled(Verdict verdict) {
    verdicts.add(verdict);
  }

  @Override
  public void verified(Blocklist blocklist) {
    blocklists.add(blocklist);
  }

  Verdict of(Destination destination, Usage usage) {
    return verdicts.stream()
        .filter(v -> v.destination().equals(destination) && v.usage().equals(usage))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No verdict on " + destination + ", " + usage));
  }
}
