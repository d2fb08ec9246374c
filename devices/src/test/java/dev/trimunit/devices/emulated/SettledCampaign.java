// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.trial.Trial;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What one device's campaign found out, with a trial for each question.
 *
 * @param verdicts vantage, destination and verdict of each
 * @param trials all of them
 * @param warnings what people were warned of
 */
record SettledCampaign(List<String> verdicts, List<TrialRecord> trials, List<String> warnings) {
  static SettledCampaign of(Bench bench, Path journal) {
    return of(bench, journal, trial -> {});
  }

  /** The same, with somebody who hears of each trial when it has ended. */
  static SettledCampaign of(Bench bench, Path journal, Consumer<TrialRecord> after) {
    return of(bench, journal, "fixed-1", after, request -> {});
  }

  /**
   * One that is as sure as campaigns are.
   *
   * @param up hears of each use in a trial when the device is up
   */
  static SettledCampaign certified(Bench bench, Path journal, Consumer<TrialRequest> up) {
    return of(bench, journal, "certify", trial -> {}, up);
  }

  private static SettledCampaign of(
      Bench bench,
      Path journal,
      String protocol,
      Consumer<TrialRecord> after,
      Consumer<TrialRequest> up) {
    Recipe recipe = bench.device().noun().equals("camera") ? Recipe.CAMERA : Recipe.BULB;
    Stream<Vantage> vantages =
        bench.device().noun().equals("lamp") ? Stream.of(Vantage.LAN) : Stream.of(Vantage.values());
    List<Usage> usages = vantages.map(vantage -> new Usage(recipe.name(), vantage)).toList();
    CampaignSettings settings =
        new CampaignSettings(
            Protocols.named(protocol),
            0.01,
            Duration.ofMinutes(2),
            destination -> true,
            journal,
            () -> false);
    TrialScript script =
        (trial, request, usage) -> {
          trial.begin();
          up.accept(request);
          return recipe.perform(trial, request, usage);
        };
    List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    List<TrialRecord> trials = Collections.synchronizedList(new ArrayList<>());
    RunListener listener =
        new RunListener() {
          @Override
          public void trialFinished(TrialRecord trial) {
            trials.add(trial);
            after.accept(trial);
          }

          @Override
          public void warned(Device device, String sentence) {
            warnings.add(sentence);
          }
        };
    try (Campaign campaign = new Campaign(bench, settings, listener)) {
      assertThat(campaign.calibrate(usages, script)).allMatch(result -> result.calibrated());
      campaign.settle(usages, script, verdict -> {});
      return new SettledCampaign(
          words(campaign.verdicts()), List.copyOf(trials), List.copyOf(warnings));
    }
  }

  /** Vantage, destination and verdict of each. */
  static List<String> words(List<Verdict> verdicts) {
    return verdicts.stream()
        .map(
            verdict ->
                "%s %s %s"
                    .formatted(
                        verdict.usage().vantage(),
                        verdict.destination(),
                        verdict.kind().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** A functionality, as the engine performs it, without Gherkin in between. */
  private record Recipe(String name, String before, String tap, String after)
      implements TrialScript {
    static final Recipe BULB = new Recipe("switching on", "off", "Power", "on");
    static final Recipe CAMERA = new Recipe("watching", "idle", "Watch", "live");

    @Override
    public UsageOutcome perform(Trial trial, TrialRequest request, Usage usage) {
      trial.powerCycle(Duration.ofMinutes(2));
      trial.app().restart();
      ScreenCheck check = trial.app().look(before);
      if (check.matches() && request.purpose() != TrialPurpose.NO_ACTION) {
        trial.app().tap(tap);
      }
      if (check.matches()) {
        check = trial.app().look(after);
      }
      Outcome outcome = check.matches() ? Outcome.PASSED : Outcome.FAILED;
      return new UsageOutcome(usage, outcome, check.matches() ? "" : check.reason(), List.of());
    }
  }
}
