// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.features.build.SampleProject.Build;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A build must be red when it should, with a message that says what to do. */
@Tag("slow")
final class MavenBuildTest {
  private static final String BULB =
      """
      @device=tp-link-bulb
      Feature: Bulb

        @functionality @LAN
        Scenario: switching on
          Given the companion app shows the bulb off
          When "Power" is tapped
          Then the companion app shows the bulb on

        Scenario: claim
          Given the bulb is power-cycled
          When destination %s is blocked
          Then switching on succeeds
      """;

  @Test
  void a_claim_that_holds_is_green_and_counted() {
    Build build =
        new SampleProject("true-claim").spec("bulb.feature", BULB.formatted("ntp.org")).verify();

    assertThat(build.output()).contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(build.isGreen()).as(build.output()).isTrue();
  }

  @Test
  void a_false_claim_is_red() {
    Build build =
        new SampleProject("false-claim")
            .spec("bulb.feature", BULB.formatted("tplinkcloud.com"))
            .verify();

    assertThat(build.isGreen()).as(build.output()).isFalse();
    assertThat(build.output())
        .contains("Tests run: 2, Failures: 1")
        .containsPattern(
            "With destination tplinkcloud.com blocked, switching on over LAN failed in (\\d+) of \\1 trials"
                + " \\(sample/bulb.feature:10\\): ")
        .contains("(sample/bulb.feature:10)");
  }

  @Test
  void a_broken_spec_is_red_and_the_others_run() {
    Build build =
        new SampleProject("broken-spec")
            .spec("bulb.feature", BULB.formatted("ntp.org"))
            .spec(
                "broken.feature",
                "@device=tp-link-bulb\nFeature: B\n  Scenario: x\n    Given a\n    b")
            .verify();

    assertThat(build.isGreen()).as(build.output()).isFalse();
    assertThat(build.output())
        .contains("sample/broken.feature:5: This is not Gherkin")
        .as("told by the failing test only, not by each discovery too")
        .doesNotContain("during test discovery")
        .contains("Tests run: 3, Failures: 1");
  }

  @Test
  void an_unknown_device_is_red() {
    Build build =
        new SampleProject("unknown-device")
            .spec("bulb.feature", BULB.formatted("ntp.org").replace("tp-link-bulb", "tp-link-blub"))
            .verify();

    assertThat(build.isGreen()).as(build.output()).isFalse();
    assertThat(build.output())
        .contains("sample/bulb.feature:2: Unknown device 'tp-link-blub'")
        .contains("Did you mean 'tp-link-bulb'?");
  }

  @Test
  void no_spec_is_red() {
    Build build = new SampleProject("no-spec").spec("nothing.txt", "").verify();

    assertThat(build.isGreen()).as(build.output()).isFalse();
    assertThat(build.output()).contains("'sample' holds no *.feature file");
  }

  @Test
  void a_lab_that_does_not_open_is_red() {
    Build build =
        new SampleProject("no-lab")
            .spec("bulb.feature", BULB.formatted("ntp.org"))
            .verify("trimunit.lab=simulatd");

    assertThat(build.isGreen()).as(build.output()).isFalse();
    assertThat(build.output())
        .contains("Unknown lab 'simulatd' (trimunit.lab)")
        .contains("Did you mean 'simulated'");
  }

  @Test
  void an_engine_that_dies_is_red() {
    Build build =
        new SampleProject("dead-engine")
            .spec("bulb.feature", BULB.formatted("ntp.org"))
            .write(
                "src/test/resources/META-INF/services/dev.trimunit.engine.listener.RunListener",
                DyingListener.class.getName())
            .verify();

    assertThat(build.isGreen()).as(build.output()).isFalse();
    assertThat(build.output()).contains("The forked VM terminated");
  }
}
