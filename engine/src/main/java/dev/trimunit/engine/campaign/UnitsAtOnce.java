// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialRunner;
import dev.trimunit.engine.trial.TrialScript;
import dev.trimunit.engine.trial.TrialsAtOnce;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a campaign where several units run them in real time: each in a thread of its own,
 * numbered as they begin. Whatever is counted, kept or told of one is so by the campaign's thread,
 * when it hears of its end; so the journal has them in the order of their ends, and a run that goes
 * on hears of those that it has in that order, before any that it runs.
 */
final class UnitsAtOnce implements TrialsAtOnce {
  /** An interrupted trial leaves its unit as found, which takes as long as a device's start. */
  private static final long PATIENCE_SECONDS = 60;

  private final Trials trials;
  private final TrialScript script;
  private final TreeMap<Integer, Begun> underWay = new TreeMap<>();
  private final Queue<Ended> untried = new ArrayDeque<>();
  private final BlockingQueue<Over> over = new LinkedBlockingQueue<>();

  private UnitsAtOnce(Trials trials, TrialScript script) {
    this.trials = trials;
    this.script = script;
  }

  /** Who answers a protocol; on several units at once where their time is real. */
  static TrialOracle oracle(Trials trials, TrialScript script) {
    Optional<TrialsAtOnce> atOnce =
        trials.areAtOnce() ? Optional.of(new UnitsAtOnce(trials, script)) : Optional.empty();
    return new TrialOracle() {
      @Override
      public TrialRecord run(TrialRequest request) {
        return trials.run(request, script);
      }

      @Override
      public Optional<TrialsAtOnce> atOnce() {
        return atOnce;
      }
    };
  }

  /**
   * A trial that has begun.
   *
   * @param thread in which it is run; null if an earlier run did
   */
  private record Begun(TrialRequest asked, Trials.Next next, @Nullable Thread thread) {}

  /** What became of one that was run: how it went, or what was thrown instead. */
  private record Over(int number, TrialRunner.@Nullable Ran ran, @Nullable Throwable thrown) {}

  @Override
  public void begin(TrialRequest request) {
    trials.requireGoing();
    List<Usage> alive = trials.alive(request);
    if (alive.isEmpty() && !request.usages().isEmpty()) {
      untried.add(new Ended(request, trials.untried(request)));
    } else {
      TrialRequest some = request.of(alive);
      begin(request, some, trials.leaky().strength(some));
    }
  }

  private void begin(TrialRequest asked, TrialRequest request, Gateway.Strength strength) {
    int number = 1 + Math.max(trials.last(), underWay.isEmpty() ? 0 : underWay.lastKey());
    Trials.Next next = trials.next(number, request, strength);
    underWay.put(number, new Begun(asked, next, next.kept().isPresent() ? null : started(next)));
  }

  private Thread started(Trials.Next next) {
    trials.begins(next);
    Trials.Run run = trials.prepared(next, script);
    Thread thread =
        new Thread(
            () -> over.add(performed(next.number(), run)),
            "trimunit-unit-" + next.request().unit());
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static Over performed(int number, Trials.Run run) {
    try {
      return new Over(number, run.perform(), null);
    } catch (RuntimeException | Error e) {
      return new Over(number, null, e); // The campaign's thread throws it.
    }
  }

  @Override
  public boolean underWay() {
    return !untried.isEmpty() || !underWay.isEmpty();
  }

  @Override
  public Ended await() {
    while (untried.isEmpty()) {
      Optional<Ended> ended = ended();
      if (ended.isPresent()) {
        return ended.get();
      }
    }
    return untried.remove();
  }

  /** The next that ends; empty if that has to be run again, with a stronger block. */
  private Optional<Ended> ended() {
    Optional<Begun> kept =
        underWay.values().stream()
            .filter(begun -> begun.thread() == null)
            .min(Comparator.comparing(begun -> trials.ended(begun.next())));
    Over end =
        kept.map(begun -> new Over(begun.next().number(), null, null)).orElseGet(this::taken);
    Begun begun = underWay.remove(end.number());
    if (begun == null) {
      throw new IllegalStateException("Trial %d ended and had not begun".formatted(end.number()));
    }
    if (end.thrown() != null) {
      throw trials.failed(end.thrown());
    }
    TrialRecord trial = trials.over(begun.next(), end.ran());
    if (trials.leaky().hasToBeStronger(begun.next().strength(), trial)) {
      trials.requireGoing();
      begin(begun.asked(), begun.next().request(), Gateway.Strength.STRONG);
      return Optional.empty();
    }
    return Optional.of(new Ended(begun.asked(), trials.withGivenUp(begun.asked(), trial)));
  }

  private Over taken() {
    try {
      return over.take();
    } catch (InterruptedException e) {
      abandon();
      Thread.currentThread().interrupt();
      throw trials.failed(
          new CampaignStopped("The run was interrupted while trials were under way", e));
    }
  }

  /** Interrupts all that are under way, and waits until they have left their units as found. */
  private void abandon() {
    List<Thread> threads =
        underWay.values().stream()
            .flatMap(begun -> Optional.ofNullable(begun.thread()).stream())
            .toList();
    underWay.clear();
    untried.clear();
    threads.forEach(Thread::interrupt);
    threads.forEach(UnitsAtOnce::join);
  }

  /** Who interrupts once more does not want to wait. */
  private static void join(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
