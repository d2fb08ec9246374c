// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that is enrolled once per boot needs no server later, and a claim can say so. */
@Tag("slow")
final class BlocksWhileItRunsTest {
  private static final Plug ENROLLED =
      Plug.asSold()
          .with(
              "after: 2 s, every: 60 s, keeps: yes, sends: 100 kB}",
              "after: 2 s, every: 1 s, sends: 300 B, needed: at boot}");

  private static final String CLAIMS =
      """

        @WAN
        Scenario: never enrolled
          When destination cloud.vendor.test is blocked
          Then switching on succeeds

        @WAN
        Scenario: cut off later
          When destination cloud.vendor.test is blocked while it runs
          Then switching on succeeds

        @WAN
        Scenario: one now, one later
          When destination ads.test is blocked
          And destination cloud.vendor.test is blocked while it runs
          Then switching on succeeds
      """;

  @TempDir private Path folder;

  private FolderRun.Said run(String spec) {
    return ENROLLED.in(new FolderRun(folder)).write("specs/plug.feature", spec).run(Map.of());
  }

  @Test
  void a_claim_of_while_it_runs_holds_where_the_usual_one_fails() {
    FolderRun.Said run = run(Plug.SPEC.split("  Scenario Outline")[0] + CLAIMS);
    assertThat(run.cases().get("never enrolled")).as(run.console()).startsWith("FAILED");
    assertThat(run.cases().get("cut off later")).as(run.console()).startsWith("SUCCESSFUL");
    assertThat(run.cases().get("one now, one later"))
        .as(run.console())
        .doesNotStartWith("SUCCESSFUL")
        .contains("write a scenario for each");
  }

  @Test
  void an_outline_cannot_leave_the_boot_unblocked() {
    FolderRun.Said run = run(Plug.SPEC.replace("> is blocked", "> is blocked while it runs"));
    assertThat(run.console() + run.cases()).contains("is for scenarios written by hand");
    assertThat(run.file("verdicts.json")).doesNotContain("\"BLOCKABLE\"", "\"REQUIRED\"");
  }
}
