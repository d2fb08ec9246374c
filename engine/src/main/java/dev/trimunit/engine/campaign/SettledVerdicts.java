// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.journal.Journal;
import dev.trimunit.engine.journal.NightsFile;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.trial.TrialScript;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The verdicts and blocklists of a campaign as they come, and what it leaves to the next night. */
final class SettledVerdicts {
  private final Bench bench;
  private final CampaignSettings settings;
  private final RunListener listener;
  private final Trials trials;
  private final Calibrations calibrations;
  private final ProgressMeter progress;
  private final KeptNight night;
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Blocklist> blocklists = new ArrayList<>();
  private boolean shorterOffTried;

  SettledVerdicts(
      Bench bench,
      CampaignSettings settings,
      RunListener listener,
      Trials trials,
      Calibrations calibrations,
      ProgressMeter progress) {
    this.bench = bench;
    this.settings = settings;
    this.listener = listener;
    this.trials = trials;
    this.calibrations = calibrations;
    this.progress = progress;
    // A run that was limited has a journal of its own, but tells the next night what it found.
    this.night =
        new KeptNight(
            new NightsFile(settings.locked(), bench.device().id()),
            settings.identity().getOrDefault(Journal.LAB, ""));
  }

  /**
   * Tells the verdicts of those usages that are settled, and settles those of the others that are
   * calibrated.
   */
  void settle(Collection<Usage> usages, TrialScript script, Consumer<Verdict> hears) {
    verdicts().stream().filter(v -> usages.contains(v.usage())).forEach(hears);
    Set<Usage> open = new TreeSet<>(usages);
    open.removeIf(usage -> !calibrations.of(usage).result().calibrated());
    verdicts.forEach(verdict -> open.remove(verdict.usage()));
    if (!open.isEmpty()) {
      trials.sparing(() -> settleAll(open, script, hears));
    }
  }

  private boolean settleAll(Set<Usage> open, TrialScript script, Consumer<Verdict> hears) {
    progress.enter("settling");
    trials.learnNames(calibrations.lastTrial(open));
    tryShorterOff(open, script);
    Settling settling =
        new Settling(
            SettlingTermsBuilder.stagedBuilder()
                .device(bench.device().id())
                .protocol(settings.protocol().on(bench.units().size()))
                .errorBound(settings.errorBound())
                .selected(settings.selected())
                .parties(bench::party)
                .vantagesTogether(bench.vantagesTogether())
                .fallbacks(() -> trials.seen().fallbacks())
                .forms(settings.protocol().isGate() ? List.of() : settings.forms())
                .endurance(settings.endurance())
                .endured(endurances())
                .margins(margins())
                .names(names())
                .notices(sentence -> listener.noticed(bench.device(), sentence))
                .warnings(sentence -> listener.warned(bench.device(), sentence))
                .gates(this::decided)
                .build(),
            open.stream().map(calibrations::of).toList(),
            verdict -> {
              verdicts.add(verdict);
              listener.verdictSettled(verdict);
              progress.verdict();
              hears.accept(verdict);
            },
            this::verified);
    progress.expect(settling.expectedTrials());
    progress.want(settling.wanted());
    settling.run(UnitsAtOnce.oracle(trials, script), progress::want, progress::expectNow);
    return true;
  }

  /** Once in a campaign, and not in a night, which has fewer trials than the test. */
  private void tryShorterOff(Set<Usage> open, TrialScript script) {
    Duration shorter = settings.shorterOff();
    if (shorter.isZero() || shorterOffTried || settings.protocol().isGate()) {
      return;
    }
    shorterOffTried = true;
    trials.usualOff(shorter);
    ShorterOff test =
        new ShorterOff(shorter, settings.off(), request -> trials.run(request, script));
    ShorterOff.Found found =
        test.test(
            settings.protocol().elsewhere(),
            (destination, usage) -> open.contains(usage) && contacts(usage, destination));
    trials.usualOff(found.taken() ? shorter : settings.off());
    listener.noticed(bench.device(), found.sentence());
  }

  private boolean contacts(Usage usage, Destination destination) {
    return calibrations.of(usage).destinations().contains(destination);
  }

  private SettlingTerms.Endurances endurances() {
    return new SettlingTerms.Endurances() {
      @Override
      public void begins(int number, Duration lasts) {
        progress.endures(number, lasts);
      }

      @Override
      public void ended(Endured endured) {
        progress.endured();
        listener.endured(bench.device(), endured);
      }
    };
  }

  private SettlingTerms.Margins margins() {
    return new SettlingTerms.Margins() {
      @Override
      public boolean wanted() {
        return settings.clockMargin();
      }

      @Override
      public void begins(Usage usage, int number) {
        progress.enter("how wrong its clock may be, trial %d of %s".formatted(number, usage));
      }

      @Override
      public void found(ClockMargins margins) {
        progress.enter("settling");
        listener.clockMarginsFound(bench.device(), margins);
      }
    };
  }

  private void verified(Blocklist blocklist) {
    blocklists.add(blocklist);
    listener.blocklistVerified(blocklist);
  }

  private SettlingTerms.Names names() {
    return new SettlingTerms.Names() {
      @Override
      public boolean learn(Predicate<Destination> settled) {
        return trials.learnStandIns(settled);
      }

      @Override
      public Calibration.Calibrated told(Calibration.Calibrated usage) {
        return trials.retelling().of(usage);
      }
    };
  }

  private void decided(Gate gate, Nights after) {
    night.decided(gate, after);
    listener.gateDecided(bench.device(), gate);
  }

  /** The verdicts so far, in the order in which they were settled. */
  List<Verdict> verdicts() {
    return List.copyOf(verdicts);
  }

  /** The blocklists that were verified as a whole, in that order. */
  List<Blocklist> blocklists() {
    return List.copyOf(blocklists);
  }

  /** What a gate said, once for each time that it was asked. */
  List<Gate> gates() {
    return night.gates();
  }

  /**
   * Tells what showed, but not while usages were calibrated: the protocol was not asked about it,
   * and nobody would miss its verdict.
   */
  void tellLatecomers() {
    if (verdicts.isEmpty() || settings.protocol().isGate()) {
      return;
    }
    SortedMap<Destination, Integer> late = new TreeMap<>(trials.seen().first());
    late.keySet().removeAll(calibrations.contacts());
    verdicts.forEach(verdict -> late.remove(verdict.destination()));
    trials.seen().fallbacks().forEach(fallback -> late.remove(fallback.destination()));
    trials.seen().newcomers().forEach(newcomer -> late.remove(newcomer.destination()));
    if (!late.isEmpty()) {
      listener.noticed(bench.device(), Newcomers.late(late));
    }
  }

  /** A night counts once all of it is over: a run that goes on starts from what this one did. */
  void keepForTheNextNight() {
    if (!trials.complete() || verdicts.isEmpty()) {
      return;
    }
    try {
      night.keep(verdicts, trials.records());
    } catch (IOException | LabException e) {
      listener.alarmed(
          bench.device(), "The next night will not know what this run found: %s".formatted(e));
    }
  }
}
