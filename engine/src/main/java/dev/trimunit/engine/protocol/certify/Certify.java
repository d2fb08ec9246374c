// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Settles, with as few trials as it can, which destinations each usage requires. */
public final class Certify {
  private final Constants constants;
  private final Problem problem;
  private final TrialLog trialLog;
  private final Noise noise;
  private final Window window;
  private final Controls controls;
  private final SetTrials setTrials;
  private final ListTrials listTrials;
  private final Repair repair;
  private final Proofs proofs;
  private final Decisions decisions;
  private final Doubts doubts;
  private final Outlook outlook;
  private final List<Candidate> candidates = new ArrayList<>();
  private boolean finished;

  /** With one unit, and trials one after the other. */
  public Certify(Problem problem, Constants constants, Function<Ask, Answer> oracle) {
    this(problem, constants, Course.of(oracle), Units.ONE);
  }

  /**
   * @param course where answers come from
   * @param units on which trials run
   */
  public Certify(Problem problem, Constants constants, Course course, Units units) {
    this.problem = problem;
    this.constants = constants;
    noise = new Noise(constants);
    trialLog =
        new TrialLog(
            course,
            units,
            constants,
            problem.lastPassed(),
            constants.mostTrials(problem.destinations()),
            this::heard);
    window = new Window(constants, noise, problem.usages());
    List<List<Integer>> groups = problem.groups();
    controls = new Controls(constants, trialLog, window, noise, groups);
    setTrials = new SetTrials(constants, trialLog, controls, noise);
    listTrials = new ListTrials(constants, trialLog, window, noise, setTrials, candidates, groups);
    repair = new Repair(constants, trialLog, window, noise, setTrials, listTrials, groups);
    decisions =
        new Decisions(constants, groups, candidates, trialLog, noise, window, controls, repair);
    proofs =
        new Proofs(constants, trialLog, controls, window, setTrials, candidates, groups, decisions);
    doubts = new Doubts(constants, problem, trialLog, setTrials, candidates);
    outlook = new Outlook(constants, problem, candidates, window, listTrials);
    trialLog.guess(new LikelyOutcome(window, trialLog, candidates)::passes);
    trialLog.listen(window::learn);
    trialLog.listen(this::alone);
    trialLog.listen(this::confirm);
    for (int i = 0; i < problem.destinations(); i++) {
      join(problem.ranks()[i], problem.priors()[i]);
    }
  }

  /** About how many trials more it takes, by what is open; the device may still surprise. */
  public double left() {
    return outlook.trials();
  }

  /** What to run next, after the trials so far; empty if nothing. */
  public Optional<Ask> next() {
    try {
      settle();
      return Optional.empty();
    } catch (Asking next) {
      return Optional.of(next.ask());
    }
  }

  /** A unit of which trials say that it is not like the others. */
  public Optional<Deviation> deviation() {
    return new Deviations(trialLog, candidates, problem.usages(), noise).find();
  }

  /** Runs to the end. */
  public Result settle() {
    try {
      controls.calibrate(problem.controls());
      do {
        do {
          decisions.run();
        } while (proofs.prove() || broken() || decisions.open());
        findPartners();
      } while (trialLog.takeRest() || decisions.open());
      finished = true;
    } catch (Exhausted limit) {
      finished = false;
    }
    try {
      doubts.resolve();
    } catch (Exhausted limit) {
      finished = false;
    }
    return Result.of(this);
  }

  /** Whether its trials found something wrong with the list; then it is taken out. */
  private boolean broken() {
    if (!constants.listTrials()) {
      return false;
    }
    OptionalInt usage = listTrials.untilSettled(decisions::open);
    usage.ifPresent(repair::reconcile);
    return usage.isPresent();
  }

  private void findPartners() {
    List<Integer> listed = window.listed().stream().boxed().toList();
    for (Candidate candidate : constants.partners() ? candidates : List.<Candidate>of()) {
      BitSet known = new BitSet();
      for (List<Integer> group : problem.groups()) {
        List<Integer> usages =
            trialLog.kept(group).stream()
                .filter(usage -> candidate.standing(usage) == Standing.ALTERNATIVE)
                .toList();
        for (int usage : usages) {
          Partners partners = new Partners(setTrials, candidate.number(), usage, usages);
          known = partners.confirm(known) ? known : partners.among(listed);
          candidate.partners(usage, known);
        }
      }
    }
  }

  private void join(double rank, double[] priors) {
    Candidate candidate = new Candidate(candidates.size(), rank, priors);
    candidates.add(candidate);
    decisions.join(candidate);
  }

  private void heard(Trial trial, Answer answer) {
    for (Answer.Newcomer newcomer : answer.newcomers()) {
      double[] priors = new double[problem.usages()];
      Arrays.fill(priors, newcomer.prior());
      join(newcomer.prior(), priors);
      trialLog.allow(constants.mostTrials(1) - constants.mostTrials(0));
    }
    answer.leaked().stream()
        .mapToObj(candidates::get)
        .filter(TrialLog::givesUp)
        .forEach(this::abandon);
    answer.exposed().stream().mapToObj(candidates::get).forEach(this::startAnew);
    if (!trial.isVoid()) {
      trial.asked().stream()
          .filter(i -> trial.met(i) || !trial.blocks(i))
          .mapToObj(candidates::get)
          .filter(candidate -> !candidate.abandoned())
          .filter(candidate -> candidate.isIdle(trial.met(candidate.number())))
          .forEach(this::abandon);
    }
  }

  /** It was taken for one that others hide, of which every trial that blocked it told something. */
  private void startAnew(Candidate candidate) {
    if (!candidate.abandoned()) {
      trialLog.log().forEach(trial -> trial.ignoreUntried(candidate.number()));
      decisions.reopen(candidate);
    }
  }

  private void abandon(Candidate candidate) {
    decisions.leave(candidate);
  }

  private void alone(Trial trial, int usage, boolean passed) {
    if (!passed && trial.blocked().cardinality() == 1) {
      candidates.get(trial.blocked().nextSetBit(0)).failsAlone(usage);
    }
  }

  /** What stands is surer after a pass with the destination blocked or a failure of it alone. */
  private void confirm(Trial trial, int usage, boolean passed) {
    for (int i : trial.blocked().stream().toArray()) {
      Candidate candidate = candidates.get(i);
      if ((passed && candidate.standing(usage) == Standing.FINE)
          || (!passed && trial.alone(i) && candidate.standing(usage) == Standing.REQUIRED)) {
        double ratio = noise.ratio(passed);
        candidate.confirm(usage, passed ? ratio : 1 / ratio);
      }
    }
  }

  List<Integer> kept() {
    return problem.groups().stream().flatMap(group -> trialLog.kept(group).stream()).toList();
  }

  List<Candidate> candidates() {
    return candidates;
  }

  TrialLog trialLog() {
    return trialLog;
  }

  Window window() {
    return window;
  }

  Controls controls() {
    return controls;
  }

  Noise noise() {
    return noise;
  }

  /** The chance that a usage needs a listed destination after all, if only now and then. */
  double hidden(int usage, Candidate listed) {
    return constants.listTrials() ? listTrials.suspicion().alone(usage, listed) : 0;
  }

  boolean finished() {
    return finished;
  }

  int proofs() {
    return constants.proofs();
  }

  Problem problem() {
    return problem;
  }
}
