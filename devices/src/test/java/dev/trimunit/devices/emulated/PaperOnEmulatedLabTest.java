// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.trial.Campaign;
import dev.trimunit.engine.trial.CampaignSettings;
import dev.trimunit.engine.trial.Protocols;
import dev.trimunit.engine.trial.RunListener;
import dev.trimunit.engine.trial.Trial;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialScript;
import dev.trimunit.needs.Needs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Table II of the ConPro 2020 paper comes out of real packets, as root and without. */
@Tag("slow")
@Needs(also = EmulatedPrograms.class)
final class PaperOnEmulatedLabTest {
  private static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");
  private static final List<String> TABLE_II =
      List.of(
          "tp-link-bulb LAN tplinkra.com:443/tcp required",
          "tp-link-bulb LAN tplinkcloud.com:50443/tcp required",
          "tp-link-bulb LAN ntp.org:123/udp blockable",
          "tp-link-bulb LAN amazonaws.com:8883/tcp required",
          "tp-link-bulb LAN nist.gov:123/udp blockable",
          "tp-link-bulb WAN tplinkra.com:443/tcp required",
          "tp-link-bulb WAN tplinkcloud.com:50443/tcp required",
          "tp-link-bulb WAN ntp.org:123/udp blockable",
          "tp-link-bulb WAN amazonaws.com:8883/tcp required",
          "tp-link-bulb WAN nist.gov:123/udp blockable",
          "yi-camera LAN api.us.xiaoyi.com:443/tcp required",
          "yi-camera WAN api.us.xiaoyi.com:443/tcp required",
          "yi-camera WAN log.us.xiaoyi.com:80/tcp blockable",
          "bosiwo-camera LAN vimtag.com:443/tcp required",
          "bosiwo-camera LAN amazonaws.com:443/tcp required",
          "bosiwo-camera LAN 210.72.145.44/icmp blockable",
          "bosiwo-camera WAN vimtag.com:443/tcp required",
          "bosiwo-camera WAN amazonaws.com:443/tcp required",
          "bosiwo-camera WAN 210.72.145.44/icmp blockable");

  private final ConcurrentLinkedQueue<TrialRecord> trials = new ConcurrentLinkedQueue<>();
  @TempDir Path output;

  @ParameterizedTest
  @EnumSource
  void the_19_rows_come_out(Privilege privilege) {
    try (Lab lab = EmulatedTrials.open(SHIPPED, output, 120, privilege)) {
      List<String> rows =
          Stream.of("tp-link-bulb", "yi-camera", "bosiwo-camera")
              .parallel()
              .flatMap(device -> settle(lab, device))
              .toList();
      assertThat(rows).containsExactlyInAnyOrderElementsOf(TABLE_II);
    }
    assertThat(trials).extracting(TrialRecord::fault).containsOnly("");
    HeldTrials.requireSilence(trials);
  }

  private Stream<String> settle(Lab lab, String device) {
    Recipe recipe = device.equals("tp-link-bulb") ? Recipe.BULB : Recipe.CAMERA;
    List<Usage> usages =
        Stream.of(Vantage.values()).map(vantage -> new Usage(recipe.name(), vantage)).toList();
    CampaignSettings settings =
        new CampaignSettings(
            Protocols.named("fixed-1"),
            0.01,
            Duration.ofMinutes(2),
            destination -> true,
            output.resolve("journal"),
            () -> false);
    RunListener listener =
        new RunListener() {
          @Override
          public void trialFinished(TrialRecord trial) {
            trials.add(trial);
          }
        };
    try (Campaign campaign = new Campaign(lab.bench(device), settings, listener)) {
      assertThat(campaign.calibrate(usages, recipe)).allMatch(result -> result.calibrated());
      campaign.settle(usages, recipe, verdict -> {});
      return campaign.verdicts().stream()
          .map(
              verdict ->
                  "%s %s %s %s"
                      .formatted(
                          device,
                          verdict.usage().vantage(),
                          verdict.destination(),
                          verdict.kind().name().toLowerCase(Locale.ROOT)));
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
