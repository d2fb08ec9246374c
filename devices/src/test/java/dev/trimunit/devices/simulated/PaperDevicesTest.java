// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.contract.PaperTable;
import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.devices.simulated.Trials.Result;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Vantage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The three devices of the ConPro 2020 paper behave as published. */
final class PaperDevicesTest {
  @TempDir Path output;

  private static Recipe recipe(String device) {
    return device.equals("tp-link-bulb") ? Recipe.BULB : Recipe.CAMERA;
  }

  private Trials trials(Lab lab, String device) {
    return new Trials(lab.bench(device), recipe(device));
  }

  @ParameterizedTest
  @CsvSource({
    "tp-link-bulb, LAN, amazonaws.com:8883/tcp nist.gov:123/udp ntp.org:123/udp tplinkcloud.com:50443/tcp tplinkra.com:443/tcp",
    "tp-link-bulb, WAN, amazonaws.com:8883/tcp nist.gov:123/udp ntp.org:123/udp tplinkcloud.com:50443/tcp tplinkra.com:443/tcp",
    "yi-camera, LAN, api.us.xiaoyi.com:443/tcp",
    "yi-camera, WAN, api.us.xiaoyi.com:443/tcp log.us.xiaoyi.com:80/tcp",
    "bosiwo-camera, LAN, 210.72.145.44/icmp amazonaws.com:443/tcp vimtag.com:443/tcp",
    "bosiwo-camera, WAN, 210.72.145.44/icmp amazonaws.com:443/tcp vimtag.com:443/tcp",
  })
  void its_destinations_are_read_from_packets(String device, Vantage vantage, String destinations) {
    try (Lab lab = Trials.lab(Trials.SHIPPED, 1, output)) {
      Result result = trials(lab, device).run(vantage);
      assertThat(result.passed()).isTrue();
      assertThat(result.contacted()).containsExactlyInAnyOrder(destinations.split(" "));
    }
  }

  static List<String> paperRows() {
    return PaperTable.ROWS;
  }

  @ParameterizedTest
  @MethodSource("paperRows")
  void blocking_breaks_what_the_paper_says(String row) {
    String[] words = row.split(" ");
    try (Lab lab = Trials.lab(Trials.SHIPPED, 1, output)) {
      Trials trials = trials(lab, words[0]);
      Vantage vantage = Vantage.valueOf(words[1]);
      trials.run(vantage);
      for (int i = 0; i < 3; i++) {
        Result result = trials.run(vantage, "=" + words[2]);
        assertThat(result.passed()).isEqualTo(words[3].equals("blockable"));
        assertThat(result.evidence()).hasSize(1);
        assertThat(result.evidence().get(0).evidence()).isEqualTo(Evidence.HELD);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tp-link-bulb, PT2S, 5",
    "tp-link-bulb, PT2M, 5",
    "tp-link-bulb, PT188M, 5",
    "yi-camera, PT2S, 2",
    "yi-camera, PT188M, 2",
    "bosiwo-camera, PT2S, 2",
    "bosiwo-camera, PT188M, 2",
  })
  void it_asks_for_as_many_names_however_long_it_was_off(String device, Duration off, int names) {
    try (Lab lab = Trials.lab(Trials.SHIPPED, 1, output)) {
      assertThat(trials(lab, device).off(off).power().asked()).hasSize(names);
    }
  }
}
