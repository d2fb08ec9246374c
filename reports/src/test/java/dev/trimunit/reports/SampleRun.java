// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.listener.Progress;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Shown;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictBuilder;
import dev.trimunit.engine.model.VerdictKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Plays a run to a listener, as the engine would tell it. */
public final class SampleRun {
  private static final int CONTROLS = 3;
  private final List<SampleDevice> devices;
  private final int repetitions;
  private final LabKind kind;
  private final List<Attachment> files;

  public SampleRun(
      List<SampleDevice> devices, int repetitions, LabKind kind, List<Attachment> files) {
    this.devices = devices;
    this.repetitions = repetitions;
    this.kind = kind;
    this.files = List.copyOf(files);
  }

  public static SampleRun ofThePaper() {
    return new SampleRun(SampleDevice.ofThePaper(), 3, LabKind.SIMULATED, List.of());
  }

  public void play(RunListener listener, Path output) {
    listener.runStarted(
        new LabDescription(kind.word(), kind, Map.of("seed", "1")),
        output,
        Map.of(
            "trimunit.seed",
            "1",
            "trimunit.protocol",
            "fixed-" + repetitions,
            "trimunit.output",
            output.toString()));
    devices.forEach(device -> new Playing(listener, device).play());
    listener.runFinished();
  }

  /** One device's campaign. */
  private final class Playing {
    private final RunListener listener;
    private final SampleDevice sample;
    private final SampleTrials trials;
    private final String id;
    private int verdicts;

    Playing(RunListener listener, SampleDevice sample) {
      this.listener = listener;
      this.sample = sample;
      this.id = sample.device.id();
      this.trials = new SampleTrials(sample, files);
    }

    void play() {
      listener.campaignStarted(sample.device, d -> sample.parties().getOrDefault(d, Party.UNKNOWN));
      progress("discovering");
      tell(trials.run(TrialPurpose.POWER, Set.of(), List.of()));
      sample.required.keySet().forEach(this::calibrate);
      sample.required.keySet().forEach(this::judge);
      joint();
      for (int seconds : new int[] {2, 120, 11_280}) {
        tell(trials.run(TrialPurpose.SCENARIO, Set.of(), List.of(), Duration.ofSeconds(seconds)));
      }
      claim(CaseResult.Kind.PROMISE, "what we promise", CaseStatus.SUCCESSFUL, "");
      claim(
          CaseResult.Kind.SCENARIO,
          "it works without its cloud",
          CaseStatus.FAILED,
          "expected the companion app to show the "
              + sample.device.noun()
              + " on, it shows it off");
      listener.campaignFinished(sample.device);
    }

    private TrialRecord tell(TrialRecord trial) {
      listener.trialFinished(trial);
      return trial;
    }

    private void calibrate(Usage usage) {
      progress("calibrating");
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < CONTROLS; i++) {
        numbers.add(tell(trials.run(TrialPurpose.CONTROL, Set.of(), List.of(usage))).number());
      }
      numbers.add(tell(trials.run(TrialPurpose.NO_ACTION, Set.of(), List.of(usage))).number());
      told(
          CaseResult.Kind.CALIBRATION,
          usage + " with nothing blocked",
          usage,
          null,
          CaseStatus.SUCCESSFUL,
          "",
          numbers);
    }

    private void judge(Usage usage) {
      for (Destination destination : sample.parties.keySet()) {
        Verdict verdict = verdict(usage, destination);
        listener.verdictSettled(verdict);
        verdicts++;
        boolean blockable = verdict.kind() == VerdictKind.BLOCKABLE;
        told(
            CaseResult.Kind.GENERATED,
            usage + " without " + destination,
            usage,
            verdict,
            blockable ? CaseStatus.SUCCESSFUL : CaseStatus.ABORTED,
            blockable ? "" : verdict.reason(),
            verdict.trialNumbers());
        progress("settling verdicts");
      }
    }

    private Verdict verdict(Usage usage, Destination destination) {
      List<Integer> numbers = new ArrayList<>();
      int passed = 0;
      int held = 0;
      for (int i = 0; i < repetitions; i++) {
        TrialRecord trial =
            tell(trials.run(TrialPurpose.BLOCK, Set.of(destination), List.of(usage)));
        numbers.add(trial.number());
        passed += trial.outcomes().get(0).outcome() == Outcome.PASSED ? 1 : 0;
        held += trial.evidence().get(0).evidence() == Evidence.HELD ? 1 : 0;
      }
      VerdictKind kind = passed > 0 ? VerdictKind.BLOCKABLE : VerdictKind.REQUIRED;
      String reason =
          "%s %s in %d of %d trials without %s"
              .formatted(
                  usage, passed > 0 ? "worked" : "failed", repetitions, repetitions, destination);
      return VerdictBuilder.stagedBuilder()
          .device(id)
          .destination(destination)
          .usage(usage)
          .kind(kind)
          .trials(repetitions)
          .passed(passed)
          .held(held)
          .errorBound(0.003)
          .partners(Set.of())
          .trialNumbers(numbers)
          .reason(reason)
          .shown(Shown.NOW)
          .build();
    }

    private void joint() {
      SortedSet<Destination> blockable = new TreeSet<>(sample.parties.keySet());
      sample.required.values().forEach(blockable::removeAll);
      if (blockable.isEmpty()) {
        return;
      }
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < CONTROLS; i++) {
        List<Usage> all = List.copyOf(sample.required.keySet());
        numbers.add(tell(trials.run(TrialPurpose.JOINT, blockable, all)).number());
      }
      listener.blocklistVerified(new Blocklist(id, blockable, CONTROLS, 0, 0.632, numbers));
    }

    private void claim(CaseResult.Kind kind, String name, CaseStatus status, String message) {
      // Trial 2 also decides the first calibration: trials are shared evidence.
      told(kind, name, null, null, status, message, List.of(2));
    }

    private void told(
        CaseResult.Kind kind,
        String name,
        Usage usage,
        Verdict verdict,
        CaseStatus status,
        String message,
        List<Integer> numbers) {
      SourceLocation location = new SourceLocation("features/" + id + ".feature", 12);
      String uniqueId = "[engine:trimunit]/[device:" + id + "]/[case:" + name + "]";
      listener.caseFinished(
          CaseResultBuilder.stagedBuilder()
              .uniqueId(uniqueId)
              .kind(kind)
              .device(id)
              .name(name)
              .location(location)
              .usage(usage)
              .verdict(verdict)
              .status(status)
              .message(message)
              .decidingTrials(numbers)
              .steps(List.of())
              .build());
    }

    private void progress(String phase) {
      int wanted = sample.parties.size() * sample.required.size();
      Duration spent = Duration.ofMinutes(5L * trials.count());
      Duration left = Duration.ofMinutes(5L * repetitions * (wanted - verdicts));
      listener.progressed(new Progress(id, phase, trials.count(), verdicts, wanted, spent, left));
    }
  }
}
