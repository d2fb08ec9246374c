// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.contract.PaperTable;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.needs.Needs;
import java.nio.file.Path;
import java.util.List;
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

  private final ConcurrentLinkedQueue<TrialRecord> trials = new ConcurrentLinkedQueue<>();
  @TempDir Path output;

  @ParameterizedTest
  @EnumSource
  void the_19_rows_come_out(Privilege privilege) {
    try (Lab lab = open(privilege)) {
      List<String> rows =
          Stream.of("tp-link-bulb", "yi-camera", "bosiwo-camera")
              .parallel()
              .flatMap(device -> settle(lab, device))
              .toList();
      assertThat(rows).containsExactlyInAnyOrderElementsOf(PaperTable.ROWS);
    }
    assertThat(trials).extracting(TrialRecord::fault).containsOnly("");
    HeldTrials.requireSilence(trials);
  }

  private Lab open(Privilege privilege) {
    return EmulatedTrials.open(SHIPPED, output, 120, privilege);
  }

  private Stream<String> settle(Lab lab, String device) {
    SettledCampaign campaign = SettledCampaign.of(lab.bench(device), output.resolve("journal"));
    trials.addAll(campaign.trials());
    return campaign.verdicts().stream().map(verdict -> device + " " + verdict);
  }
}
