// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.sharing.DeviceTurns;
import dev.trimunit.engine.sharing.PhoneQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs single trials on a bench; whatever happens, the bench is unblocked and powered afterwards.
 */
public final class TrialRunner {
  private final Bench bench;
  private Duration usualOff;
  private final Duration watch;
  private final BlockAnswer usualAnswer;
  private final DeviceTurns shared;
  private final int unit;
  private final List<Block> stuck = new ArrayList<>();

  /** Servers that answered the gateway in trials that went on for days. */
  private final Set<Destination> answering = new TreeSet<>();

  /**
   * @param usualOff how long the device is without power in a trial that does not say
   * @param watch how long a power experiment watches the device after its start-up
   * @param usualAnswer what the device is told about blocked names in a trial that does not say
   * @param shared its turns at what it shares with other devices
   * @param unit which of several units of the device the bench is about, from 1; 0 if it is the
   *     only one
   */
  public TrialRunner(
      Bench bench,
      Duration usualOff,
      Duration watch,
      BlockAnswer usualAnswer,
      DeviceTurns shared,
      int unit) {
    this.unit = unit;
    this.bench = bench;
    this.usualOff = usualOff;
    this.watch = watch;
    this.usualAnswer = usualAnswer;
    this.shared = shared;
  }

  /** How long the device is without power from now on, in a trial that does not say. */
  public void usualOff(Duration time) {
    usualOff = time;
  }

  /** A trial that was run, the rules by which its block refused, and what was left out of it. */
  public record Ran(TrialRecord trial, List<String> rules, String leftOut) {}

  /** What was tried, from when its turn had come. */
  private record Performed(Instant start, List<UsageOutcome> outcomes) {}

  public Ran run(
      int number,
      TrialRequest request,
      TrialScript script,
      Gateway.Strength strength,
      Set<Destination> known) {
    List<String> faults = new ArrayList<>(releaseStuck());
    faults.addAll(pause(request.pause()));
    PhysicalTrial physical = new PhysicalTrial(bench, "trial-" + number, known, strength);
    BlockAnswer answer = request.answer() == null ? usualAnswer : request.answer();
    Trial trial = new Trial(bench, physical, request.blocked(), usualOff, answer, shared::take);
    Duration told = request.told();
    if (told != null) {
      request.blocked().forEach(server -> trial.block(server, new Policy.OwnAnswer(told)));
    }
    Performed performed;
    try {
      performed =
          faults.isEmpty()
              ? admitted(trial, physical, request, script, canary(request, known))
              : new Performed(bench.clock().now(), notTried(request));
    } catch (RuntimeException | Error e) {
      endAfter(e, trial);
      throw e;
    }
    TrialEnd end = trial.end(stuck);
    faults.addAll(end.faults());
    Shown shown = new Shown(known);
    TrialRecord trialRecord =
        record(number, request, performed, end.within(shown), String.join("; ", faults));
    return new Ran(trialRecord, end.rules(), shown.leftOut());
  }

  /** Removes blocks that could not be removed when their trial ended. */
  public List<String> releaseStuck() {
    Teardown teardown = new Teardown();
    stuck.removeIf(block -> teardown.insist(block::close));
    teardown.rethrow();
    return stuck.isEmpty() ? List.of() : teardown.faults();
  }

  private List<String> pause(Duration time) {
    Teardown teardown = new Teardown();
    if (!time.isZero()) {
      teardown.read(
          () -> {
            bench.clock().pass(time);
            return true;
          });
    }
    teardown.rethrow();
    return teardown.faults();
  }

  /** Waits for its turn before the power goes off; lets the next in when its phone is free. */
  private Performed admitted(
      Trial trial,
      PhysicalTrial physical,
      TrialRequest request,
      TrialScript script,
      Canary canary) {
    try (PhoneQueue.Lease turn = shared.admit(request.usages())) {
      return new Performed(bench.clock().now(), perform(trial, physical, request, script, canary));
    }
  }

