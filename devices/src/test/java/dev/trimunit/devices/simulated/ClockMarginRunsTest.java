// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.files.LabFile;
import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.campaign.CampaignSettingsBuilder;
import dev.trimunit.engine.endurance.ClockMargin;
import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Drift;
import dev.trimunit.engine.endurance.Side;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.protocol.Protocols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How wrong the clocks of generated devices may be, of which the truth is known. */
@Tag("slow")
final class ClockMarginRunsTest {
  private static final Usage USAGE = new Usage("switching on", Vantage.WAN);
  private static final String FILE =
      """
      name: Device
      noun: device
      start-up: 30 s
      app:
        package: com.example
        states:
          off: {element: {label: Light, attribute: checked, value: "false"}}
          on: {element: {label: Light, attribute: checked, value: "true"}}
      model:
        boot: 3 s
      %s
        contacts:
          time: {destination: "ntp.org:123/udp", after: 1 s, every: %s, sets: clock}
          cloud: {destination: "cloud.vendor.test:443/tcp", after: 4 s, every: 12 h%s}
        functionalities:
          switching on:
            LAN: {}
            WAN: {needs: %s}
        screen:
          title: Device
      %s    variables:
            light: {first: off, reset: app-start}
          elements:
            - {kind: toggle, label: Light, shows: light, does: switching on, toggles: light}
      """;

  @TempDir private Path folder;
  private int count;

  private ClockMargins margins(String file) throws IOException {
    count++;
    Path files = folder.resolve("files-" + count);
    Files.createDirectories(files.resolve("devices"));
    Files.writeString(files.resolve("devices/device.yaml"), file);
    List<ClockMargins> heard = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void clockMarginsFound(Device of, ClockMargins margins) {
            heard.add(margins);
          }
        };
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(
                new CampaignSettings(
                    Protocols.named("certify"),
                    0.01,
                    Duration.ofMinutes(2),
                    destination -> false,
                    folder.resolve("journal-" + count),
                    () -> false))
            .clockMargin(true)
            .build();
    RecipeScript script = new RecipeScript(new Recipe("off", "Light", "on"));
    Path output = folder.resolve("output-" + count);
    try (Lab open = Trials.lab(new FolderResources(files), count, output, LabFile.DEFAULT);
        Campaign campaign = new Campaign(open.bench("device"), settings, listener)) {
      campaign.calibrate(List.of(USAGE), script);
      campaign.settle(List.of(USAGE), script, verdict -> {});
    }
    assertThat(heard).hasSize(1);
    return heard.get(0);
  }

  private static String clock(double ppm, String more) {
    return "  clock: {runs: %.2f ppm, at-power-on: saved%s}".formatted(ppm, more);
  }

  /** What a device bears, and how its clock drifts, any two of them. */
  @Test
  void margins_drifts_and_ages_of_generated_devices_are_found() throws IOException {
    SplittableRandom random = new SplittableRandom(21);
    for (int i = 0; i < 40; i++) {
      long bears = Math.round(Math.exp(random.nextDouble(Math.log(3), Math.log(80e6))));
      double ppm = Math.exp(random.nextDouble(Math.log(20), Math.log(3_000)));
      ppm = random.nextBoolean() ? ppm : -ppm;
      String file =
          FILE.formatted(clock(ppm, ""), "1 h", "", "[cloud, {clock: %d s}]".formatted(bears), "");

      ClockMargins found = margins(file);

      ClockMargin margin = found.usages().get(0);
      String told =
          "%d: bears %d s, drifts %.1f ppm: %s".formatted(i, bears, ppm, found.sentences());
      for (Side side : List.of(margin.ahead(), margin.behind())) {
        assertThat(side.obstacle()).as(told).isEmpty();
        assertThat(side.works()).as(told).isLessThanOrEqualTo(Duration.ofSeconds(bears + 1));
        assertThat(side.fails().orElse(Duration.ofDays(10_000)))
            .as(told)
            .isGreaterThanOrEqualTo(Duration.ofSeconds(bears - 1));
      }
      assertThat(margin.trialNumbers()).as(told).hasSizeLessThanOrEqualTo(20);
      Drift drift = found.drift().orElseThrow();
      assertThat(Math.abs(drift.share() * 1e6 - ppm))
          .as(told)
          .isLessThanOrEqualTo(drift.within() * 1e6);
      if (bears < Duration.ofDays(400).toSeconds()) {
        Duration age = Duration.ofSeconds(Math.round(bears / Math.abs(ppm / 1e6)));
        assertThat(margin.prediction(found.drift())).as(told).isPresent();
        ClockMargin.Prediction predicted = margin.prediction(found.drift()).orElseThrow();
        assertThat(age).as(told).isBetween(predicted.from(), predicted.until().plusSeconds(60));
      }
    }
  }

  /** A device that needs no right time: nothing may be said of any age. */
  @Test
  void of_devices_whose_clock_does_not_matter_nothing_is_predicted() throws IOException {
    SplittableRandom random = new SplittableRandom(22);
    for (int i = 0; i < 20; i++) {
      double ppm = random.nextDouble(-3_000, 3_000);

      ClockMargins found = margins(FILE.formatted(clock(ppm, ""), "1 h", "", "cloud", ""));

      assertThat(found.usages().get(0).prediction(found.drift())).isEmpty();
      assertThat(found.sentences().get(1))
          .isEqualTo(
              "switching on over WAN worked when it was told a time up to 400 days ahead; it worked when it was told a time up to 400 days behind (14 trials)");
    }
  }

  /** Certificates are valid for so long and no longer, and an app may set the clock. */
  @Test
  void sides_differ_and_what_something_else_puts_right_is_said() throws IOException {
    ClockMargins certificate =
        margins(
            FILE.formatted(
                clock(20, "")
                    + "\n  certificates: {cloud.vendor.test: {lasts: 47 d, renewed: 30 d}}",
                "1 h",
                ", checks: dates",
                "cloud",
                ""));
    ClockMargins healed =
        margins(
            FILE.formatted(
                clock(20, ""), "1 h", ", sets: clock within 1 h", "[cloud, {clock: 2 h}]", ""));

    assertThat(certificate.usages().get(0).ahead().works()).isEqualTo(Duration.ofDays(30));
    assertThat(certificate.usages().get(0).behind().fails()).contains(Duration.ofDays(1));
    assertThat(healed.sentences().get(1))
        .contains("up to 400 days ahead, which something else put right");
    assertThat(healed.usages().get(0).prediction(healed.drift())).isEmpty();
  }

  @Test
  void a_device_that_seldom_asks_shows_no_drift() throws IOException {
    ClockMargins found =
        margins(FILE.formatted(clock(50, ""), "12 h", "", "[cloud, {clock: 2 min}]", ""));

    assertThat(found.drift()).isEmpty();
    assertThat(found.sentences().get(0))
        .isEqualTo("How its clock drifts is not known: its queries did not show it in a day");
    assertThat(found.usages().get(0).ahead().works()).isEqualTo(Duration.ofSeconds(30));
  }
}
