// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.endurance.Delay;
import dev.trimunit.engine.endurance.Endured;

/** What came of a list that was blocked for days, as {@code verdicts.json} tells it. */
final class EnduranceJson {
  private EnduranceJson() {}

  static ObjectNode of(Endured endured) {
    ObjectNode node = Json.object();
    node.put("lastsSeconds", endured.lasts().toSeconds());
    node.put("holds", endured.holds());
    Json.destinations(node.putArray("destinations"), endured.destinations());
    Json.numbers(node.putArray("trialNumbers"), endured.trialNumbers());
    AgeJson.add(node, endured.age());
    ArrayNode delays = node.putArray("delays");
    endured.delays().forEach(delay -> delays.add(of(delay)));
    ArrayNode sentences = node.putArray("sentences");
    endured.sentences().forEach(sentences::add);
    return node;
  }

  private static ObjectNode of(Delay delay) {
    ObjectNode node = Json.object();
    Json.destinations(node.putArray("destinations"), delay.destinations());
    ArrayNode usages = node.putArray("usages");
    delay.usages().forEach(usage -> Json.usage(usages.addObject(), usage));
    node.put("workedUpToSeconds", delay.how().from().toSeconds());
    node.put("failedAtSeconds", delay.how().until().toSeconds());
    node.put("leftAlone", delay.how().leftAlone());
    node.put("afterPowerCut", delay.how().afterPowerCut());
    delay.how().back().ifPresent(time -> node.put("backAfterSeconds", time.toSeconds()));
    node.put("runs", delay.runs());
    node.put("broken", delay.broken());
    node.put("similar", delay.similar());
    Json.numbers(node.putArray("trialNumbers"), delay.trialNumbers());
    return node;
  }
}
