// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.Vantage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole chain: Appium's client, the simulated phone, the modelled app, the modelled device. */
@Tag("slow")
final class AppiumOnSimulatedBenchTest {
  @TempDir Path output;

  @ParameterizedTest
  @CsvSource({
    "tp-link-bulb, LAN, ntp.org, true",
    "tp-link-bulb, WAN, tplinkra.com, false",
    "yi-camera, WAN, log.us.xiaoyi.com, true",
    "bosiwo-camera, LAN, vimtag.com, false",
  })
  void what_is_blocked_decides_what_the_app_shows(
      String device, Vantage vantage, String blocked, boolean works) {
    LabSettings settings = new LabSettings(1, output, Trials.SHIPPED, Map.of());
    try (Lab lab = new SimulatedLabProvider().open(settings)) {
      Recipe recipe = device.equals("tp-link-bulb") ? Recipe.BULB : Recipe.CAMERA;
      Trials trials = new Trials(lab.bench(device), recipe);
      assertThat(trials.run(vantage, blocked).passed()).isEqualTo(works);
    }
  }
}
