// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.plan;

import dev.trimunit.engine.campaign.CalibrationResult;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Findings;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import dev.trimunit.engine.trial.TrialRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a campaign of a device is expected to take: campaigns on guessed devices, with fixed seeds.
 * What the last finished journal of the device in this lab says is taken for true; without one,
 * devices are drawn from an assumed population.
 */
public final class Forecast {
  private static final int SEEDS = 100;
  private static final int SEEDS_OF_LARGE = 20;
  private static final int LARGE = 40;
  private static final Duration READY_AND_TAIL = Duration.ofMinutes(3);

  /** A hand-written scenario takes as long as its author wants, some of them hours. */
  private static final Set<TrialPurpose> TAKE_THEIR_TIME =
      EnumSet.of(
          TrialPurpose.SCENARIO,
          TrialPurpose.ENDURANCE,
          TrialPurpose.MARGIN,
          TrialPurpose.SHORT_OFF);

  private final String device;
  private final List<Usage> usages;
  private final Optional<Replay> journal;
  private final List<Verdict> verdicts;
  private final Duration trial;
  private final boolean vantagesTogether;

  /**
   * @param journals the folder of journals
   * @param lab the key of the lab that is planned for: only its own journals tell
   * @param off how long the device is without power in a trial
   * @param vantagesTogether whether a trial may use both vantages
   * @throws dev.trimunit.engine.lab.LabException if there is a finished journal that cannot be read
   */
  public Forecast(
      Path journals,
      String lab,
      String device,
      List<Usage> usages,
      Duration off,
      boolean vantagesTogether) {
    this.device = device;
    this.vantagesTogether = vantagesTogether;
    this.usages = List.copyOf(usages);
    this.journal = Replay.lastFinished(journals, device, lab);
    this.verdicts = journal.map(this::verdicts).orElse(List.of());
    this.trial = journal.flatMap(Forecast::meanTrial).orElse(off.plus(READY_AND_TAIL));
  }

  /** The journal does not say which protocol asked: the one that it answers best did. */
  private List<Verdict> verdicts(Replay replay) {
    return Stream.of("certify", "sequential", "paper")
        .map(name -> replay.verdicts(Protocols.named(name), 0.01, destination -> true))
        .map(all -> all.stream().filter(v -> usages.contains(v.usage())).toList())
        .min(Comparator.comparingLong(Forecast::open))
        .orElseThrow();
  }

  private static long open(List<Verdict> all) {
    return all.stream().filter(v -> v.kind() == VerdictKind.INCONCLUSIVE).count();
  }

