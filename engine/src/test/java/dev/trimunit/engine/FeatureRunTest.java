// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

@Tag("slow")
final class FeatureRunTest {
  @TempDir Path folder;
  private Specs specs;

  @BeforeEach
  void folder() {
    specs = new Specs(folder);
  }

  static StubLab bulb() {
    Destination cloud = Destination.parse("cloud.example:443/tcp");
    Destination time = Destination.parse("time.example:123/udp");
    return new StubLab(
        new StubBench(new Device("bulb", "Bulb", "bulb", "", "", "", ""))
            .use(
                StubUse.of(new Usage("switching on", Vantage.LAN))
                    .tapping("Power", "on")
                    .contacts(time)
                    .requires(cloud)));
  }

  @Test
  void a_feature_file_runs_end_to_end() {
    specs.write(
        "bulb.feature",
        Specs.BULB
            + """

        Scenario: it works without time servers
          Given the bulb is power-cycled
          When destination time.example is blocked
          Then switching on succeeds

        Scenario: everything blockable can be blocked together
          Given the bulb is power-cycled
          When every blockable destination is blocked
          Then switching on succeeds

        Scenario: what we promise
          Then no third party is required
      """);
    StubLab lab = bulb();

    EngineExecutionResults results = specs.run(lab);

    assertThat(Specs.outcomes(results))
        .containsExactlyInAnyOrder(
            "switching on over LAN calibrates: SUCCESSFUL",
            "switching on over LAN without cloud.example:443/tcp: ABORTED",
            "switching on over LAN without time.example:123/udp: SUCCESSFUL",
            "it works without time servers: SUCCESSFUL",
            "everything blockable can be blocked together: SUCCESSFUL",
            "what we promise: SUCCESSFUL");
    assertThat(lab.isClosed()).isTrue();
  }
}
