// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.app.PopUps;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.devices.power.Secrets;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bench files, and what is said of wrong ones. */
final class BenchFilesTest {
  private static final String WHOLE =
      """
      gateway:
        lan: br0
        address: [192.168.50.1, "fd00:50::1"]
        upstream: eth0
        dns: [192.0.2.53]
        nat: yes
      dhcp: {server: ours, first: 192.168.50.100, last: 192.168.50.199, lease: 30 min}
      devices:
        bulb:
          mac: 02:00:5e:00:53:0a
          address: 192.168.50.20
          power: {control: command, on: [a], off: [b], status: [c], says-on: x, says-off: y}
          ready: contact cloud.vendor.test
          start-up: 90 s
          settle: 5 s
          silence: 40 s
          phones: {LAN: pixel, WAN: outside}
          firmware: 2.1.4
          app: Example 7.3
          picture: {command: [fswebcam, -q, --png, "9", "-"], limit: 15 s, environment: {CAMERA: front}}
        sensor:
          mac: 02:00:5e:00:53:0b
          battery: yes
          page: {LAN: "http://192.168.50.21/"}
      phones:
        pixel: {vantage: LAN, appium: "http://127.0.0.1:4723", kind: android, udid: 0A1B, dismiss: ["Not now", Later, id: close_rating]}
        outside: {vantage: WAN, appium: "http://127.0.0.1:4724", kind: ios, capabilities: {"appium:webDriverAgentUrl": "http://192.0.2.9:8100", "appium:wdaLocalPort": 8101}}
        hub: {vantage: LAN, kind: program, taps: {Power: [./hub, toggle]}, status: ./hub, shows: {on: "ON", off: "OFF"}}
        android-lan: {vantage: LAN, grid: "http://192.0.2.4:4444", kind: android, queue: 90 s, capabilities: {"trimunit:group": android-lan}}
        tablet: {vantage: [LAN, WAN], appium: "http://127.0.0.1:4726", kind: android, wifi: {mac: 02:00:5e:00:53:44, limit: 40 s}}
        phablet: {vantage: [LAN, WAN], appium: "http://127.0.0.1:4727", kind: ios, wifi: {settle: 15 s, switch: {control: command, on: [a], off: [b], status: [c], says-on: x, says-off: y}}}
        other: {vantage: WAN, appium: "http://127.0.0.1:4725", kind: browser, patience: 30 s}
      """;

  @TempDir private Path folder;

