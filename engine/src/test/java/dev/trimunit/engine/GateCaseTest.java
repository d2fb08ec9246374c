// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A nightly gate is a case of its own, and what it did not try is no success. */
@Tag("slow")
final class GateCaseTest {
  private static final Destination CLOUD = Destination.parse("cloud.example:443/tcp");
  private static final Destination LOG = Destination.parse("log.example:443/tcp");
  private static final Destination NTP = Destination.parse("ntp.example:123/udp");
  private static final Usage ON = new Usage("switching on", Vantage.LAN);
  private static final String NTP_CASE = "switching on over LAN without ntp.example:123/udp";

  @TempDir private Path folder;
  private Specs specs;

  @BeforeEach
  void spec() {
    specs = new Specs(folder).write("bulb.feature", Specs.BULB);
  }

  private static StubBench bulb(Destination... required) {
    return new StubBench(new Device("bulb", "bulb", "bulb", "", "", "", ""))
        .contactsAtStart(NTP)
        .use(StubUse.of(ON).contacts(LOG, CLOUD).requires(required).tapping("Power", "on"));
  }

  private EngineExecutionResults run(StubBench bench, String protocol) {
    return run(bench, protocol, Map.of());
  }

  private EngineExecutionResults run(
      StubBench bench, String protocol, Map<String, String> settings) {
    return specs
        .builder(new StubLab(bench), selectDirectory(folder.toFile()))
        .configurationParameters(settings)
        .configurationParameter("trimunit.protocol", protocol)
        .configurationParameter("trimunit.journal", folder.resolve("journal").toString())
        .execute();
  }

  @Test
  void without_anything_known_the_run_is_red_and_says_how_to_begin() {
    EngineExecutionResults results = run(bulb(CLOUD), "recheck");
    assertThat(results.allEvents().finished().failed().list())
        .anySatisfy(
            event ->
                assertThat(event.toString())
                    .contains("-Dtrimunit.protocol=certify -Dtrimunit.accept"));
  }

  @Test
  void green_is_successful_and_what_was_not_tried_is_aborted_with_its_age() {
    run(bulb(CLOUD, LOG), "certify");
    EngineExecutionResults results = run(bulb(CLOUD, LOG), "recheck");
    assertThat(Specs.outcomes(results))
        .contains("nightly gate: SUCCESSFUL", NTP_CASE + ": SUCCESSFUL");
    assertThat(Specs.thrown(results, "switching on over LAN without log.example:443/tcp"))
        .hasMessageContaining("last shown 1 night ago");
  }

  @Test
  void red_fails_and_names_what_changed() {
    run(bulb(CLOUD), "certify");
    EngineExecutionResults results = run(bulb(CLOUD, NTP), "recheck");
    assertThat(Specs.outcomes(results)).contains("nightly gate: FAILED");
    assertThat(Specs.thrown(results, "nightly gate"))
        .hasMessageStartingWith("Nightly gate RED (night 1).")
        .hasMessageContaining(
            "ntp.example:123/udp was blockable for switching on over LAN and is now required");
  }

  @Test
  void amber_is_aborted_and_the_list_is_not_green() {
    run(bulb(CLOUD), "certify");
    StubBench leaking = bulb(CLOUD).leaks(NTP, Gateway.Strength.STRONG);
    EngineExecutionResults results = run(leaking, "recheck");
    assertThat(Specs.outcomes(results)).contains("nightly gate: ABORTED", NTP_CASE + ": ABORTED");
    assertThat(Specs.thrown(results, "nightly gate"))
        .hasMessageContaining("ended without an answer");
  }

  @Test
  void amber_fails_where_only_an_open_gate_may_go_on() {
    run(bulb(CLOUD), "certify");
    StubBench leaking = bulb(CLOUD).leaks(NTP, Gateway.Strength.STRONG);
    EngineExecutionResults results =
        run(leaking, "recheck", Map.of("trimunit.recheck.amber", "failed"));
    assertThat(Specs.outcomes(results)).contains("nightly gate: FAILED", NTP_CASE + ": ABORTED");
    assertThat(Specs.thrown(results, "nightly gate"))
        .hasMessageStartingWith("Nightly gate AMBER")
        .hasMessageContaining("ended without an answer");
  }
}
