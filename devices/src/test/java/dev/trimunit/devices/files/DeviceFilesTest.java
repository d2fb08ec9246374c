// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DeviceFilesTest {
  private static final String GOOD =
      """
      name: Example plug
      noun: plug
      start-up: 20 s
      parties:
        vendor.test: first
        ads.vendor.test: third
      app:
        package: com.example.plug
        states:
          on: {crop: 10x10+0+0}
          off: {references: [off.png, dark.png], masks: [1x1+0+0]}
      model:
        boot: 2 s
        names:
          cloud.vendor.test: {addresses: [198.51.100.1], ttl: 1 min}
        contacts:
          cloud: {destination: "cloud.vendor.test:443/tcp", after: 2 s, every: 1 min}
          clock: {destination: "time.test:123/udp", if-refused: [cloud]}
        functionalities:
          switching on:
            flakiness: 1.5 %
            LAN: {needs: [cloud, {any: [clock, cloud]}], also: clock}
        screen:
          title: Plug
          variables:
            power: {first: off, reset: app-start}
          elements:
            - {kind: toggle, label: Power, shows: power, does: switching on, toggles: power}
      """;

  @TempDir Path folder;

  private DeviceFile read(String text) {
    Path file = folder.resolve("plug.yaml");
    try {
      Files.writeString(file, text);
      URL url = file.toUri().toURL();
      return new DeviceFiles(one("devices/plug.yaml", url)).read("plug");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Resources one(String path, URL url) {
    return new Resources() {
      @Override
      public Optional<URL> find(String wanted) {
        return wanted.equals(path) ? Optional.of(url) : Optional.empty();
      }

      @Override
      public List<String> list(String where, String suffix) {
        return List.of(path);
      }
    };
  }

  @Test
  void a_file_becomes_records() {
    DeviceFile file = read(GOOD);
    assertThat(file.device().name()).isEqualTo("Example plug");
    assertThat(file.startUp()).isEqualTo(Duration.ofSeconds(20));
    assertThat(file.app().states()).extracting(state -> state.name()).containsExactly("on", "off");
    DeviceModel model = file.model().orElseThrow();
    assertThat(model.contacts().get("clock").protocol()).isEqualTo(ContactModel.AppProtocol.NTP);
    assertThat(model.contacts().get("clock").persistence().fallbacks()).containsExactly("cloud");
    assertThat(model.functionalities().get("switching on").flakiness()).isEqualTo(0.015);
    assertThat(model.names()).hasSize(2);
  }

  @Test
  void the_longest_pattern_says_who_runs_a_destination() {
    DeviceFile file = read(GOOD);
    assertThat(file.party(Destination.parse("x.ads.vendor.test:443/tcp"))).isEqualTo(Party.THIRD);
    assertThat(file.party(Destination.parse("cloud.vendor.test:443/tcp"))).isEqualTo(Party.FIRST);
    assertThat(file.party(Destination.parse("other.test:443/tcp"))).isEqualTo(Party.UNKNOWN);
  }

  @Test
  void a_contact_or_party_that_is_no_host_name_is_refused_with_its_place() {
    String contact = "cloud.vendor.test:443/tcp";
    assertThatThrownBy(() -> read(GOOD.replace(contact, "*.vendor.test:443/tcp")))
        .hasMessageContaining("devices/plug.yaml:")
        .hasMessageContaining("a device asks for whole names");
    assertThatThrownBy(() -> read(GOOD.replace(contact, "my cloud.vendor.test:443/tcp")))
        .hasMessageContaining("devices/plug.yaml:")
        .hasMessageContaining("one destination");
    assertThatThrownBy(() -> read(GOOD.replace("ads.vendor.test: third", "'.vendor.test': third")))
        .hasMessageContaining("devices/plug.yaml:")
        .hasMessageContaining("every name below it");
  }

  @Test
  void a_file_without_a_model_is_for_real_devices() {
    assertThat(read(GOOD.substring(0, GOOD.indexOf("model:"))).model()).isEmpty();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "noun: plug",
            "nuon: plug",
            "devices/plug.yaml:2: unknown key 'nuon'; did you mean 'noun'?"),
        Arguments.of(
            "  contacts:",
            "  contcats:",
            "unknown key 'contcats' in 'model'; did you mean 'contacts'?"),
        Arguments.of(
            "noun: plug",
            "name: again",
            "devices/plug.yaml:2: the key 'name' is given twice; first in line 1"),
        Arguments.of(
            "start-up: 20 s",
            "start-up: 20",
            "devices/plug.yaml:3: 'start-up': '20' is no duration"),
        Arguments.of(
            "start-up: 20 s",
            "start-up: [20 s]",
            "'start-up' is a list where one value is expected"),
        Arguments.of(
            "vendor.test: first",
            "vendor.test: frist",
            ":5: 'vendor.test': unknown word 'frist'; did you mean 'first'?"),
        Arguments.of(
            "if-refused: [cloud]",
            "if-refused: [clod]",
            "unknown contact 'clod'; did you mean 'cloud'?"),
        Arguments.of(
            "after: 2 s", "after: klock", "unknown contact 'klock'; did you mean 'clock'?"),
        Arguments.of(
            "after: 2 s",
            "after: cloud",
            "'cloud' comes after 'cloud', which waits for 'cloud' in turn"),
        Arguments.of(
            "after: 2 s", "after: clock", "'cloud' comes after 'clock', which waits for 'cloud'"),
        Arguments.of(
            "if-refused: [cloud]",
            "needed: at boot",
            "'needed: at boot' is for what the device contacts by itself"),
        Arguments.of(
            "every: 1 min",
            "needed: at night",
            "'needed': unknown word 'at night': write 'at boot', or nothing"),
        Arguments.of(
            "every: 1 min",
            "changes: at boot",
            "'changes: at boot' makes the last number in a name go up, and cloud.vendor.test has none"),
        Arguments.of(
            "needs: [cloud,", "needs: [klock,", "unknown contact 'klock'; did you mean 'clock'?"),
        Arguments.of(
            "does: switching on",
            "does: switching off",
            "unknown functionality 'switching off'; did you mean 'switching on'?"),
        Arguments.of(
            "shows: power", "shows: powder", "unknown variable 'powder'; did you mean 'power'?"),
        Arguments.of("kind: toggle", "kind: togle", "unknown word 'togle'; did you mean 'toggle'?"),
        Arguments.of("flakiness: 1.5 %", "flakiness: 150 %", "'150 %' is no percentage"),
        Arguments.of(
            "{any: [clock, cloud]}", "{any: [clock], all: [cloud]}", "write one of 'any', 'all'"),
        Arguments.of("[198.51.100.1]", "[198.51.100.256]", "Not an IP address: '198.51.100.256'"),
        Arguments.of(
            "\"time.test:123/udp\"",
            "\"time.test/udp\"",
            "a model cannot speak DATA to time.test/udp"),
        Arguments.of(
            "\"time.test:123/udp\"",
            "\"time.test\"",
            "Destination 'time.test' lacks its transport"),
        Arguments.of("  package: com.example.plug\n", "", "'app' lacks the key 'package'"),
        Arguments.of("name: Example plug", "name: [", "this is no YAML"),
        Arguments.of("    title: Plug\n", "", "'screen' lacks the key 'title'"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void a_mistake_is_named_with_its_place_and_what_was_meant(
      String good, String bad, String message) {
    assertThat(GOOD).contains(good);
    assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("devices/plug.yaml:")
        .hasMessageContaining(message);
  }

  @Test
  void an_empty_file_is_no_device() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("is empty");
  }

  @Test
  void a_list_is_no_device() {
    assertThatThrownBy(() -> read("- a\n- b\n"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("devices/plug.yaml:1: the file holds a list where keys are expected");
  }

  @Test
  void a_missing_file_names_its_near_misses() throws IOException {
    URL url = folder.toUri().toURL();
    assertThatThrownBy(() -> new DeviceFiles(one("devices/plug.yaml", url)).read("plugg"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("devices/plugg.yaml")
        .hasMessageContaining("did you mean 'plug'?");
  }
}
