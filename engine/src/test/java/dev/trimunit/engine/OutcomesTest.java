// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static dev.trimunit.engine.testing.Specs.BULB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** What the tester is told, and that the lab is left as found whatever happens. */
@Tag("slow")
final class OutcomesTest {
  private static final Usage SWITCHING_ON = new Usage("switching on", Vantage.LAN);
  private static final Destination CLOUD = Destination.parse("cloud.example:443/tcp");
  private static final Destination TIME = Destination.parse("time.example:123/udp");

  @TempDir Path folder;
  private Specs specs;

  @BeforeEach
  void folder() {
    specs = new Specs(folder);
  }

  @AfterEach
  void noListener() {
    HeardEvents.listenWith(new RunListener() {});
  }

  private static StubBench bench(String id) {
    return new StubBench(new Device(id, id, "bulb", "", "", "", ""))
        .use(StubUse.of(SWITCHING_ON).tapping("Power", "on").contacts(TIME).requires(CLOUD));
  }

  private static String claim(String destination) {
    return "  Scenario: claim\n    When destination %s is blocked\n    Then switching on succeeds\n"
        .formatted(destination);
  }

  @Test
  void a_false_claim_fails_with_a_sentence_and_a_link_to_the_spec() {
    specs.write("bulb.feature", BULB + claim("cloud.example"));

    Throwable thrown = Specs.thrown(specs.run(new StubLab(bench("bulb"))), "claim");

    assertThat(thrown.getMessage())
        .matches(
            "(?s)With destination cloud\\.example blocked, switching on over LAN failed in (\\d+) of \\1 trials"
                + " \\(.*bulb\\.feature:14\\): the app shows 'initial'\\. cloud\\.example:443/tcp is required"
                + " for it: .+");
    assertThat(thrown.getStackTrace()).hasSize(1);
    assertThat(thrown.getStackTrace()[0].getFileName()).endsWith("bulb.feature");
    assertThat(thrown.getStackTrace()[0].getLineNumber()).isEqualTo(14);
  }

  @Test
  void a_required_destination_is_a_finding_and_no_failure() {
    specs.write("bulb.feature", BULB);

    EngineExecutionResults results = specs.run(new StubLab(bench("bulb")));

    results.testEvents().assertStatistics(stats -> stats.failed(0).aborted(1).succeeded(2));
    assertThat(Specs.thrown(results, "switching on over LAN without cloud.example:443/tcp"))
        .hasMessageContaining("cloud.example");
  }

  @Test
  void a_broken_promise_fails() {
    specs.write(
        "bulb.feature", BULB + "  Scenario: promise\n    Then no third party is required\n");
    StubBench bench = bench("bulb").party(CLOUD, Party.THIRD);

    assertThat(Specs.thrown(specs.run(new StubLab(bench)), "promise"))
        .hasMessageContaining("bulb.feature:15");
  }

  @Test
  void a_functionality_that_never_works_gets_no_verdicts() {
    specs.write("bulb.feature", BULB + claim("time.example"));
    StubBench bench = bench("bulb").fails((trial, usage) -> true);

    EngineExecutionResults results = specs.run(new StubLab(bench));

    assertThat(Specs.outcomes(results))
        .containsExactly("switching on over LAN calibrates: FAILED", "claim: FAILED");
    assertThat(Specs.thrown(results, "switching on over LAN calibrates"))
        .hasMessageContaining("switching on over LAN cannot be judged")
        .hasMessageContaining("the app shows 'initial'");
  }

  @Test
  void a_check_that_cannot_fail_proves_nothing() {
    specs.write("bulb.feature", BULB);
    StubBench bench = bench("bulb").blindChecks(SWITCHING_ON);

    assertThat(Specs.outcomes(specs.run(new StubLab(bench))))
        .containsExactly("switching on over LAN calibrates: FAILED");
  }

  @Test
  void a_device_that_the_lab_does_not_have_fails_and_the_others_run() {
    specs.write("bulb.feature", BULB);
    specs.write(
        "lamp.feature", BULB.replace("@device=bulb\nFeature: Bulb", "@device=lamp\nFeature: Lamp"));

    EngineExecutionResults results = specs.run(new StubLab(bench("bulb")));

    assertThat(Specs.thrown(results, "Lamp")).hasMessageContaining("'lamp' has no stub");
    results.testEvents().assertStatistics(stats -> stats.succeeded(2).aborted(1));
  }