  private static Optional<Duration> meanTrial(Replay replay) {
    double seconds = 0;
    double units = 0;
    for (TrialRecord record : replay.trials()) {
      if (!record.outcomes().isEmpty() && !TAKE_THEIR_TIME.contains(record.purpose())) {
        seconds += Duration.between(record.start(), record.end()).toSeconds();
        units += 1 + GuessedLab.FURTHER * (record.outcomes().size() - 1);
      }
    }
    return units == 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Math.round(seconds / units)));
  }

  /** What is known of the device, in a sentence. */
  public String known() {
    if (verdicts.isEmpty()) {
      return "nothing is known yet: devices of 1 to 20 destinations are assumed, and trials of %s; "
              .formatted(minutes())
          + "hand-written scenarios are not in the figures";
    }
    long required =
        verdicts.stream()
            .filter(v -> v.kind() == VerdictKind.REQUIRED)
            .map(Verdict::destination)
            .distinct()
            .count();
    long all = verdicts.stream().map(Verdict::destination).distinct().count();
    return "%s, of which %d required; trials of %s, from a journal of %d trials"
        .formatted(
            all == 1 ? "1 destination" : all + " destinations",
            required,
            minutes(),
            journal.map(replay -> replay.trials().size()).orElse(0));
  }

  private String minutes() {
    return String.format(java.util.Locale.ROOT, "%.1f min", trial.toSeconds() / 60.0);
  }

  /** What the hand-written scenarios took in the last finished run, whatever the protocol. */
  public Effort scenarios() {
    List<TrialRecord> scenarios =
        journal.map(Replay::trials).orElse(List.of()).stream()
            .filter(record -> record.purpose() == TrialPurpose.SCENARIO)
            .toList();
    Duration time =
        scenarios.stream()
            .map(record -> Duration.between(record.start(), record.end()))
            .reduce(Duration.ZERO, Duration::plus);
    return new Effort(scenarios.size(), scenarios.size(), time, time);
  }

  /** What a protocol is expected to take, with calibration. */
  public Effort effort(Protocol protocol, double errorBound) {
    List<Effort.Sample> samples = new ArrayList<>();
    int most = guess(new SplittableRandom(0)).verdicts() > LARGE ? SEEDS_OF_LARGE : SEEDS;
    for (int seed = 1; seed <= most; seed++) {
      SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
      Guess guess = guess(random);
      GuessedLab lab = new GuessedLab(device, guess, trial, random);
      List<TrialRecord> controls = protocol.isGate() ? calibrateOnce(lab) : calibrate(lab);
      Protocol starting = protocol.isGate() ? protocol.after(guess.nights()) : protocol;
      starting.settle(
          guess.question(device, errorBound, controls, vantagesTogether), lab, new Silence());
      samples.add(lab.sample());
    }
    return Effort.of(samples);
  }

  private Guess guess(SplittableRandom random) {
    return verdicts.isEmpty() ? Guess.drawn(usages, random) : known(random);
  }

  private Guess known(SplittableRandom random) {
    Guess guess = new Guess(new TreeMap<>(), new HashMap<>(), new HashMap<>());
    for (Verdict verdict : verdicts) {
      Destination destination = verdict.destination();
      guess.destinations().computeIfAbsent(verdict.usage(), u -> new TreeSet<>()).add(destination);
      guess.parties().put(destination, journal.orElseThrow().party(destination));
      boolean open = verdict.kind() == VerdictKind.INCONCLUSIVE;
      if (verdict.kind() == VerdictKind.REQUIRED || (open && random.nextBoolean())) {
        guess.require(verdict.usage(), Set.of(destination));
      } else if (verdict.kind() == VerdictKind.ALTERNATIVE) {
        Set<Destination> any = new TreeSet<>(verdict.partners());
        any.add(destination);
        guess.require(verdict.usage(), any);
      }
    }
    return guess;
  }

  /**
   * The power experiment; per vantage the controls, the recipe without its action, and all blocked;
   * where trials may use both vantages, a control of both and one without the second's actions.
   */
  private List<TrialRecord> calibrate(GuessedLab lab) {
    List<TrialRecord> controls = new ArrayList<>();
    lab.run(new TrialRequest(TrialPurpose.POWER, Set.of(), List.of()));
    for (Vantage vantage : Vantage.values()) {
      List<Usage> together = usages.stream().filter(u -> u.vantage() == vantage).toList();
      for (int i = 0; !together.isEmpty() && i < CalibrationResult.CONTROLS + 2; i++) {
        TrialRecord trial = lab.run(TrialRequest.control(together));
        if (i < CalibrationResult.CONTROLS) {
          controls.add(trial);
        }
      }
    }
    boolean both = usages.stream().map(Usage::vantage).distinct().count() > 1;
    for (int i = 0; vantagesTogether && both && i < 2; i++) {
      lab.run(TrialRequest.control(usages));
    }
    return controls;
  }

  /** For a nightly gate: per vantage one control that passes, and the recipe without its action. */
  private List<TrialRecord> calibrateOnce(GuessedLab lab) {
    List<TrialRecord> controls = new ArrayList<>();
    for (Vantage vantage : Vantage.values()) {
      List<Usage> missing =
          new ArrayList<>(usages.stream().filter(u -> u.vantage() == vantage).toList());
      while (!missing.isEmpty()) {
        TrialRecord trial = lab.run(TrialRequest.control(missing));
        controls.add(trial);
        if (missing.removeIf(trial::passed) && missing.isEmpty()) {
          lab.run(TrialRequest.control(List.copyOf(usages)));
        }
      }
    }
    return controls;
  }

  /** Whom nobody needs to tell. */
  private static final class Silence implements Findings {
    @Override
    public void settled(Verdict verdict) {}

    @Override
    public void verified(Blocklist blocklist) {}
  }
}
