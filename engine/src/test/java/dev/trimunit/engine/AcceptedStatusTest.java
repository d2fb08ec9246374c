// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Generated cases follow what is accepted of their device, if anything is. */
@Tag("slow")
final class AcceptedStatusTest {
  private static final Destination CLOUD = Destination.parse("cloud.example:443/tcp");
  private static final Destination NTP = Destination.parse("ntp.example:123/udp");
  private static final String CLOUD_CASE = "switching on over LAN without cloud.example:443/tcp";
  private static final String NTP_CASE = "switching on over LAN without ntp.example:123/udp";

  @TempDir private Path folder;
  private Specs specs;

  @BeforeEach
  void spec() {
    specs = new Specs(folder).write("bulb.feature", Specs.BULB);
  }

  @AfterEach
  void nothingAccepted() {
    AcceptedWords.acceptNothing();
  }

  @Test
  void with_nothing_accepted_what_is_required_is_aborted() {
    assertThat(Specs.outcomes(specs.run(lab())))
        .contains(CLOUD_CASE + ": ABORTED", NTP_CASE + ": SUCCESSFUL");
  }

  @Test
  void what_is_accepted_as_required_is_successful() {
    AcceptedWords.accept("bulb", Map.of(CLOUD, VerdictKind.REQUIRED, NTP, VerdictKind.BLOCKABLE));
    assertThat(Specs.outcomes(specs.run(lab())))
        .contains(CLOUD_CASE + ": SUCCESSFUL", NTP_CASE + ": SUCCESSFUL");
  }

  @Test
  void any_change_fails_with_its_sentence_and_reason_at_the_outline() {
    AcceptedWords.accept("bulb", Map.of(CLOUD, VerdictKind.BLOCKABLE, NTP, VerdictKind.REQUIRED));
    EngineExecutionResults results = specs.run(lab());
    assertThat(Specs.outcomes(results)).contains(CLOUD_CASE + ": FAILED", NTP_CASE + ": FAILED");
    assertThat(Specs.thrown(results, CLOUD_CASE))
        .hasMessageMatching("It was BLOCKABLE\\. \\S.*")
        .satisfies(thrown -> assertThat(thrown.getStackTrace()[0].getLineNumber()).isEqualTo(10));
  }

  @Test
  void what_is_accepted_of_another_device_says_nothing() {
    AcceptedWords.accept("camera", Map.of(CLOUD, VerdictKind.BLOCKABLE));
    assertThat(Specs.outcomes(specs.run(lab()))).contains(CLOUD_CASE + ": ABORTED");
  }

  @Test
  void while_the_files_are_written_anew_nothing_is_compared() {
    AcceptedWords.accept("bulb", Map.of(CLOUD, VerdictKind.BLOCKABLE));
    EngineExecutionResults results =
        specs
            .builder(lab(), selectDirectory(folder.toFile()))
            .configurationParameter("trimunit.accept", "true")
            .execute();
    assertThat(Specs.outcomes(results)).contains(CLOUD_CASE + ": ABORTED");
  }

  private static StubLab lab() {
    return new StubLab(
        new StubBench(new Device("bulb", "bulb", "bulb", "", "", "", ""))
            .contactsAtStart(NTP)
            .use(
                StubUse.of(new Usage("switching on", Vantage.LAN))
                    .requires(CLOUD)
                    .tapping("Power", "on")));
  }
}
