// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.emulated.EmulatedTrials.Result;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Vantage;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bulb of the ConPro paper with real packets: one trial per destination, as in its Table II.
 */
@Tag("slow")
final class BulbOnEmulatedLabTest {
  private static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");
  @TempDir Path output;

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void one_trial_per_destination_gives_the_published_row(Privilege privilege) {
    try (Lab lab = EmulatedTrials.open(SHIPPED, output, 4, privilege)) {
      EmulatedTrials trials =
          new EmulatedTrials(lab.bench("tp-link-bulb"), BulbOnEmulatedLabTest::switchesOn);
      Result control = trials.control();
      assertThat(control.passed()).isTrue();
      assertThat(control.contacted())
          .contains(
              "tplinkra.com:443/tcp",
              "tplinkcloud.com:50443/tcp",
              "amazonaws.com:8883/tcp",
              "ntp.org:123/udp",
              "nist.gov:123/udp");
      held(trials, "=ntp.org:123/udp", true);
      held(trials, "=nist.gov:123/udp", true);
      held(trials, "=tplinkra.com:443/tcp", false);
      held(trials, "=tplinkcloud.com:50443/tcp", false);
      held(trials, "=amazonaws.com:8883/tcp", false);
    }
  }

  private static void held(EmulatedTrials trials, String destination, boolean works) {
    Result result = trials.blocked(destination);
    assertThat(result.only().evidence()).as(result.toString()).isEqualTo(Evidence.HELD);
    assertThat(result.passed()).as(destination).isEqualTo(works);
    assertThat(result.traffic().droppedPackets()).isZero();
    assertThat(result.contacted()).doesNotContain(destination.substring(1));
  }

  private static boolean switchesOn(Bench bench) {
    CompanionApp app = bench.app(Vantage.LAN);
    app.restart();
    app.tap("Power");
    return app.look("on").matches();
  }
}
