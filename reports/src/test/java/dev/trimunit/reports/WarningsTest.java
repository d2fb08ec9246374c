// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Shown;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.VerdictBuilder;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.reports.console.Matrix;
import dev.trimunit.reports.data.RunCollector;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.exports.Exports;
import dev.trimunit.reports.page.BlockabilityPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What has to be known before results are used is on the console, the page, in JSON and exports.
 */
@Tag("slow")
final class WarningsTest {
  private static final Device FAN = new Device("fan", "Fan", "fan", "", "", "", "");
  private static final Destination ADS = Destination.parse("ads.fan.example:443/tcp");
  private static final Usage SPINNING = new Usage("spinning", Vantage.LAN);

  private static TrialRecord trial(int number, TrialPurpose purpose, long refused) {
    boolean blocks = purpose != TrialPurpose.CONTROL;
    Observation seen =
        ObservationBuilder.stagedBuilder()
            .destination(ADS)
            .packetsSent(2)
            .bytesSent(180)
            .packetsReceived(2)
            .bytesReceived(400)
            .first(Instant.EPOCH)
            .last(Instant.EPOCH)
            .protocol("TLS")
            .addresses(Set.of(IpAddress.parse("192.0.2.1")))
            .serverNames(Set.of())
            .build();
    return TrialRecordBuilder.builder(
            shown(
                number,
                purpose,
                blocks ? Set.of(ADS.exactly()) : Set.of(),
                SPINNING,
                Outcome.PASSED))
        .evidence(blocks ? List.of(BlockEvidence.of(ADS.exactly(), refused, 0, 0, "")) : List.of())
        .observations(blocks ? List.of() : List.of(seen))
        .build();
  }

  /** A trial that shows nothing but how its usage fared. */
  private static TrialRecord shown(
      int number,
      TrialPurpose purpose,
      Set<DestinationPattern> blocked,
      Usage usage,
      Outcome outcome) {
    return new TrialRequest(purpose, blocked, List.of(usage))
        .record(
            number,
            "fan",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(300),
            List.of(new UsageOutcome(usage, outcome, "", List.of())));
  }

  /** Trials with nothing blocked. */
  private static TrialRecord[] controls(String outcomes) {
    TrialRecord[] trials = new TrialRecord[outcomes.length()];
    for (int i = 0; i < trials.length; i++) {
      Outcome outcome = outcomes.charAt(i) == 'f' ? Outcome.FAILED : Outcome.PASSED;
      trials[i] =
          trial(10 + i, TrialPurpose.CONTROL, 0)
              .withOutcomes(List.of(new UsageOutcome(SPINNING, outcome, "", List.of())));
    }
    return trials;
  }

  private static TrialRecord failure() {
    Usage remote = new Usage(SPINNING.functionality(), Vantage.WAN);
    return shown(3, TrialPurpose.BLOCK, Set.of(), remote, Outcome.FAILED);
  }

  private static RunData run(long refused, TrialRecord... more) {
    RunCollector collector = new RunCollector(InstantSource.fixed(Instant.EPOCH));
    collector.runStarted(
        new LabDescription("simulated", LabKind.SIMULATED, Map.of()), Path.of("out"), Map.of());
    collector.campaignStarted(FAN, destination -> Party.THIRD);
    collector.trialFinished(trial(1, TrialPurpose.CONTROL, 0));
    collector.trialFinished(trial(2, TrialPurpose.BLOCK, refused));
    Stream.of(more).forEach(collector::trialFinished);
    collector.verdictSettled(
        VerdictBuilder.stagedBuilder()
            .device("fan")
            .destination(ADS)
            .usage(SPINNING)
            .kind(VerdictKind.BLOCKABLE)
            .trials(1)
            .passed(1)
            .held(1)
            .errorBound(0.01)
            .partners(Set.of())
            .trialNumbers(List.of(2))
            .reason("")
            .shown(Shown.NOW)
            .build());
    collector.blocklistVerified(new Blocklist("fan", Set.of(ADS), 3, 0, 0.6, List.of(2)));
    collector.warned(FAN, "adds.fan.example: third party, but nothing matches it");
    return collector.data();
  }

  @Test
  void a_usage_that_works_with_everything_blocked_is_told_everywhere() throws IOException {
    RunData run = run(2);
    MemoryOutput output = new MemoryOutput();
    new Exports().write(run, output);
    new BlockabilityPage().write(run, output);
    new VerdictsJson().write(run, output);
    String sentence = "works with everything blocked";
    assertThat(Matrix.of(run, false).replaceAll("\\s+", " "))
        .contains(sentence, "adds.fan.example: third");
    assertThat(output.text("blockability.html")).contains(sentence, "adds.fan.example: third");
    assertThat(output.text("verdicts.json")).contains(sentence, "adds.fan.example: third");
    assertThat(output.text("exports/fan/hosts")).contains("# WARNING: ", sentence);
  }

  @Test
  void a_block_that_was_never_met_shows_nothing_of_the_kind() {
    assertThat(run(0).devices().get(0).checksInDoubt()).isEmpty();
  }

  @Test
  void a_check_that_was_seen_to_fail_from_elsewhere_does_look() {
    assertThat(run(2, failure()).devices().get(0).checksInDoubt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "pfpfpfpp, true",
    "pfffffpp, false",
    "pfpfpppp, false",
    "pfpfpfpppppppppppppppppp, false"
  })
  void a_usage_that_fails_by_itself_is_told_with_how_often(String controls, boolean told) {
    assertThat(
            run(2, controls(controls))
                .devices()
                .get(0)
                .allWarnings()
                .toString()
                .contains("fails by itself: 3 times in 9"))
        .isEqualTo(told);
  }
}
