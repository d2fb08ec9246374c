// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.Blockability;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.page.PageModel.Count;
import dev.trimunit.reports.page.PageModel.Fact;
import dev.trimunit.reports.page.PageModel.Page;
import dev.trimunit.reports.page.PageModel.SharedHost;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Turns a run into what the page shows. */
final class PageBuilder {
  /** With more trials than this, the page leaves out the list of all trials, to stay small. */
  private static final int TRIALS_SHOWN = 2_000;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RunData run;

  PageBuilder(RunData run) {
    this.run = run;
  }

  Page page() {
    boolean trialsShown =
        run.devices().stream().mapToInt(device -> device.trials().size()).sum() <= TRIALS_SHOWN;
    return new Page(
        run.labBanner(),
        run.simulated(),
        facts(),
        run.devices().stream().map(device -> new DevicePart(device, trialsShown).view()).toList(),
        counts((device, destination) -> device.party(destination).word() + " party"),
        counts(
            (device, destination) ->
                (destination.hasPort() ? destination.port() + "/" : "") + destination.transport()),
        shared(),
        trialsShown);
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("lab", run.lab().key()));
    facts.add(new Fact("kind of lab", run.lab().kind().word()));
    for (String key : List.of("seed", "protocol", "error-bound")) {
      String value = run.settings().get("trimunit." + key);
      if (value != null) {
        facts.add(new Fact(key.replace('-', ' '), value));
      }
    }
    facts.add(new Fact("run on", DATE.format(run.finished())));
    return facts;
  }

  private List<Count> counts(BiFunction<DeviceData, Destination, String> group) {
    SortedMap<String, int[]> counts = new TreeMap<>();
    for (DeviceData device : run.devices()) {
      for (Destination destination : device.destinations()) {
        Optional<Blockability> blockability = device.blockability(destination);
        if (blockability.isPresent()) {
          int[] count = counts.computeIfAbsent(group.apply(device, destination), g -> new int[2]);
          count[0] += blockability.get() == Blockability.ALL ? 1 : 0;
          count[1]++;
        }
      }
    }
    List<Count> list = new ArrayList<>();
    counts.forEach((what, count) -> list.add(new Count(what, count[0], count[1])));
    return list;
  }

  private List<SharedHost> shared() {
    SortedMap<String, List<Fact>> byHost = new TreeMap<>();
    for (DeviceData device : run.devices()) {
      for (Destination destination : device.destinations()) {
        device
            .blockability(destination)
            .ifPresent(
                blockability ->
                    byHost
                        .computeIfAbsent(destination.host().toString(), host -> new ArrayList<>())
                        .add(new Fact(device.device().name(), word(blockability))));
      }
    }
    List<SharedHost> list = new ArrayList<>();
    byHost.forEach(
        (host, facts) -> {
          if (facts.stream().map(Fact::name).distinct().count() > 1) {
            list.add(new SharedHost(host, facts, agreement(facts)));
          }
        });
    return list;
  }

  private static String agreement(List<Fact> facts) {
    List<String> words = facts.stream().map(Fact::value).distinct().toList();
    if (words.size() > 1) {
      return "differs";
    }
    return words.get(0).equals("all") ? "blockable everywhere" : words.get(0) + " everywhere";
  }

  static String word(Blockability blockability) {
    return blockability.name().toLowerCase(Locale.ROOT);
  }
}
