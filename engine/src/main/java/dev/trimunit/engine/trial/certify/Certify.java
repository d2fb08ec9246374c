// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import dev.trimunit.engine.trial.certify.Ask.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settles, with as few trials as it can, which destinations each usage requires. */
public final class Certify {
  private static final double CONTAMINATED = 0.95;
  private final Constants constants;
  private final Problem problem;
  private final Conduct conduct;
  private final Noise noise;
  private final Window window;
  private final Controls controls;
  private final Tests tests;
  private final Soak soak;
  private final Repair repair;
  private final Proofs proofs;
  private final Choice choice;
  private final List<Candidate> candidates = new ArrayList<>();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingDouble(Candidate::rank).thenComparingInt(Candidate::number));
  private boolean finished;

  public Certify(Problem problem, Constants constants, Function<Ask, Answer> oracle) {
    this.problem = problem;
    this.constants = constants;
    noise = new Noise(constants);
    conduct =
        new Conduct(
            oracle,
            constants,
            problem.lastPassed(),
            constants.mostTrials(problem.destinations()),
            this::heard);
    window = new Window(constants, noise, problem.usages());
    List<List<Integer>> groups = problem.groups();
    controls = new Controls(constants, conduct, window, noise, groups);
    tests = new Tests(constants, conduct, controls, noise);
    soak = new Soak(constants, conduct, window, noise, tests, candidates, groups);
    repair = new Repair(constants, conduct, window, noise, tests, soak, groups);
    proofs = new Proofs(constants, conduct, controls, window, tests, candidates, groups);
    choice = new Choice(noise, constants.hidden());
    conduct.listen(window::learn);
    conduct.listen(this::alone);
    for (int i = 0; i < problem.destinations(); i++) {
      join(problem.ranks()[i], problem.priors()[i]);
    }
  }

  /** Runs to the end. */
  public Result settle() {
    try {
      controls.calibrate(problem.controls());
      do {
        decideAll();
      } while (proofs.prove() || spoilt());
      findPartners();
      finished = true;
    } catch (Exhausted limit) {
      finished = false;
    }
    return Result.of(this);
  }

  /** Whether the soak found something wrong with the accepted set; then it is taken out. */
  private boolean spoilt() {
    if (!constants.soak()) {
      return false;
    }
    OptionalInt usage = soak.soak();
    usage.ifPresent(j -> repair.reconcile(j, soak.suspicion(j).probability()));
    return usage.isPresent();
  }

  private void findPartners() {
    List<Integer> accepted = window.accepted().stream().boxed().toList();
    for (Candidate candidate : constants.partners() ? candidates : List.<Candidate>of()) {
      for (int usage : kept()) {
        if (candidate.standing(usage) == Standing.ALTERNATIVE) {
          Partners partners = new Partners(tests, candidate.number(), usage);
          candidate.partners(usage, partners.among(accepted));
        }
      }
    }
  }

  private void join(double rank, double[] priors) {
    Candidate candidate = new Candidate(candidates.size(), rank, priors);
    candidates.add(candidate);
    queue.add(candidate);
  }

  private void heard(Answer answer) {
    for (Answer.Newcomer newcomer : answer.newcomers()) {
      double[] priors = new double[problem.usages()];
      Arrays.fill(priors, newcomer.prior());
      join(newcomer.prior(), priors);
      conduct.allow(constants.mostTrials(1) - constants.mostTrials(0));
    }
    answer.leaked().stream()
        .mapToObj(candidates::get)
        .filter(Conduct::givesUp)
        .forEach(this::abandon);
  }

  private void abandon(Candidate candidate) {
    window.accepted().clear(candidate.number());
    queue.remove(candidate);
  }

  private void alone(Trial trial, int usage, boolean passed) {
    if (!passed && trial.blocked().cardinality() == 1) {
      candidates.get(trial.blocked().nextSetBit(0)).failsAlone(usage);
    }
  }

  private void decideAll() {
    boolean open = true;
    while (open && !kept().isEmpty()) {
      fill();
      open = finalise() || reconcile() || advance();
    }
  }

  private void fill() {
    window.slots().stream().filter(Candidate::abandoned).toList().forEach(window::drop);
    while (!window.full() && !queue.isEmpty()) {
      window.add(queue.remove());
    }
  }

  List<Integer> kept() {
    return problem.groups().stream().flatMap(group -> conduct.kept(group).stream()).toList();
  }

  /** Settles one destination of the window; returns whether there was one to settle. */
  private boolean finalise() {
    for (int slot = 0; slot < window.slots().size(); slot++) {
      Candidate candidate = window.slots().get(slot);
      if (!conduct.waits(candidate.number()) && decided(slot) && mayMove(slot)) {
        for (int usage : kept()) {
          double required = window.committed(usage).required(slot);
          boolean fine = required < 0.5;
          candidate.stand(
              usage, fine ? Standing.FINE : Standing.REQUIRED, fine ? required : 1 - required);
        }
        move(candidate);
        return true;
      }
    }
    return false;
  }

  /** A failure of the accepted set that waits is about the set as it was. */
  private boolean mayMove(int slot) {
    return !conduct.waits(window.accepted())
        || kept().stream().anyMatch(usage -> window.committed(usage).required(slot) > 0.5);
  }

  private boolean decided(int slot) {
    return kept().stream()
        .mapToDouble(usage -> window.committed(usage).required(slot))
        .allMatch(p -> p <= constants.error() || p >= 1 - constants.error());
  }

  private void move(Candidate candidate) {
    if (window.mayAccept(candidate, kept())) {
      window.merge(candidate, constants.contamination(candidates.size()));
    } else {
      window.drop(candidate);
    }
  }

  private boolean reconcile() {
    for (int usage : kept()) {
      if (window.committed(usage).contaminated() > CONTAMINATED) {
        controls.settle();
        if (window.committed(usage).contaminated() > CONTAMINATED) {
          repair.reconcile(usage, window.committed(usage).contaminated());
        }
        return true;
      }
    }
    return false;
  }

  /** Runs the next trial; returns whether there is one to run. */
  private boolean advance() {
    boolean waiting = !conduct.waiting().isEmpty();
    if (window.slots().isEmpty() && !waiting && clean(kept())) {
      return false;
    }
    List<Belief> views = new ArrayList<>();
    for (int usage = 0; usage < problem.usages(); usage++) {
      views.add(window.view(usage, conduct.pending()));
    }
    List<List<Integer>> groups = problem.groups().stream().map(conduct::kept).toList();
    Choice.@Nullable Best best = choice.of(views, groups, !window.accepted().isEmpty());
    if (waiting
        && (best == null || conduct.controlIsDue(best.usages().size()) || allDecided(views))) {
      controls.control(conduct.waiting());
    } else if (best == null) {
      return false;
    } else {
      BitSet blocked = window.destinations(best.blocked(), best.withAccepted());
      boolean joint = best.withAccepted() && best.blocked() == 0;
      conduct.run(joint ? Kind.JOINT : Kind.BLOCK, blocked, best.usages());
    }
    return true;
  }

  private boolean clean(List<Integer> usages) {
    return usages.stream()
        .allMatch(u -> window.committed(u).contaminated() <= constants.cleanEnough());
  }

  private boolean allDecided(List<Belief> views) {
    for (int usage : kept()) {
      Belief view = views.get(usage);
      for (int slot = 0; slot < window.slots().size(); slot++) {
        double required = view.required(slot);
        if (required > constants.error() && required < 1 - constants.error()) {
          return false;
        }
      }
      if (view.contaminated() > constants.cleanEnough() && view.contaminated() < CONTAMINATED) {
        return false;
      }
    }
    return true;
  }

  List<Candidate> candidates() {
    return candidates;
  }

  Conduct conduct() {
    return conduct;
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
