// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Vantage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the paper's Table III says about the blockable destinations' share of the traffic. */
final class PaperSharesTest {
  @TempDir Path output;

  @ParameterizedTest
  @CsvSource({
    "tp-link-bulb, ntp.org:123/udp, 1.53, NTP",
    "tp-link-bulb, nist.gov:123/udp, 1.47, NTP",
    "yi-camera, log.us.xiaoyi.com:80/tcp, 2.8, HTTP",
    "bosiwo-camera, 210.72.145.44/icmp, 0.12, ICMP",
  })
  void the_share_in_interaction_experiments_is_near_the_published_one(
      String device, String destination, double published, String protocol) {
    List<Observation> observations = new ArrayList<>();
    try (Lab lab = Trials.lab(Trials.SHIPPED, 1, output)) {
      boolean bulb = device.equals("tp-link-bulb");
      Trials trials = new Trials(lab.bench(device), bulb ? Recipe.BULB : Recipe.CAMERA);
      for (int i = 0; i < 3; i++) {
        observations.addAll(trials.run(Vantage.LAN).traffic().observations());
        observations.addAll(trials.run(Vantage.WAN).traffic().observations());
      }
    }
    double all = observations.stream().mapToLong(Observation::bytes).sum();
    double its =
        observations.stream()
            .filter(o -> o.destination().toString().equals(destination))
            .peek(o -> assertThat(o.protocol()).isEqualTo(protocol))
            .mapToLong(Observation::bytes)
            .sum();
    assertThat(100 * its / all).isCloseTo(published, Percentage.withPercentage(6));
  }
}
