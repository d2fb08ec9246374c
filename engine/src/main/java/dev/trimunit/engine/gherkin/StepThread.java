// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.journal.CampaignStopped;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where steps and hooks run: whoever wrote them, they must not keep a run from its end. One that
 * takes too long is interrupted; one that does not heed that is left behind.
 */
final class StepThread {
  /** How long a step may take to end once it is interrupted. */
  private static final int PATIENCE_SECONDS = 5;

  private static final long USUAL_TICK_MILLIS = 500;
  private final StepLimit limit;
  private final long tick;
  private final ThreadPoolExecutor executor;
  private volatile @Nullable Thread thread;
  private String leftBehind = "";

  /** What was performed. */
  interface Work {
    /** Performs it. */
    void perform();

    /** Whether it waits for something that is not its own: for a phone, or for the lab's time. */
    boolean waits();

    /** Which line of a spec it has come to; empty if there is none. */
    String line();

    /** The step method or hook of it, as Cucumber writes it. */
    String location();

    /** A number that is another for each step. */
    int step();
  }

  StepThread(StepLimit limit) {
    this.limit = limit;
    this.tick = Math.max(1, Math.min(USUAL_TICK_MILLIS, limit.most().toMillis() / 20));
    this.executor =
        new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), StepThread::daemon);
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "trimunit-steps");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Performs it, and waits for its end.
   *
   * @return where it was when its time was over, in a sentence; empty if it ended before
   * @throws CampaignStopped if it does not end
   */
  String perform(Work work) {
    if (!leftBehind.isEmpty()) {
      throw new CampaignStopped(leftBehind);
    }
    Future<?> end = submitted(work);
    try {
      return awaited(end, work);
    } catch (InterruptedException e) {
      end.cancel(true);
      Thread.currentThread().interrupt();
      leftBehind = "The run was interrupted";
      throw new CampaignStopped(leftBehind, e);
    }
  }

  private Future<?> submitted(Work work) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return executor.submit(
        () -> {
          Thread.currentThread().setContextClassLoader(loader);
          thread = Thread.currentThread();
          try {
            work.perform();
          } finally {
            thread = null;
          }
        });
  }

  /** Time is counted in ticks: one in which it waits, or the machine sleeps, is not the step's. */
  private String awaited(Future<?> end, Work work) throws InterruptedException {
    long all = 0;
    long inStep = 0;
    int step = work.step();
    while (!ended(end)) {
      inStep = step == work.step() ? inStep : 0;
      step = work.step();
      requireNoExit(work);
      long counts = work.waits() ? 0 : tick;
      all += counts;
      inStep += counts;
      if (all >= limit.most().toMillis()) {
        String sentence = sentence(work, Duration.ofMillis(inStep));
        limit.told().accept(sentence);
        interrupt(end, sentence);
        return sentence;
      }
    }
    return "";
  }

  /** A step that ends the virtual machine waits for ever: for a run that waits for the step. */
  private void requireNoExit(Work work) {
    Thread performing = thread;
    if (performing == null) {
      return;
    }
    StackTraceElement[] stack = performing.getStackTrace();
    if (Exit.isIn(stack)) {
      leftBehind =
          "%s ended the virtual machine (System.exit)%s"
              .formatted(who(work), ProgramError.place(stack, work.location()));
      throw new CampaignStopped(leftBehind);
    }
  }

  private static String who(Work work) {
    return work.line().isEmpty() ? "a hook" : work.line();
  }

  private boolean ended(Future<?> end) throws InterruptedException {
    try {
      end.get(tick, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(cause);
  }

  /** More than once: a step that heeds it may be followed by another that blocks. */
  private void interrupt(Future<?> end, String sentence) throws InterruptedException {
    for (long waited = 0; waited < PATIENCE_SECONDS * 1_000L; waited += tick) {
      Thread blocked = thread;
      if (blocked != null) {
        blocked.interrupt();
      }
      if (ended(end)) {
        return;
      }
    }
    leftBehind = sentence + ", and goes on although it was interrupted: nothing more is tried";
    throw new CampaignStopped(leftBehind);
  }

  private String sentence(Work work, Duration inStep) {
    Thread blocked = thread;
    String place =
        blocked == null ? "" : ProgramError.place(blocked.getStackTrace(), work.location());
    return "The steps took over %s (%s): %s has been%s for %s"
        .formatted(
            StepLimit.words(limit.most()),
            StepLimit.PROPERTY,
            who(work),
            place,
            StepLimit.words(inStep));
  }
}
