// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
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
 */
record SettledCampaign(List<String> verdicts, List<TrialRecord> trials) {
  static SettledCampaign of(Bench bench, Path journal) {
    return of(bench, journal, trial -> {});
  }

  /** The same, with somebody who hears of each trial when it has ended. */
  static SettledCampaign of(Bench bench, Path journal, Consumer<TrialRecord> after) {
    Recipe recipe = bench.device().id().equals("tp-link-bulb") ? Recipe.BULB : Recipe.CAMERA;
    List<Usage> usages =
        Stream.of(Vantage.values()).map(vantage -> new Usage(recipe.name(), vantage)).toList();
    CampaignSettings settings =
        new CampaignSettings(
            Protocols.named("fixed-1"),
            0.01,
            Duration.ofMinutes(2),
            destination -> true,
            journal,
            () -> false);
    List<TrialRecord> trials = Collections.synchronizedList(new ArrayList<>());
    RunListener listener =
        new RunListener() {
          @Override
          public void trialFinished(TrialRecord trial) {
            trials.add(trial);
            after.accept(trial);
          }
        };
    try (Campaign campaign = new Campaign(bench, settings, listener)) {
      assertThat(campaign.calibrate(usages, recipe)).allMatch(result -> result.calibrated());
      campaign.settle(usages, recipe, verdict -> {});
      List<String> verdicts =
          campaign.verdicts().stream()
              .map(
                  verdict ->
                      "%s %s %s"
                          .formatted(
                              verdict.usage().vantage(),
                              verdict.destination(),
                              verdict.kind().name().toLowerCase(Locale.ROOT)))
              .toList();
      return new SettledCampaign(verdicts, List.copyOf(trials));
    }
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
