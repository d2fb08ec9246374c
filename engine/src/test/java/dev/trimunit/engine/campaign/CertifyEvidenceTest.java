// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No verdict without the evidence that it demands, whatever the lab answers. */
@Tag("slow")
class CertifyEvidenceTest {
  private static final int DEVICES = 40;

  /** Spoils trials of a lab: phones lost, blocks that leak. */
  private static final class Spoilt implements TrialOracle {
    private final TrialOracle lab;
    private final SplittableRandom random;
    private final double rate;
    final List<TrialRequest> requests = new ArrayList<>();
    final List<TrialRecord> records = new ArrayList<>();

    Spoilt(TrialOracle lab, long seed, double rate) {
      this.lab = lab;
      this.random = new SplittableRandom(seed);
      this.rate = rate;
    }

    @Override
    public TrialRecord run(TrialRequest request) {
      TrialRecord undisturbed = lab.run(request);
      boolean lost = random.nextDouble() < rate;
      boolean leaks = random.nextDouble() < rate;
      List<UsageOutcome> outcomes =
          undisturbed.outcomes().stream()
              .map(o -> lost ? new UsageOutcome(o.usage(), Outcome.VOID, "lost", List.of()) : o)
              .toList();
      List<BlockEvidence> evidence =
          request.blocked().stream()
              .map(p -> BlockEvidence.of(p, 1, 0, leaks && first(request, p) ? 1 : 0, "cache"))
              .toList();
      TrialRecord record =
          TrialRecordBuilder.builder(undisturbed)
              .outcomes(outcomes)
              .evidence(evidence)
              .observations(List.of())
              .lanContacts(Set.of())
              .dns(List.of())
              .droppedPackets(0)
              .fault("")
              .attachments(List.of())
              .build();
      requests.add(request);
      records.add(record);
      return record;
    }

    private static boolean first(TrialRequest request, DestinationPattern pattern) {
      return request.blocked().iterator().next().equals(pattern);
    }
  }

  private static Spoilt run(ModelDevice device, String protocol, double rate, Told told) {
    Spoilt lab = new Spoilt(new ModelLab(device), device.seed, rate);
    Protocols.named(protocol).settle(device.question(), lab, told);
    return lab;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.3})
  void no_verdict_without_its_evidence(double rate) {
    for (World world : World.ALL) {
      for (int seed = 1; seed <= DEVICES; seed++) {
        ModelDevice device = new ModelDevice(new Size("hub", 8, 2), world, seed);
        Told told = new Told();
        Spoilt lab = run(device, "certify", rate, told);
        assertThat(told.verdicts).as(world + " " + seed).hasSize(16);
        told.verdicts.forEach(verdict -> check(verdict, lab.records, told));
        told.blocklists.forEach(list -> check(list, lab.records, device.usages));
      }
    }
  }

  private static void check(Verdict verdict, List<TrialRecord> records, Told told) {
    List<TrialRecord> used =
        verdict.trialNumbers().stream().map(number -> records.get(number - 1)).toList();
    assertThat(used)
        .allMatch(r -> !r.leaked() && outcome(r, verdict.usage()) != Outcome.VOID)
        .allMatch(r -> r.blocked().contains(verdict.destination().exactly()));
    long failedAlone =
        used.stream()
            .filter(r -> r.blocked().size() == 1 && outcome(r, verdict.usage()) == Outcome.FAILED)
            .count();
    switch (verdict.kind()) {
      case BLOCKABLE -> assertThat(verdict.passed()).as(verdict.reason()).isPositive();
      case REQUIRED -> assertThat(failedAlone).as(verdict.reason()).isPositive();
      case ALTERNATIVE -> {
        assertThat(verdict.passed()).as(verdict.reason()).isPositive();
        assertThat(told.blocklists)
            .noneMatch(list -> list.destinations().contains(verdict.destination()));
      }
      case DELAYED, INCONCLUSIVE -> assertThat(verdict.errorBound()).isEqualTo(1);
    }
    if (verdict.kind() == VerdictKind.REQUIRED && !verdict.reason().contains("now and then")) {
      assertThat(failedAlone).as(verdict.reason()).isGreaterThanOrEqualTo(2);
    }
    if (verdict.kind() != VerdictKind.INCONCLUSIVE) {
      assertThat(verdict.errorBound()).isLessThan(0.5);
    }
    assertFailuresAreBracketed(verdict, used, records);
  }

  /** Every failure that counts lies between two passes of its usage at most an hour apart. */
  private static void assertFailuresAreBracketed(
      Verdict verdict, List<TrialRecord> used, List<TrialRecord> records) {
    for (TrialRecord failed : used) {
      if (outcome(failed, verdict.usage()) == Outcome.FAILED) {
        TrialRecord before = null;
        TrialRecord after = null;
        for (TrialRecord record : records) {
          boolean passed = !record.leaked() && outcome(record, verdict.usage()) == Outcome.PASSED;
          before = passed && record.number() < failed.number() ? record : before;
          after = passed && record.number() > failed.number() && after == null ? record : after;
        }
        assertThat(before).isNotNull();
        assertThat(after).isNotNull();
        assertThat(after.end()).isBeforeOrEqualTo(before.end().plusSeconds(3600));
      }
    }
  }

  private static void check(Blocklist list, List<TrialRecord> records, List<Usage> usages) {
    Set<DestinationPattern> whole = new TreeSet<>();
    list.destinations().stream().map(Destination::exactly).forEach(whole::add);
    for (Usage usage : usages) {
      assertThat(
              records.stream()
                  .filter(r -> !r.leaked() && r.blocked().containsAll(whole))
                  .filter(r -> outcome(r, usage) == Outcome.PASSED)
                  .count())
          .as("passes of " + usage + " with the whole list")
          .isGreaterThanOrEqualTo(list.jointPasses())
          .isGreaterThanOrEqualTo(3);
    }
    assertThat(new HashSet<>(list.trialNumbers())).hasSizeGreaterThanOrEqualTo(list.jointPasses());
  }

  private static Outcome outcome(TrialRecord record, Usage usage) {
    return record.outcome(usage).map(UsageOutcome::outcome).orElse(Outcome.VOID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper", "fixed-5", "sequential", "certify", "certify-deep"})
  void same_answers_same_requests(String protocol) {
    for (int seed = 1; seed <= 10; seed++) {
      ModelDevice device = new ModelDevice(new Size("hub", 8, 2), World.EVERYTHING, seed);
      Told first = new Told();
      Told second = new Told();
      Spoilt once = run(device, protocol, 0.05, first);
      Spoilt twice = run(device, protocol, 0.05, second);
      assertThat(twice.requests).isEqualTo(once.requests);
      assertThat(second.verdicts).isEqualTo(first.verdicts);
      assertThat(second.blocklists).isEqualTo(first.blocklists);
    }
  }
}
