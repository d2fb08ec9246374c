// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.trial.Age;
import dev.trimunit.reports.data.DeviceData;
import java.util.List;
import java.util.Locale;

/** How old the device was of which something is said, as {@code verdicts.json} tells it. */
final class AgeJson {
  private AgeJson() {}

  /** Of a claim in whose trials days passed; nothing of others. */
  static void add(ObjectNode node, DeviceData data, List<Integer> trialNumbers) {
    add(node, Age.ofPassed(data.trials(trialNumbers)));
  }

  /** Of trials in which days passed. */
  static void add(ObjectNode node, Age age) {
    if (!age.timers().isEmpty()) {
      ObjectNode entry = node.putObject("age");
      entry.put("upToSeconds", age.upTo().toSeconds());
      entry.put("runs", age.runs());
      entry.put("breaksAtMost", Json.number(age.breaksAtMost()));
      entry.put("met", age.met());
      ArrayNode timers = entry.putArray("timers");
      age.timers().forEach(timer -> timers.add(timer(timer)));
    }
  }

  /** Of a verdict, as far as its trials are those of this run. */
  static void add(ObjectNode node, DeviceData data, Verdict verdict) {
    Age age = Age.of(data.trials(verdict.trialNumbers()));
    if (age.runs() > 0) {
      node.put("seenUpToSeconds", age.upTo().toSeconds());
    }
  }

  private static ObjectNode timer(DeviceTimer timer) {
    ObjectNode node = Json.object();
    node.put("kind", timer.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    node.put("name", timer.name());
    node.put("elapsed", timer.elapsed());
    return node;
  }
}
