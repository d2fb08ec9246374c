// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Findings;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a protocol found. */
public final class Told implements Findings {
  public final List<Verdict> verdicts = new ArrayList<>();
  public final List<Blocklist> blocklists = new ArrayList<>();
  public final List<String> notices = new ArrayList<>();

  @Override
  public void settled(Verdict verdict) {
    verdicts.add(verdict);
  }

  @Override
  public void warned(String sentence) {
    notices.add(sentence);
  }

  @Override
  public void verified(Blocklist blocklist) {
    blocklists.add(blocklist);
  }

  public Verdict of(Destination destination, Usage usage) {
    return verdicts.stream()
        .filter(v -> v.destination().equals(destination) && v.usage().equals(usage))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No verdict on " + destination + ", " + usage));
  }
}