  @Test
  void a_device_whose_bench_does_not_come_up_fails_with_the_sentence_of_the_lab() {
    specs.write("bulb.feature", BULB);
    StubLab lab =
        new StubLab(bench("bulb")).failingAt("bulb", "The gateway's process did not start");

    assertThat(Specs.thrown(specs.run(lab), "Bulb").toString())
        .contains("The gateway's process did not start")
        .doesNotContain("LabFault");
  }

  @Test
  void listeners_hear_the_run_in_order_and_by_unique_id() {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    HeardEvents.listenWith(
        new RunListener() {
          @Override
          public void caseFinished(CaseResult result) {
            heard.add(result.kind() + " " + result.uniqueId().replaceFirst(".*/\\[", "["));
          }

          @Override
          public void runFinished() {
            heard.add("end");
          }
        });
    specs.write("bulb.feature", BULB);

    specs.run(new StubLab(bench("bulb")));

    assertThat(heard)
        .startsWith("CALIBRATION [calibration:switching on over LAN]")
        .contains("GENERATED [case:switching on over LAN without time.example%3A123%2Fudp]")
        .endsWith("end");
  }

  @Test
  void a_listener_that_throws_makes_the_run_red() {
    HeardEvents.listenWith(
        new RunListener() {
          @Override
          public void runFinished() {
            throw new IllegalStateException("disk full");
          }
        });
    specs.write("bulb.feature", BULB);

    EngineExecutionResults results = specs.run(new StubLab(bench("bulb")));

    assertThat(Specs.thrown(results, "TrimUnit"))
        .hasMessageContaining("reports of this run are not complete")
        .hasMessageContaining("disk full");
  }

  @Test
  void devices_run_in_parallel() {
    CyclicBarrier both = new CyclicBarrier(2);
    specs.write("one.feature", BULB.replace("bulb\nFeature: Bulb", "one\nFeature: One"));
    specs.write("two.feature", BULB.replace("bulb\nFeature: Bulb", "two\nFeature: Two"));
    Runnable meet = () -> meet(both);

    EngineExecutionResults results =
        specs.run(
            new StubLab(
                bench("one").at(1, "power off", meet), bench("two").at(1, "power off", meet)));

    results.testEvents().assertStatistics(stats -> stats.failed(0).succeeded(4));
  }

  private static void meet(CyclicBarrier both) {
    try {
      both.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("The other device does not run at the same time", e);
    }
  }

  @Test
  void a_cancelled_run_leaves_the_lab_as_found_and_says_what_was_not_run() {
    specs.write("bulb.feature", BULB + claim("time.example"));
    CancellationToken token = CancellationToken.create();
    StubBench bench = bench("bulb").at(5, "power off", token::cancel);
    StubLab lab = new StubLab(bench);

    EngineExecutionResults results =
        specs.builder(lab, selectDirectory(folder.toFile())).cancellationToken(token).execute();

    assertThat(lab.isClosed()).isTrue();
    assertThat(bench.isAsFound()).isTrue();
    assertThat(
            results.allEvents().skipped().list().size()
                + results.allEvents().aborted().list().size())
        .isPositive();
    assertThat(Specs.outcomes(results)).noneMatch(outcome -> outcome.endsWith("FAILED"));
  }

  @Test
  void a_lab_that_dies_fails_the_run_and_is_closed() {
    specs.write("bulb.feature", BULB);
    StubBench bench =
        bench("bulb")
            .at(
                1,
                "power off",
                () -> {
                  throw new InternalError("for the test");
                });
    StubLab lab = new StubLab(bench);

    EngineExecutionResults results = specs.run(lab);

    assertThat(lab.isClosed()).isTrue();
    assertThat(results.allEvents().failed().list()).isNotEmpty();
  }

  @Test
  void a_lab_that_cannot_be_opened_fails_the_run() {
    specs.write("bulb.feature", BULB);

    EngineExecutionResults results =
        specs
            .builder(new Unopened(), selectDirectory(folder.toFile()))
            .configurationParameter("trimunit.lab", "stubb")
            .execute();

    assertThat(Specs.thrown(results, "TrimUnit"))
        .hasMessage("Unknown lab 'stubb' (trimunit.lab). Did you mean 'stub'?");
  }

  /** Never asked for anything. */
  private static final class Unopened implements Lab {
    @Override
    public LabDescription description() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Bench bench(String deviceId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
