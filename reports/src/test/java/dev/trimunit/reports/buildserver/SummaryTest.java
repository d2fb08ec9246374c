// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.GeneratedDevices;
import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.SampleDevice;
import dev.trimunit.reports.SampleRun;
import dev.trimunit.reports.data.Acceptance;
import dev.trimunit.reports.data.BundleFile;
import dev.trimunit.reports.data.RunData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class SummaryTest {
  private static final String HOSTILE =
      "a|b <img src=x> `tick` ``two`` [x](http://e.example) @someone www.e.example ::error::x\n## h\u202e\u001b[31m";
  private static final SourceFiles SOURCES = SourceFiles.of(Path.of("/checkout"), Map.of());
  private static final RunData PAPER = MemoryOutput.data(SampleRun.ofThePaper());

  private static String text(RunData run) {
    return MemoryOutput.of(new Summary(SOURCES), run).text("summary.md");
  }

  private static RunData with(Acceptance acceptance) {
    return PAPER.withDevices(
        device ->
            device.device().id().equals("tp-link-bulb")
                ? device.withAcceptance(acceptance)
                : device);
  }

  @Test
  void says_first_what_is_red_and_where() {
    assertThat(text(PAPER))
        .startsWith("## ❌ TrimUnit: 3 of 32 cases failed\n\nSIMULATED LAB: modelled devices")
        .contains(
            "| device | firmware | blockable | required | alternative | inconclusive | claims hold | changes | failed |",
            "| TP\\-Link smart bulb | 1.2.3 | 4 | 6 | 0 | 0 | 1 of 2 | 0 | **1** |",
            "- `features/tp-link-bulb.feature:12` TP\\-Link smart bulb: **it works without its cloud**<br>expected")
        .containsSubsequence("### Failed", "### What to do next", "### Verdicts");
  }

  @Test
  void shows_every_verdict() {
    assertThat(text(PAPER))
        .contains(
            "<details><summary>TP-Link smart bulb: 4 blockable, 6 required</summary>",
            "| destination | switching on over LAN | switching on over WAN | party | blockable for |",
            "| `ntp.org:123/udp` | blockable | blockable | support | all |",
            "| `tplinkra.com:443/tcp` | required | required | first | none |",
            "Blocked as a whole: 2 destinations, 3 of 3 joint trials passed.");
  }

  @Test
  void tells_what_changed_and_with_which_firmware() {
    Acceptance changed = new Acceptance(true, "1.1", List.of("Gone destination: x.example."));
    assertThat(text(with(changed)))
        .contains("cases failed, 1 change against what is accepted")
        .contains("### Not as accepted: TP\\-Link smart bulb, firmware 1.1 → 1.2.3\n")
        .contains("- Gone destination: x.example.\n")
        .contains("mvn verify -Dtrimunit.device=tp-link-bulb -Dtrimunit.accept\n")
        .contains("`src/test/resources/accepted/tp-link-bulb.yaml`");
    assertThat(text(with(new Acceptance(true, "", List.of("x")))))
        .contains("firmware 1.2.3 (that of the accepted behaviour is not known)");
    assertThat(text(with(new Acceptance(true, "1.2.3", List.of("x")))))
        .contains("firmware 1.2.3 as before");
  }

  @Test
  void names_the_command_of_each_next_step() {
    var verdict = PAPER.devices().get(0).verdicts().get(0);
    RunData run = PAPER.withBundles(Map.of(verdict, new BundleFile("evidence/a/b.zip", "00")));
    assertThat(text(run))
        .contains("  mvn verify -Dtrimunit.protocol=fixed-3\n")
        .contains("  mvn verify -Dtrimunit.accept\n")
        .contains("java -jar trimunit.jar replay target/trimunit/evidence/a/b.zip\n");
  }

  @Test
  void a_run_of_nothing_is_not_green() {
    SampleRun none = new SampleRun(List.of(), 1, LabKind.PHYSICAL, List.of());
    assertThat(text(MemoryOutput.data(none)))
        .startsWith("## ⚠️ TrimUnit: nothing was put to the test");
  }

  @Test
  void nothing_hostile_is_a_mark_a_tag_or_a_link() {
    SampleDevice evil =
        new SampleDevice("evil", HOSTILE, HOSTILE)
            .contactsName("a|b`c``d.example")
            .contacts("ok.example:443/tcp", Party.THIRD)
            .needs(HOSTILE, Set.of(Vantage.LAN), "ok.example:443/tcp");
    String text =
        text(
            MemoryOutput.data(new SampleRun(List.of(evil), 2, LabKind.SIMULATED, List.of()))
                .withDevices(
                    d -> d.withAcceptance(new Acceptance(true, HOSTILE, List.of(HOSTILE)))));
    assertThat(text)
        .doesNotContain("<img", "@someone", "http://", "www.", "](", "\n## h", "\u202e", "\u001b")
        .contains("```a\\|b`c``d.example:443/tcp```");
    assertThat(text.lines().filter(line -> line.startsWith("::"))).isEmpty();
    List<String> rows = text.lines().filter(line -> line.startsWith("| `")).toList();
    assertThat(rows)
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.replace("\\|", "").split("\\|")).hasSize(5));
  }

  @Test
  void a_great_run_has_a_bounded_summary() {
    SampleRun great = new SampleRun(GeneratedDevices.of(53, 4), 1, LabKind.SIMULATED, List.of());
    RunData run = MemoryOutput.data(great);
    assertThat(text(run)).contains("- and 3 more").doesNotContain("has it all");
    int most = 20_000;
    String text = MemoryOutput.of(new Summary(SOURCES, most), run).text("summary.md");
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(most - 2_000, most);
    assertThat(text).endsWith("blockability.html has it all.*\n");
  }
}
