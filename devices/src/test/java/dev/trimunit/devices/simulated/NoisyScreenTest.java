// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.app.screen.Picture;
import dev.trimunit.devices.app.screen.PngWriter;
import dev.trimunit.devices.app.screen.ScreenJudge;
import dev.trimunit.devices.app.screen.ScreenView;
import dev.trimunit.devices.app.screen.StateSpec;
import dev.trimunit.devices.files.LabFile;
import dev.trimunit.engine.campaign.CalibrationResult;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.lab.ScreenLimit;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.trial.Trial;
import dev.trimunit.engine.trial.TrialRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A camera's picture in the app is never twice the same: what may differ is learnt from trials. */
@Tag("slow")
final class NoisyScreenTest {
  private static final Usage USAGE = new Usage("switching on", Vantage.LAN);
  private static final int WIDTH = 180;
  private static final int HEIGHT = 320;

  @TempDir Path folder;
  private int noise = 15;
  private int contrast = 60;
  private List<StateSpec> states = List.of(StateSpec.of("on"), StateSpec.of("off"));
  private boolean cancelled;
  private boolean broken;
  private String lastReason = "";

  @BeforeEach
  void references() throws IOException {
    write("off", screen(false, new Random(1), 0));
    write("on", screen(true, new Random(2), 0));
  }

  private void write(String state, byte[] png) throws IOException {
    Path references = Files.createDirectories(folder.resolve("references/tp-link-bulb"));
    Files.write(references.resolve(state + ".png"), png);
  }

  /** A picture of blocks, of which a part is of any brightness. */
  private byte[] screen(boolean on, Random random, int part) {
    int[] rgb = new int[WIDTH * HEIGHT];
    for (int block = 0; block < WIDTH / 20 * (HEIGHT / 20); block++) {
      int level = random.nextInt(100) < part ? random.nextInt(256) : 90 + (on ? contrast : 0);
      for (int i = 0; i < 400; i++) {
        int x = block % (WIDTH / 20) * 20 + i % 20;
        int y = block / (WIDTH / 20) * 20 + i / 20;
        rgb[y * WIDTH + x] = level * 0x010101;
      }
    }
    return PngWriter.write(new Picture(WIDTH, HEIGHT, rgb));
  }

  @Test
  void the_campaign_s_own_trials_place_the_limit() {
    CalibrationResult result = calibrate();
    assertThat(result.reason()).isEmpty();
    assertThat(result.calibrated()).isTrue();
    assertThat(lastReason)
        .contains("shows 'on'", "true screens differ visibly", "false ones at least 0.9");
  }

  @Test
  void a_run_that_goes_on_comes_to_the_same_limit() {
    try (Lab lab = lab();
        Campaign stopped = campaign(lab)) {
      assertThat(stopped.calibrate(USAGE, this::perform).calibrated()).isTrue();
      cancelled = true;
    }
    String first = limitOf(lastReason);
    cancelled = false;
    lastReason = "";
    try (Lab lab = lab();
        Campaign resumed = campaign(lab)) {
      assertThat(resumed.calibrate(USAGE, this::perform).calibrated()).isTrue();
      assertThat(lastReason).as("nothing was run again").isEmpty();
      resumed.judge(Set.of(), List.of(USAGE), this::perform);
    }
    assertThat(limitOf(lastReason)).isEqualTo(first);
  }

  private static String limitOf(String reason) {
    return reason.substring(reason.indexOf("calibrated: "));
  }

  @Test
  void screens_that_overlap_are_a_failure_with_both_numbers() {
    noise = 100;
    CalibrationResult result = calibrate();
    assertThat(result.calibrated()).isFalse();
    assertThat(result.reason())
        .contains("failed in 3 of 3 control trials")
        .contains("cannot be told apart: true ones differ from the reference in up to")
        .contains("false ones differ only in", "(crop)");
  }

  @Test
  void a_tint_that_nobody_sees_tells_where_nothing_else_differs() throws IOException {
    noise = 0;
    contrast = 6;
    states = List.of(); // no rival that is nearer
    references();
    CalibrationResult result = calibrate();
    assertThat(result.reason()).isEmpty();
    assertThat(lastReason).contains("have a mean error of at most 0.0000");
  }

  @Test
  void a_device_that_does_not_work_is_not_taken_for_a_noisy_one() {
    noise = 0;
    broken = true;
    CalibrationResult result = calibrate();
    assertThat(result.calibrated()).isFalse();
    assertThat(result.reason()).contains("failed in 3 of 3 control trials", "cannot be told apart");
  }

  private CalibrationResult calibrate() {
    try (Lab lab = lab();
        Campaign campaign = campaign(lab)) {
      return campaign.calibrate(USAGE, this::perform);
    }
  }

  private Campaign campaign(Lab lab) {
    CampaignSettings settings =
        new CampaignSettings(
            Protocols.named("sequential"),
            0.01,
            Duration.ofMinutes(2),
            destination -> true,
            folder.resolve("journal"),
            () -> cancelled);
    return new Campaign(lab.bench("tp-link-bulb"), settings, new RunListener() {});
  }

  private Lab lab() {
    LabSettings settings = new LabSettings(1, folder.resolve("out"), Trials.SHIPPED, Map.of());
    return SimulatedLabProvider.open(
        settings, LabFile.DEFAULT, (unit, device, faults, clock, apps) -> new NoisyPhones(apps));
  }

  private UsageOutcome perform(Trial trial, TrialRequest request, Usage usage) {
    trial.powerCycle(Duration.ofMinutes(2));
    check(trial, "off");
    if (request.purpose() != TrialPurpose.NO_ACTION && !broken) {
      trial.app().tap("Power");
    }
    try {
      check(trial, "on");
    } catch (AssertionError e) {
      return new UsageOutcome(usage, Outcome.FAILED, String.valueOf(e.getMessage()), List.of());
    }
    return new UsageOutcome(usage, Outcome.PASSED, "", List.of());
  }

  private void check(Trial trial, String state) {
    ScreenCheck check = trial.app().look(state);
    if (check.matches() && state.equals("on")) {
      lastReason = check.reason();
    }
    trial.conclude(check);
  }

  /** A phone whose screen a judge looks at. */
  private final class NoisyPhones implements Phones {
    private final CompanionApp app;

    NoisyPhones(BenchBuilder.Apps apps) {
      LabSettings settings =
          new LabSettings(1, folder.resolve("out"), new FolderResources(folder), Map.of());
      ScreenJudge judge = new ScreenJudge("tp-link-bulb", "phone", states, settings);
      app = new NoisyApp(apps.at(Vantage.LAN), judge, new Random(7));
    }

    @Override
    public CompanionApp app(Vantage vantage) {
      return app;
    }

    @Override
    public void close() {}
  }

  private final class NoisyApp implements CompanionApp, ScreenView {
    private final ModelledApp app;
    private final ScreenJudge judge;
    private final Random random;

    NoisyApp(ModelledApp app, ScreenJudge judge, Random random) {
      this.app = app;
      this.judge = judge;
      this.random = random;
    }

    @Override
    public void restart() {
      app.start();
    }

    @Override
    public void tap(String label) {
      app.tap(label);
    }

    @Override
    public ScreenCheck look(String state) {
      return judge.judge(state, this);
    }

    @Override
    public void calibrate(ScreenLimit limit) {
      judge.calibrate(limit);
    }

    @Override
    public byte[] screenshot() {
      return screen(app.screen().elements().get(0).on(), random, noise);
    }

    @Override
    public Optional<String> attribute(String label, String attribute) {
      return Optional.empty();
    }
  }
}
