// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(Resources.SYSTEM_OUT)
@Tag("slow")
final class MainTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init",
        "new",
        "check",
        "plan",
        "run",
        "destinations",
        "devices",
        "lab",
        "replay",
        "compare"
      })
  void each_command_says_what_it_does_and_how_it_exits(String command) {
    assertThat(Trimunit.said("--help").text()).contains("  " + command + " ");
    Trimunit help = Trimunit.said(command, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.text().replaceAll("\\s+", " "))
        .contains("Usage: trimunit " + command)
        .contains("Exit code 0:");
  }

  /** Whatever is typed, it gets a sentence that says what to do, and exit code 2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          replai                        | There is no command 'replai'. Did you mean 'replay'?
          check --devise x              | There is no option '--devise'. Did you mean '--device'?
          check /nowhere/at/all         | There is no /nowhere/at/all
          check FOLDER                  | holds no *.feature file. Name the folder with your specs
          check FOLDER more             | 'more' is one argument too many
          plan FOLDER                   | holds no *.feature file
          run FOLDER                    | trimunit init <device id>
          init                          | Missing required parameter
          init My_Bulb                  | The device id 'My_Bulb' is not up to 80 lower-case letters
          init My_Bulb                  | Did you mean 'my_bulb'?
          init x --noun 'a@b'           | is not one word of letters
          init x --group a-b            | is no name of a Java package
          init x --folder FOLDER        | is not empty. Name another folder
          init x --folder FOLDER/file   | is a file
          init x --from nothing.pcap    | There is no nothing.pcap
          init x --from FOLDER/file     | is no capture
          init x --device 192.0.2.1     | name one with --from
          new x --folder FOLDER         | is no project: it has no folder 'devices'
          run FOLDER/file               | is a file. Name the folder that holds 'features'
          check -Dfoo=1                 | properties of a run begin with 'trimunit.'
          destinations nothing.pcap     | nothing.pcap: does not exist
          destinations FOLDER/file      | is no capture
          destinations FOLDER           | holds no file that ends like a capture
          devices                       | Missing required parameter
          devices br0 --known x         | --known:
          devices no-such-lan           | no-such-lan
          lab                           | Say what to do with the bench
          lab chek x                    | There is no command 'chek'. Did you mean 'check'?
          lab check                     | Missing required parameter
          lab check nothing.yaml        | There is no nothing.yaml
          lab check FOLDER/file         | where keys are expected
          replay nothing.zip            | nothing.zip
          replay --protocol x a.zip     | --protocol:
          replay --verdicts nope a.zip  | --verdicts: there is no readable file nope
          compare a b                   | a cannot be compared: there is no a
          compare FOLDER/file b         | cannot be compared
          compare a                     | requires at least 2 values
          """)
  void what_cannot_be_done_gets_a_sentence(String typed, String sentence) {
    Trimunit.write(folder.resolve("file"), "hello");

    Trimunit said =
        Trimunit.said((Object[]) typed.replace("FOLDER", folder.toString()).split(" +"));

    assertThat(said.code()).as(said.text()).isEqualTo(2);
    assertThat(said.text()).contains(sentence).doesNotContain("\tat ", "Exception");
  }

  @Test
  void nothing_typed_is_not_fine() {
    Trimunit said = Trimunit.said();
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.text()).contains("'trimunit --help' tells what there is");
  }

  @Test
  void there_is_a_script_for_completion() {
    Trimunit said = Trimunit.said("generate-completion");
    assertThat(said.code()).isZero();
    assertThat(said.text()).contains("_complete_trimunit").contains("replay").contains("--device");
  }

  @Test
  void a_folder_runs_without_maven() throws Exception {
    Path specs = Trimunit.bulb(folder.resolve("specs"));
    Path output = folder.resolve("out/trimunit");

    Trimunit said =
        Trimunit.said(
            "run",
            specs,
            "--output",
            output,
            "-Dtrimunit.journal=" + folder.resolve("journal"),
            "--vantage",
            "LAN");

    assertThat(said.text())
        .contains("TP-Link smart bulb")
        .contains("nist.gov:123/udp           blockable")
        .contains(" 0 failed");
    assertThat(said.code()).isZero();
    Path limited = folder.resolve("out/partial/trimunit");
    assertThat(limited.resolve("verdicts.json")).isNotEmptyFile();
    assertThat(limited.resolve("blockability.html")).isNotEmptyFile();
  }

  @Test
  void a_red_run_is_exit_code_1_and_says_why() throws Exception {
    Path specs = Trimunit.bulb(folder.resolve("specs"));
    Path feature = specs.resolve("features/tp-link-bulb.feature");
    Files.writeString(
        feature,
        Files.readString(feature)
            + "\n  Scenario: too much\n    Then every destination is blockable\n");

    Trimunit said =
        Trimunit.said(
            "run",
            specs,
            "--vantage=LAN",
            "--output=" + folder.resolve("out/trimunit"),
            "-Dtrimunit.journal=" + folder.resolve("journal"));

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text()).contains("FAILED too much: ").contains("1 failed");
  }

  @Test
  void one_case_is_told_as_one() throws Exception {
    Path specs = Trimunit.bulb(folder.resolve("specs"));
    Files.writeString(specs.resolve("devices/tp-link-bulb.yaml"), "nouns: bulb\n");
    Trimunit said =
        Trimunit.said(
            "run",
            specs,
            "--output=" + folder.resolve("out/trimunit"),
            "-Dtrimunit.journal=" + folder.resolve("journal"));

    assertThat(said.text()).contains("1 case: 0 successful");
  }

  @Test
  void a_plan_runs_nothing() throws Exception {
    Trimunit said =
        Trimunit.said(
            "plan",
            Trimunit.bulb(folder.resolve("specs")),
            "-Dtrimunit.journal=" + folder.resolve("journal"));

    assertThat(said.code()).isZero();
    assertThat(said.text()).contains("Plan: nothing is run").contains("Together:");
  }

  @Test
  void a_plan_of_a_spec_with_a_mistake_is_printed_and_is_red() throws Exception {
    Path specs = Trimunit.bulb(folder.resolve("specs"));
    Path spec = specs.resolve("features/tp-link-bulb.feature");
    Files.writeString(
        spec,
        Files.readString(spec)
            + "\n  @LAN\n  Scenario: quoted\n    When destination \"ntp.org\" is blocked\n"
            + "    Then switching on succeeds\n");

    Trimunit said = Trimunit.said("plan", specs, "-Dtrimunit.journal=" + folder.resolve("journal"));

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text())
        .contains("Plan: nothing is run")
        .contains("1 mistake, at which a run fails; the plan is without it:")
        .contains("a destination is written without quotes: ntp.org");
  }
}
