// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.endurance.Endurance;
import dev.trimunit.engine.endurance.MarginTrials;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.plan.Effort;
import dev.trimunit.engine.plan.Forecast;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Protocols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a run will take, as text; nothing is run for it. */
final class RunPlan {
  private final TrimUnitConfiguration configuration;
  private final List<Protocol> protocols;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Effort> chosen = new TreeMap<>();
  private final Map<String, Set<String>> phones = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private Duration paper = Duration.ZERO;
  private Duration scenarios = Duration.ZERO;
  private Duration enduring = Duration.ZERO;

  private RunPlan(TrimUnitConfiguration configuration) {
    this.configuration = configuration;
    Protocol protocol = Protocols.named(configuration.protocol());
    this.protocols =
        protocol.key().equals("paper")
            ? List.of(protocol)
            : List.of(protocol, Protocols.named("paper"));
  }

  /** The plan of a run of these feature files. */
  static String of(Run run, List<FeatureDescriptor> features) {
    RunPlan plan = new RunPlan(run.configuration());
    plan.line(
        "Plan: nothing is run (lab %s, protocol %s, error bound %s)"
            .formatted(
                plan.configuration.lab(),
                plan.configuration.protocol(),
                plan.configuration.errorBound()));
    plan.usages(features).forEach((device, usages) -> plan.device(run, device, usages));
    plan.total();
    plan.phones();
    return plan.text.toString().stripTrailing();
  }

  private SortedMap<String, Set<Usage>> usages(List<FeatureDescriptor> features) {
    SortedMap<String, Set<Usage>> usages = new TreeMap<>();
    for (FeatureDescriptor feature : features) {
      Set<Usage> known = usages.computeIfAbsent(feature.spec().device(), id -> new TreeSet<>());
      feature.spec().usages().stream().filter(configuration.filters()::selects).forEach(known::add);
    }
    usages.values().removeIf(Set::isEmpty);
    return usages;
  }

  private void device(Run run, String device, Set<Usage> usages) {
    Forecast forecast =
        new Forecast(
            configuration.journal(),
            configuration.lab(),
            device,
            new ArrayList<>(usages),
            configuration.off(),
            run.lab().vantagesTogether(device));
    line("");
    line(device + ": " + usages.stream().map(Usage::toString).collect(Collectors.joining(", ")));
    line("  " + forecast.known());
    scenarios = scenarios.plus(scenarios(forecast.scenarios()));
    for (Protocol protocol : protocols) {
      Effort effort = forecast.effort(protocol, configuration.errorBound());
      chosen.putIfAbsent(device, effort);
      paper = protocol.key().equals("paper") ? paper.plus(effort.labTime()) : paper;
      line("  %-12s %s".formatted(protocol.key() + ":", effort));
    }
    margin(usages.size());
    endurance(usages);
    usages.forEach(
        usage ->
            run.lab()
                .shared(device, usage.vantage())
                .forEach(p -> phones.computeIfAbsent(p, name -> new TreeSet<>()).add(device)));
    phones.keySet().forEach(phone -> counts.put(phone, run.lab().capacity(phone)));
  }

  private Duration scenarios(Effort effort) {
    if (effort.trials() > 0) {
      line(
          "  scenarios:   %.0f trials, %s last time, beside what the protocol takes"
              .formatted(effort.trials(), hours(effort.labTime())));
    }
    return effort.labTime();
  }

  private void margin(int usages) {
    if (configuration.clockMargin()) {
      line(
          "  margin:      at most %d trials with the time told by the gateway, each after one without, and a day of its clock"
              .formatted(usages * MarginTrials.MOST_TRIALS));
    }
  }

  /** In days: how many they are if nothing breaks, and that they may be more. */
  private void endurance(Set<Usage> usages) {
    Duration lasts = configuration.endurance();
    if (!lasts.isZero()) {
      int runs = Endurance.runs(List.copyOf(usages));
      Duration all = lasts.multipliedBy(runs);
      enduring = enduring.plus(all);
      line(
          String.format(
              Locale.ROOT,
              "  endurance:   %d runs of %s, %.1f days at most if nothing breaks; more for what does",
              runs,
              Durations.words(lasts),
              all.toHours() / 24.0));
    }
  }

  private void total() {
    Duration sum = Duration.ZERO;
    Duration longest = Duration.ZERO;
    for (Effort effort : chosen.values()) {
      sum = sum.plus(effort.labTime());
      longest = effort.labTime().compareTo(longest) > 0 ? effort.labTime() : longest;
    }
    line("");
    line(
        "Together: %s of lab time, the longest device %s; with the paper's protocol %s%s"
            .formatted(
                hours(sum),
                hours(longest),
                hours(paper),
                (scenarios.isZero() ? "" : "; scenarios %s more".formatted(hours(scenarios)))
                    + (enduring.isZero()
                        ? ""
                        : String.format(
                            Locale.ROOT,
                            "; endurance %.1f days more",
                            enduring.toHours() / 24.0))));
  }

  /** Of those that wait, the one with the longest campaign goes first. */
  private void phones() {
    if (phones.isEmpty()) {
      line("No device waits for another: the lab names nothing that they share.");
    }
    Comparator<String> longestFirst =
        Comparator.comparing((String device) -> labTime(device)).reversed();
    phones.forEach(
        (phone, devices) ->
            line(
                "%s is shared%s, and goes first to: %s"
                    .formatted(
                        phone,
                        counts.getOrDefault(phone, 1) > 1
                            ? " (there are %d)".formatted(counts.get(phone))
                            : "",
                        devices.stream()
                            .sorted(longestFirst)
                            .map(device -> device + " (" + hours(labTime(device)) + ")")
                            .collect(Collectors.joining(", then ")))));
  }

  private Duration labTime(String device) {
    Effort effort = chosen.get(device);
    return effort == null ? Duration.ZERO : effort.labTime();
  }

  private static String hours(Duration time) {
    return String.format(Locale.ROOT, "%.1f h", time.toSeconds() / 3600.0);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
