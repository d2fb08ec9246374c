// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static dev.trimunit.engine.campaign.Runs.ON;
import static dev.trimunit.engine.campaign.Runs.ON_WAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.testing.StubBench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lab that fails in 5 % of its operations, for 10,000 trials. With {@code
 * -Dtrimunit.tests.hear.properties=true}, {@code trimunit.seed} (1) and {@code trimunit.protocol}
 * (sequential) choose others.
 */
@Tag("slow")
class SoakTest {
  private static final int TRIALS = 10_000;
  private static final double FAULTS = 0.05;
  private static final double FLAKINESS = 0.03;
  private static final int DEVICES = 1_000_000;
  private static final long SEED = Long.getLong("trimunit.seed", 1);
  private static final Protocol PROTOCOL =
      Protocols.named(System.getProperty("trimunit.protocol", "sequential"));

  @TempDir Path folder;
  private int trials;
  private int voids;
  private int verdicts;
  private int wrong;
  private int inconclusive;

  @Test
  void faults_of_the_lab_never_make_a_verdict() {
    for (long device = (SEED - 1) * DEVICES; trials < TRIALS; device++) {
      campaign(device);
    }
    System.out.printf(
        "soak, %s, seed %d: %d trials, %d void, %d verdicts, %d wrong, %d inconclusive%n",
        PROTOCOL.key(), SEED, trials, voids, verdicts, wrong, inconclusive);

    assertThat(voids).isGreaterThan(trials / 5);
    assertThat((double) wrong / verdicts).isLessThan(0.005);
    assertThat((double) inconclusive / verdicts).isLessThan(0.02);
  }

  private void campaign(long seed) {
    Random random = new Random(seed);
    StubBench bench = Runs.bulb().fails((trial, usage) -> random.nextDouble() < FLAKINESS);
    bench.always(event -> maybe(random, bench, event));
    Runs run = new Runs();
    CampaignSettings usual = Runs.settings(folder, Map.of(), () -> false);
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(usual)
            .protocol(PROTOCOL)
            .voids(new VoidLimits(25, 50, 1000, 0.9))
            .build();
    try (Campaign campaign = new Campaign(bench, settings, run)) {
      campaign.calibrate(List.of(ON), bench.script());
      campaign.calibrate(List.of(ON_WAN), bench.script());
      campaign.settle(List.of(ON, ON_WAN), bench.script(), run.verdicts::add);
    }
    trials += run.trials.size();
    voids += (int) run.trials.stream().filter(TrialRecord::isVoid).count();
    verdicts += run.verdicts.size();
    run.verdicts.forEach(this::count);
    bench.always(event -> {});
    assertThat(run.alarms).noneMatch(alarm -> alarm.contains("not as found") && !bench.isAsFound());
  }

  private static void maybe(Random random, StubBench bench, String event) {
    if (random.nextDouble() < FAULTS) {
      if (event.startsWith("tap")) {
        bench.clock().step(Duration.ofMinutes(-5));
      }
      throw new LabFault("Failed: " + event);
    }
  }

  private void count(Verdict verdict) {
    boolean required = verdict.usage().equals(ON_WAN) && verdict.destination().equals(Runs.CLOUD);
    VerdictKind truth = required ? VerdictKind.REQUIRED : VerdictKind.BLOCKABLE;
    if (verdict.kind() == VerdictKind.INCONCLUSIVE) {
      inconclusive++;
    } else if (verdict.kind() != truth) {
      wrong++;
    }
  }
}