  private BenchFile read(String text) {
    try {
      URL url = Files.writeString(folder.resolve("physical.yaml"), text).toUri().toURL();
      return BenchFiles.read(new LabFiles(one(url)), "physical", file -> Secrets.of(Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Resources one(URL url) {
    return new Resources() {
      @Override
      public Optional<URL> find(String path) {
        return path.equals("labs/physical.yaml") ? Optional.of(url) : Optional.empty();
      }

      @Override
      public List<String> list(String where, String suffix) {
        return List.of("labs/physical.yaml");
      }
    };
  }

  @Test
  void every_key_is_understood() {
    BenchFile file = read(WHOLE);
    assertThat(file.network().nat()).isTrue();
    assertThat(file.network().addresses()).hasSize(2);
    assertThat(file.dhcp()).hasValueSatisfying(dhcp -> assertThat(dhcp.lease()).hasMinutes(30));
    BenchFile.Place bulb = file.devices().get("bulb");
    assertThat(bulb.outlet()).isPresent();
    assertThat(bulb.ready()).hasToString("contact cloud.vendor.test");
    assertThat(bulb.firmware()).contains("2.1.4");
    assertThat(bulb.app()).contains("Example 7.3");
    assertThat(bulb.picture())
        .hasValueSatisfying(
            camera -> assertThat(camera.words()).isEqualTo("'fswebcam -q --png 9 -'"));
    assertThat(bulb.startUp()).contains(Duration.ofSeconds(90));
    assertThat(bulb.phones()).isEqualTo(Map.of(Vantage.LAN, "pixel", Vantage.WAN, "outside"));
    assertThat(file.devices().get("sensor").outlet()).isEmpty();
    assertThat(((BenchFile.AppiumPhone) file.phones().get("outside")).capabilities())
        .containsEntry("appium:wdaLocalPort", 8101);
    assertThat(((BenchFile.AppiumPhone) file.phones().get("pixel")).popUps())
        .isEqualTo(
            new PopUps(
                List.of(
                    new PopUps.Button("Not now", false),
                    new PopUps.Button("Later", false),
                    new PopUps.Button("close_rating", true)),
                "labs/physical.yaml:26"));
    assertThat(((BenchFile.AppiumPhone) file.phones().get("tablet")).seat())
        .isEqualTo(
            new BenchFile.Seat(
                Set.of(Vantage.LAN, Vantage.WAN),
                Optional.of(
                    new BenchFile.Wifi(
                        Optional.empty(),
                        Optional.of(MacAddress.parse("02:00:5e:00:53:44")),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(10)))));
    assertThat(((BenchFile.AppiumPhone) file.phones().get("phablet")).seat().wifi())
        .hasValueSatisfying(wifi -> assertThat(wifi.command()).isPresent());
    assertThat(file.checksum()).matches("[0-9a-f]{64}");
  }

  /** In the queue it is one phone, and no trial uses both vantages at once. */
  @Test
  void a_phone_at_both_vantages_is_one_phone() {
    BenchFile file =
        read(WHOLE.replace("{LAN: pixel, WAN: outside}", "{LAN: tablet, WAN: tablet}"));
    BenchFile.Place bulb = file.devices().get("bulb");
    assertThat(BenchPhones.shared(bulb, Vantage.WAN))
        .containsExactly("phone tablet")
        .isEqualTo(BenchPhones.shared(bulb, Vantage.LAN));
    assertThat(BenchPhones.isForBoth(bulb)).isFalse();
    assertThat(BenchPhones.isForBoth(read(WHOLE).devices().get("bulb"))).isTrue();
  }

  @Test
  void the_only_phone_of_both_vantages_is_every_devices() {
    String text =
        WHOLE
            .substring(0, WHOLE.indexOf("  pixel:"))
            .replace("    phones: {LAN: pixel, WAN: outside}\n", "");
    String only =
        "  tablet: {vantage: [LAN, WAN], appium: \"http://127.0.0.1:4726\", kind: android}\n";
    assertThat(read(text + only).devices().get("bulb").phones())
        .isEqualTo(Map.of(Vantage.LAN, "tablet", Vantage.WAN, "tablet"));
  }

  @Test
  void the_files_in_the_docs_are_understood() throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("..", "docs", "bench.md")));
    int files = 0;
    while (block.find()) {
      if (block.group(1).contains("gateway:")) {
        assertThat(read(block.group(1)).devices()).isNotEmpty();
        files++;
      }
    }
    assertThat(files).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lan: br0            | lna: br0              | :2: unknown key 'lna' in 'gateway'; did you mean 'lan'?",
        "dns: [192.0.2.53]   | dns: [dns.test]       | :5: 'dns': Not an IP address: 'dns.test'",
        "upstream: eth0      | upstream: 'eth0; rm'  | 'eth0; rm' is no interface name",
        "server: ours        | server: our           | :7: 'server': unknown word 'our'; did you mean 'ours'?",
        "server: ours        | server: somebody-else | :7: 'first' is for 'server: ours'",
        "53:0b               | 53:0a                 | :22: 'bulb' has 02:00:5e:00:53:0a, too",
        "mac: 02:00:5e:00:53:0b | mac: kitchen       | :22: 'mac'",
        "battery: yes        | battery: no           | 'sensor' lacks the key 'power'",
        "silence: 40 s       | silence: 40           | :16: 'silence': '40' is no duration",
        "ready: contact cloud.vendor.test | ready: soon | :13: 'ready': 'soon' says nothing of when a device is ready",
        "ready: contact cloud.vendor.test | ready: after 2 min | :14: 'start-up' is shorter than the time",
        "WAN: outside} | WAN: outsid} | :17: unknown phone at the vantage WAN 'outsid'; did you mean 'outside'?",
        "WAN: outside} | WAN: pixel} | unknown phone at the vantage WAN 'pixel'",
        "kind: ios           | kind: iphone          | 'kind': unknown word 'iphone'",
        "appium: \"http://127.0.0.1:4724\" | appium: ftp | 'appium': this is no address",
        "taps: {Power: [./hub, toggle]} | taps: Power | 'taps' is",
        "status: ./hub       | status: []            | 'hub' lacks the key 'status'",
        "id: close_rating    | ids: close_rating     | :26: unknown key 'ids' in 'dismiss'; did you mean 'id'?",
        "dismiss: [\"Not now\" | dismis: [\"Not now\" | :26: unknown key 'dismis' in 'pixel'; did you mean 'dismiss'?",
        "Later, id           | '', id                | :26: 'dismiss': a value is missing",
        "Later, id           | [Later], id           | :26: 'dismiss' is a list where one value is expected",
        "limit: 15 s         | limit: 15            | :20: 'limit': '15' is no duration",
        "picture: {command   | picture: {comand      | :20: unknown key 'comand' in 'picture'; did you mean 'command'?",
        "--png, \"9\", \"-\"], limit: 15 s | --png, [9]]          | :20: 'command' is a list where one value is expected",
        "fswebcam, -q        | curl, '${CAMERA}'     | :20: 'command': others on this machine see the arguments of a command",
        "CAMERA: front       | CAMERA: '${NONE}'     | :20: 'CAMERA': there is no secret 'NONE'",
        "kind: android, wifi: {mac | kind: ios, wifi: {mac | :30: Appium switches the Wi-Fi of Android phones only: say what switches this one",
        "[LAN, WAN], appium: \"http://127.0.0.1:4726\" | LAN, appium: \"http://127.0.0.1:4726\" | :30: 'wifi' is for a phone that is switched between both",
        "wifi: {mac: 02      | wifi: {max: 02        | :30: unknown key 'max' in 'wifi'; did you mean 'mac'?",
        "wifi: {settle: 15 s | wifi: {settle: 15     | :31: 'settle': '15' is no duration",
        "[LAN, WAN], appium: \"http://127.0.0.1:4727\" | [LAN, WAM], appium: \"http://127.0.0.1:4727\" | :31: 'vantage': unknown word 'WAM'",
        "appium: \"http://127.0.0.1:4726\" | grid: \"http://127.0.0.1:4726\" | :30: the next session on a Grid may be on another phone",
        "vantage: LAN, kind: program | vantage: [LAN, WAN], kind: program | :28: 'vantage' is a list where one value is expected",
        "control: command    | control: comand       | unknown control 'comand'; did you mean 'command'?",
      })
  void mistakes_are_told_with_line_and_near_misses(String right, String wrong, String said) {
    assertThat(WHOLE).contains(right);
    assertThatThrownBy(() -> read(WHOLE.replace(right, wrong)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("labs/physical.yaml:")
        .hasMessageContaining(said);
  }

  /** Of a bulb at which no camera looks: each unit would need one. */
  private static String withUnits(String units) {
    return WHOLE.replaceFirst(" {4}picture: .*\\n", Matcher.quoteReplacement(units.indent(4)));
  }

  @Test
  void a_further_unit_has_an_address_and_a_supply_of_its_own_and_all_else_as_the_first() {
    BenchFile file =
        read(
            withUnits(
                """
                units:
                  - mac: 02:00:5e:00:53:1a
                    power: {control: command, on: [d], off: [e], status: [f], says-on: x, says-off: y}
                  - mac: 02:00:5e:00:53:1b
                    address: 192.168.50.22
                    power: {control: kasa, address: 192.0.2.20}
                    phones: {LAN: pixel}
                """));
    BenchFile.Place first = file.devices().get("bulb");
    BenchFile.Place second = file.devices().get("bulb unit 2");
    assertThat(file.devices().keySet())
        .containsExactly("bulb", "bulb unit 2", "bulb unit 3", "sensor");
    assertThat(second.mac()).hasToString("02:00:5e:00:53:1a");
    assertThat(second.addresses()).isEmpty();
    assertThat(second.phones()).isEqualTo(first.phones());
    assertThat(second.firmware()).isEqualTo(first.firmware());
    assertThat(second.silence()).isEqualTo(first.silence());
    assertThat(file.devices().get("bulb unit 3").phones())
        .containsExactly(Map.entry(Vantage.LAN, "pixel"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{mac: 02:00:5e:00:53:0a, power: {control: kasa, address: 192.0.2.20}} | :20: 'bulb' has 02:00:5e:00:53:0a, too (line 10)",
        "{mac: 02:00:5e:00:53:1a} | 'units' lacks the key 'power'",
        "{mac: 02:00:5e:00:53:1a, firmware: 2} | unknown key 'firmware' in 'units'",
        "{mac: 02:00:5e:00:53:1a, power: {control: kasa, address: 192.0.2.20}, phones: {LAN: pixl}} | 'pixl'; did you mean 'pixel'?",
      })
  void units_that_cannot_be_are_told_with_their_line(String unit, String said) {
    assertThatThrownBy(() -> read(withUnits("units: [" + unit + "]")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("labs/physical.yaml:20: ")
        .hasMessageContaining(said);
  }

  @Test
  void a_camera_that_looks_at_the_first_unit_sees_none_of_the_others() {
    String units = "units: [{mac: 02:00:5e:00:53:1a, power: {control: kasa, address: 192.0.2.20}}]";
    assertThatThrownBy(
            () ->
                read(
                    WHOLE.replace(
                        "    app: Example 7.3\n", "    app: Example 7.3\n" + units.indent(4))))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(":20: 'units' lacks the key 'picture'");
  }

  @Test
  void all_mistakes_are_told_at_once() {
    String text = WHOLE.replace("lan: br0", "lan: 'a b'").replace("silence: 40 s", "silence: x");
    assertThatThrownBy(() -> read(text)).message().hasLineCount(2);
  }

  @Test
  void a_bench_that_is_not_there_is_asked_for_by_name() {
    LabFiles files =
        new LabFiles(
            new Resources() {
              @Override
              public Optional<URL> find(String path) {
                return Optional.empty();
              }

              @Override
              public List<String> list(String where, String suffix) {
                return List.of();
              }
            });
    assertThatThrownBy(() -> BenchFiles.read(files, "physical", file -> Secrets.unknown()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("labs/physical.yaml is missing: write it");
  }
}
