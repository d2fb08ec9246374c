// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.reports.GeneratedDevices;
import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.SampleRun;
import dev.trimunit.reports.data.Acceptance;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.DeviceDataBuilder;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.TimedCase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnnotationsTest {
  private static final Annotations ANNOTATIONS =
      new Annotations(SourceFiles.of(Path.of("/checkout"), Map.of()));
  private static final RunData PAPER = MemoryOutput.data(SampleRun.ofThePaper());

  @Test
  void what_is_red_stands_at_its_line() {
    assertThat(ANNOTATIONS.of(PAPER))
        .hasSize(3)
        .contains(
            "::error file=features/tp-link-bulb.feature,line=12,title=tp-link-bulb%3A it works without its cloud"
                + "::expected the companion app to show the bulb on, it shows it off");
  }

  @Test
  void no_text_ends_its_property_or_begins_another_command() {
    String evil = "100 %,file=x::a\r\n::stop-commands::x\u001b[31m\u202e";
    CaseResult result =
        CaseResultBuilder.stagedBuilder()
            .uniqueId("id")
            .kind(CaseResult.Kind.SCENARIO)
            .device("tp-link-bulb")
            .name(evil)
            .location(new SourceLocation("a,b:c.feature", 0))
            .usage(null)
            .verdict(null)
            .status(CaseStatus.FAILED)
            .message(evil)
            .decidingTrials(List.of())
            .steps(List.of())
            .build();
    assertThat(ANNOTATIONS.of(only(result)))
        .containsExactly(
            "::error file=a%2Cb%3Ac.feature,line=1,title=tp-link-bulb%3A 100 %25%2Cfile=x%3A%3Aa??%3A%3Astop-commands%3A%3Ax?[31m?"
                + "::100 %25,file=x::a%0A::stop-commands::x?[31m?");
  }

  private static RunData only(CaseResult result) {
    DeviceData bulb = PAPER.device("tp-link-bulb").orElseThrow();
    DeviceData one =
        DeviceDataBuilder.builder(bulb)
            .cases(List.of(new TimedCase(result, Instant.EPOCH, Instant.EPOCH)))
            .acceptance(Acceptance.NONE)
            .warnings(List.of())
            .build();
    return new RunData(
        PAPER.lab(),
        PAPER.output(),
        PAPER.settings(),
        PAPER.started(),
        PAPER.finished(),
        List.of(one),
        PAPER.evidence());
  }

  @Test
  void a_change_that_fails_no_case_is_a_warning_at_the_accepted_file() {
    Acceptance changed = new Acceptance(true, "1.0", List.of("Gone destination: x."));
    assertThat(
            ANNOTATIONS.of(
                PAPER.withDevices(
                    d -> d.device().id().equals("yi-camera") ? d.withAcceptance(changed) : d)))
        .contains(
            "::warning file=accepted/yi-camera.yaml,title=yi-camera%3A not as accepted::Gone destination: x.");
  }

  @Test
  void no_more_than_are_shown() {
    SampleRun great = new SampleRun(GeneratedDevices.of(12, 2), 1, LabKind.SIMULATED, List.of());
    List<String> lines = ANNOTATIONS.of(MemoryOutput.data(great));
    assertThat(lines).hasSize(10);
    assertThat(lines.get(9))
        .isEqualTo("::error title=TrimUnit::3 further cases failed; summary.md names them");
  }
}
