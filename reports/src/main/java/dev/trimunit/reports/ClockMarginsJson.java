// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.endurance.ClockMargin;
import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Side;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.reports.data.DeviceData;

/** How wrong a device's clock may be, as {@code verdicts.json} tells it. */
final class ClockMarginsJson {
  private ClockMarginsJson() {}

  static ObjectNode of(ClockMargins found) {
    ObjectNode node = Json.object();
    Json.destinations(node.putArray("servers"), found.servers());
    found
        .drift()
        .ifPresent(
            drift -> {
              ObjectNode entry = node.putObject("drift");
              entry.put("ppm", Json.number(drift.share() * 1e6));
              entry.put("withinPpm", Json.number(drift.within() * 1e6));
              entry.put("readings", drift.readings());
              entry.put("overSeconds", drift.over().toSeconds());
            });
    ArrayNode usages = node.putArray("usages");
    found.usages().forEach(margin -> usages.add(of(margin, found)));
    ArrayNode sentences = node.putArray("sentences");
    found.sentences().forEach(sentences::add);
    return node;
  }

  private static ObjectNode of(ClockMargin margin, ClockMargins found) {
    ObjectNode node = Json.object();
    Json.usage(node, margin.usage());
    if (margin.obstacle().isEmpty()) {
      side(node.putObject("ahead"), margin.ahead());
      side(node.putObject("behind"), margin.behind());
    }
    margin.prediction(found.drift()).ifPresent(predicted -> predict(node, predicted));
    Json.numbers(node.putArray("trialNumbers"), margin.trialNumbers());
    return node;
  }

  private static void side(ObjectNode node, Side side) {
    node.put("worksSeconds", side.works().toSeconds());
    side.fails().ifPresent(wrong -> node.put("failsSeconds", wrong.toSeconds()));
    node.put("corrected", side.corrected());
    node.put("settled", side.obstacle().isEmpty());
  }

  /** Of a verdict on the one time server of a device. */
  static void predict(ObjectNode node, DeviceData data, Verdict verdict) {
    data.clockMargins().stream()
        .flatMap(found -> found.prediction(verdict.destination(), verdict.usage()).stream())
        .findFirst()
        .ifPresent(predicted -> predict(node, predicted));
  }

  private static void predict(ObjectNode node, ClockMargin.Prediction predicted) {
    ObjectNode entry = node.putObject("predictedToFail");
    entry.put("fromSeconds", predicted.from().toSeconds());
    entry.put("untilSeconds", predicted.until().toSeconds());
  }
}
