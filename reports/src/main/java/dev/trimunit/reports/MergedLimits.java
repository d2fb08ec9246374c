// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trimunit.engine.plan.Shard;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What several runs together were limited to: nothing, if each had other devices, and all. */
final class MergedLimits {
  private static final String LIMITS = "limits";

  /** What may differ: which devices each run had. */
  private static final List<String> SELECTIONS =
      RunData.SELECTIONS.stream().map(key -> key.substring("trimunit.".length())).toList();

  /** The settings that say what a run was limited to. */
  static final List<String> KEYS = Stream.concat(SELECTIONS.stream(), Stream.of(LIMITS)).toList();

  private final List<Shard> shards = new ArrayList<>();

  /**
   * A run.
   *
   * @param shard which one it is; empty if it is none
   * @throws IOException if it does not go with those before
   */
  void add(String shard, Path folder) throws IOException {
    if (!shard.isBlank()) {
      try {
        shards.add(Shard.parse(shard));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "%s says that it is shard %s, which is none".formatted(folder, shard), e);
      }
      if (shards.get(0).of() != shards.get(shards.size() - 1).of()) {
        throw new IOException(
            "%s is shard %s, and others are of %d: those were divided in two ways. Merge the runs of one build"
                .formatted(folder, shard, shards.get(0).of()));
      }
    }
  }

  /** The shards of which there is no run, in words. */
  String missing() {
    Set<Integer> there = shards.stream().map(Shard::number).collect(Collectors.toSet());
    int of = shards.isEmpty() ? 0 : shards.get(0).of();
    return IntStream.rangeClosed(1, of)
        .filter(number -> !there.contains(number))
        .mapToObj(number -> number + "/" + of)
        .collect(Collectors.joining(", "));
  }

  /** Whether no run of a shard is missing. */
  boolean isWhole() {
    return missing().isEmpty();
  }

  /** What a run was limited to, but for which devices it had. */
  static JsonNode within(JsonNode settings) {
    return TextNode.valueOf(within(key -> settings.path(key).asText()));
  }

  /** The same of settings by their keys. */
  static String within(UnaryOperator<String> settings) {
    String limits = settings.apply(LIMITS);
    for (String key : SELECTIONS) {
      String value = settings.apply(key).strip();
      if (!value.isEmpty()) {
        limits = limits.replace("trimunit." + key + "=" + value, "");
      }
    }
    return limits.replaceAll("^(, )+|(, )+$", "").replaceAll("(, ){2,}", ", ");
  }

  /** What all of them together were limited to. */
  void tell(ObjectNode root) {
    if (!(root.path("settings") instanceof ObjectNode settings)) {
      return;
    }
    List<String> limits = new ArrayList<>();
    if (!isWhole()) {
      limits.add("all but trimunit.shard=" + missing());
    }
    String within = within(settings).asText();
    if (!within.isEmpty()) {
      limits.add(within);
    }
    settings.remove(LIMITS);
    SELECTIONS.stream().filter(settings::has).forEach(key -> settings.put(key, ""));
    String words = String.join(", ", limits);
    if (!words.isEmpty()) {
      settings.put(LIMITS, words);
    }
    if (root.path("lab") instanceof ObjectNode lab) {
      String note = lab.path("note").asText();
      int end = note.indexOf(RunData.LIMITED_TO);
      lab.put(
          "note",
          (end < 0 ? note : note.substring(0, end))
              + (words.isEmpty() ? "" : RunData.LIMITED_TO + words));
    }
  }
}
