// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
@Tag("slow")
final class CheckCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void bulb() throws IOException {
    Trimunit.bulb(folder);
  }

  private void change(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  private String mistakes(String... options) {
    Object[] all = new Object[options.length + 2];
    all[0] = "check";
    all[1] = folder;
    System.arraycopy(options, 0, all, 2, options.length);
    Trimunit said = Trimunit.said(all);
    assertThat(said.code()).as(said.text()).isEqualTo(1);
    return said.text();
  }

  @Test
  void what_is_right_is_counted() {
    Trimunit said = Trimunit.said("check", folder);

    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text())
        .containsPattern(
            "Checked, nothing is wrong: 1 spec, 1 device file, 0 lab files, [1-9]\\d* reference"
                + " pictures, 0 accepted files");
  }

  @Test
  void mistakes_of_all_files_are_told_at_once_with_their_places() throws IOException {
    change("features/tp-link-bulb.feature", "ntp.org is blocked", "ntp.org is blokked");
    change("devices/tp-link-bulb.yaml", "manufacturer:", "manufakturer:");
    Trimunit.write(folder.resolve("labs/simulated.yaml"), "phones: many\nsharred: []\n");
    Trimunit.write(folder.resolve("accepted/tp-link-bulp.yaml"), "version: 1\ndevise: x\n");

    assertThat(mistakes())
        .containsPattern("features/tp-link-bulb.feature:\\d+: No step says .* Did you mean")
        .containsPattern("devices/tp-link-bulb.yaml:\\d+: unknown key 'manufakturer'; did you mean")
        .contains("labs/simulated.yaml:1: 'phones': 'many' is no whole number")
        .contains("labs/simulated.yaml:2: unknown key 'sharred'; did you mean 'shared'?")
        .contains("accepted/tp-link-bulp.yaml: No spec is about this device. Did you mean")
        .contains("unknown key 'devise'. Did you mean 'device'?");
  }

  @Test
  void one_file_tells_all_its_mistakes() throws IOException {
    Trimunit.write(
        folder.resolve("devices/tp-link-bulb.yaml"),
        """
        nane: Bulb
        noun: bulb
        start-up: soon
        parties:
          a.example: forst
          b.example: second
        app:
          package: com.example
          states:
            "on": {krop: 1x1+0+0}
            "off": {crop: everything}
        model:
          names:
            "no name": {addresses: 192.0.2.1}
          contacts:
            one: {destination: "a.example"}
            two: {destination: "b.example:443/tcp", after: later}
          functionalities:
            switching on:
              LAN: {needs: one}
              WAN: {needs: three}
          screen:
            title: Bulb
            elements:
              - {kind: lamp, label: Device, shows: power}
        """);

    String path = "devices/tp-link-bulb.yaml:";
    assertThat(mistakes())
        .contains(path + "1: unknown key 'nane'; did you mean 'name'?")
        .contains(path + "3: 'start-up': 'soon' is no duration")
        .contains(path + "5: 'a.example': unknown word 'forst'; did you mean 'first'?")
        .contains(path + "6: 'b.example': unknown word 'second'")
        .contains(path + "10: unknown key 'krop' in 'on'; did you mean 'crop'?")
        .contains(path + "11: 'crop': 'everything' is not a region")
        .contains(path + "14: 'no name': Not a DNS name")
        .contains(path + "16: ")
        .contains(
            path + "17: 'after' is a duration (2 s) or another contact; unknown contact 'later'")
        .contains(path + "21: unknown contact 'three'")
        .contains(path + "25: unknown variable 'power'");
  }

  @Test
  void pictures_are_looked_at() throws IOException {
    Path pictures = folder.resolve("references/tp-link-bulb");
    Files.move(pictures.resolve("on.png"), pictures.resolve("onn.png"));
    Files.writeString(pictures.resolve("off.png"), "no picture");
    Files.writeString(pictures.resolve("on.jpg"), "");

    assertThat(mistakes())
        .containsPattern(
            "features/tp-link-bulb.feature:\\d+: State 'on' of tp-link-bulb has no reference"
                + " picture: .*Record it with")
        .contains("references/tp-link-bulb/onn.png: No state uses this picture.")
        .containsPattern("references/tp-link-bulb/off.png: .* no PNG file")
        .contains("references/tp-link-bulb/on.jpg: This is no reference picture");
  }

  @Test
  void what_is_wrong_with_a_device_file_does_not_hide_what_is_wrong_with_its_pictures()
      throws IOException {
    change("devices/tp-link-bulb.yaml", "start-up:", "startup:");
    Files.delete(folder.resolve("references/tp-link-bulb/on.png"));

    assertThat(mistakes())
        .contains("1 device file,")
        .containsPattern("devices/tp-link-bulb.yaml:\\d+: unknown key 'startup'; did you mean")
        .contains("State 'on' of tp-link-bulb has no reference picture");
  }

  @Test
  void files_that_nobody_reads_are_told() throws IOException {
    Files.move(
        folder.resolve("devices/tp-link-bulb.yaml"), folder.resolve("devices/tp-link-bulb.yml"));
    Trimunit.write(folder.resolve("references/tp-link-bulp/on.png"), "");

    Trimunit.write(folder.resolve("devices/kettle.yml"), "");
    Trimunit.write(folder.resolve("labs/mine.yml"), "");

    assertThat(mistakes("-Dtrimunit.lab.file=mine"))
        .contains("There is devices/tp-link-bulb.yml: rename it.")
        .contains("devices/kettle.yml: Nobody reads this file: call it kettle.yaml")
        .contains("There is labs/mine.yml: call it labs/mine.yaml")
        .contains("references/tp-link-bulp: These pictures belong to no device")
        .as("one sentence for each file")
        .containsOnlyOnce("tp-link-bulb.yml")
        .containsOnlyOnce("mine.yml")
        .contains("4 mistakes");
  }

  @Test
  void a_device_of_no_spec_is_told_unless_only_a_part_is_checked() throws IOException {
    Files.copy(
        folder.resolve("devices/tp-link-bulb.yaml"), folder.resolve("devices/other-bulb.yaml"));

    assertThat(mistakes()).contains("devices/other-bulb.yaml: No spec is about this device");
    assertThat(Trimunit.said("check", folder, "--device", "tp-link-bulb").code()).isZero();
  }

  @Test
  void a_wrong_noun_and_a_lab_without_model_are_told() throws IOException {
    change("features/tp-link-bulb.feature", "the bulb is power-cycled", "the lamp is power-cycled");

    assertThat(mistakes())
        .contains("'the lamp' is not what devices/tp-link-bulb.yaml calls the device");

    change("devices/tp-link-bulb.yaml", "\nmodel:", "\nmodell:");
    assertThat(mistakes()).containsPattern("unknown key 'modell'; did you mean 'model'");
  }
}
