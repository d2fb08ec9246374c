// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.data.RunCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDataTest {
  private final RunCollector collector = new RunCollector(InstantSource.fixed(Instant.EPOCH));
  private final LabDescription lab = new LabDescription("bench", LabKind.PHYSICAL, Map.of());

  @Test
  void a_password_of_a_lab_does_not_reach_the_reports() {
    collector.runStarted(lab, Path.of("out"), Map.of("trimunit.physical.plug-password", "hunter2"));
    assertThat(collector.data().settings())
        .containsValue("(hidden)")
        .doesNotContainValue("hunter2");
  }

  @Test
  void a_case_of_a_device_whose_bench_could_not_be_had_is_kept() {
    collector.runStarted(lab, Path.of("out"), Map.of());
    collector.caseFinished(
        CaseResultBuilder.stagedBuilder()
            .uniqueId("[engine:trimunit]")
            .kind(CaseResult.Kind.SCENARIO)
            .device("lost")
            .name("it works")
            .location(new SourceLocation("features/lost.feature", 3))
            .usage(null)
            .verdict(null)
            .status(CaseStatus.FAILED)
            .message("no device file")
            .decidingTrials(List.of())
            .steps(List.of())
            .build());
    DeviceData device = collector.data().devices().get(0);
    assertThat(device.device().id()).isEqualTo("lost");
    assertThat(device.cases()).hasSize(1);
  }

  @Test
  void what_only_shows_behind_a_block_is_a_fallback_and_no_destination() {
    DeviceData bulb = MemoryOutput.data(SampleRun.ofThePaper()).devices().get(1);
    assertThat(bulb.fallbacks()).hasSize(1);
    assertThat(bulb.destinations())
        .hasSize(5)
        .doesNotContain(bulb.fallbacks().get(0).destination());
    assertThat(bulb.party(bulb.fallbacks().get(0).destination())).isEqualTo(Party.UNKNOWN);
  }

  @Test
  void no_report_is_written_outside_its_folder(@TempDir Path folder) {
    assertThatThrownBy(() -> new FolderOutput(folder.resolve("in")).write("../out.txt", "text"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("../out.txt");
  }
}