  private Canary canary(TrialRequest request, Set<Destination> known) {
    return new Canary(
        bench.gateway(),
        known.stream()
            .filter(d -> request.blocked().stream().noneMatch(pattern -> pattern.covers(d)))
            .collect(Collectors.toSet()),
        answering);
  }

  private List<UsageOutcome> perform(
      Trial trial,
      PhysicalTrial physical,
      TrialRequest request,
      TrialScript script,
      Canary canary) {
    LongRun ageing = request.ageing();
    List<UsageOutcome> outcomes =
        ageing == null
            ? request.usages().stream().map(usage -> use(trial, request, script, usage)).toList()
            : new LongTrial(
                    ageing, physical, canary, usage -> useAlone(trial, request, script, usage))
                .perform(request.usages());
    answering.addAll(canary.answering());
    trial.putDown();
    try {
      trial.begin();
      if (request.purpose() == TrialPurpose.POWER) {
        trial.clock().pass(watch);
      }
    } catch (LabFault fault) {
      // Told by the trial itself, as what broke it.
    }
    return outcomes;
  }

  private static UsageOutcome useAlone(
      Trial trial, TrialRequest request, TrialScript script, Usage usage) {
    UsageOutcome outcome = use(trial, request, script, usage);
    trial.putDown();
    return outcome;
  }

  private static UsageOutcome use(
      Trial trial, TrialRequest request, TrialScript script, Usage usage) {
    trial.use(usage.vantage(), request.purpose());
    return perform(trial, request, script, usage);
  }

  private static UsageOutcome perform(
      Trial trial, TrialRequest request, TrialScript script, Usage usage) {
    if (!trial.broken().isEmpty()) {
      return voided(usage, trial.broken());
    }
    try {
      UsageOutcome outcome = script.perform(trial, request.of(usage), usage);
      if (!outcome.usage().equals(usage)) {
        throw new IllegalStateException(
            "A script asked for %s answered for %s".formatted(usage, outcome.usage()));
      }
      return outcome.withScreens(trial.screens().readings(), trial.screens().doubt());
    } catch (LabFault fault) {
      return voided(usage, String.valueOf(fault.getMessage()));
    }
  }

  private static List<UsageOutcome> notTried(TrialRequest request) {
    return request.usages().stream()
        .map(usage -> voided(usage, "The trial was not begun"))
        .toList();
  }

  public static UsageOutcome voided(Usage usage, String sentence) {
    return new UsageOutcome(usage, Outcome.VOID, sentence, List.of());
  }

  private void endAfter(Throwable cause, Trial trial) {
    try {
      trial.end(stuck);
    } catch (RuntimeException | Error e) {
      cause.addSuppressed(e);
    }
  }

  private TrialRecord record(
      int number, TrialRequest request, Performed performed, TrialEnd end, String fault) {
    List<UsageOutcome> outcomes = performed.outcomes();
    List<Attachment> attachments = new ArrayList<>(end.attachments());
    end.traffic().map(Traffic::capture).ifPresent(attachments::add);
    return TrialRecordBuilder.stagedBuilder()
        .number(number)
        .device(bench.device().id())
        .purpose(request.purpose())
        .blocked(end.blocked())
        .off(end.off())
        .start(performed.start())
        .end(bench.clock().now())
        .outcomes(
            fault.isEmpty() ? outcomes : outcomes.stream().map(o -> spoilt(o, fault)).toList())
        .evidence(end.evidence())
        .observations(end.traffic().map(Traffic::observations).orElse(List.of()))
        .lanContacts(end.traffic().map(Traffic::lanContacts).orElse(Set.of()))
        .dns(end.dns())
        .droppedPackets(end.traffic().map(Traffic::droppedPackets).orElse(0L))
        .fault(fault)
        .attachments(attachments)
        .timers(end.timers())
        .clock(end.traffic().map(Traffic::clock).orElse(List.of()))
        .unit(unit)
        .build();
  }

  private static UsageOutcome spoilt(UsageOutcome outcome, String fault) {
    return new UsageOutcome(
        outcome.usage(), Outcome.VOID, fault, outcome.steps(), outcome.screens(), outcome.probes());
  }
}
