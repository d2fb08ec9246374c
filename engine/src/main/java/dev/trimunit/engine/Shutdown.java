// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.Exit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C or a kill does to a run: no further trial starts, the one under way may end, the lab
 * is left as found, and what was not run is told.
 */
final class Shutdown {
  /** A trial with real devices takes minutes: after this time it is abandoned. */
  private static final long PATIENCE_SECONDS = 20;

  /** When the lab has been left, nothing waits for it but the reports, which take no device. */
  private static final long PATIENCE_FOR_REPORTS_SECONDS = 120;

  private static final int TELLING_TENTHS = 20;

  /** As of a launcher of JUnit when a test fails. */
  private static final int CUT_SHORT = 1;

  private final Supplier<List<SpecNode>> notEnded;
  private final Run run;
  private final Consumer<String> told;
  private final Thread launcher = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * @param notEnded the nodes that were not run to their end
   */
  Shutdown(Supplier<List<SpecNode>> notEnded, Run run, Consumer<String> told) {
    this.notEnded = notEnded;
    this.run = run;
    this.told = told;
  }

  /** The run has come to its end. */
  void over() {
    over.countDown();
  }

  /**
   * In the shutdown hook: what is not told when this returns is never told.
   *
   * @param halt ends the virtual machine with another status than the one it was to have
   */
  void leave(IntConsumer halt) {
    boolean fromWithin = Exit.isUnderWay();
    run.interrupt();
    boolean ended = over(PATIENCE_SECONDS);
    if (!ended && run.hasLeftLab()) {
      ended = over(PATIENCE_FOR_REPORTS_SECONDS);
    }
    String lab = ended ? left() : closeLab();
    told.accept(
        "TrimUnit was stopped%s: %s.%n%s"
            .formatted(fromWithin ? " by System.exit" : "", lab, notRun()));
    if (fromWithin) {
      letTheLauncherTell();
      halt.accept(CUT_SHORT); // Its status may be 0, and what was not run would be green.
    }
  }

  /** What it makes of the cases; then it ends, or wants to end the virtual machine as well. */
  private void letTheLauncherTell() {
    try {
      for (int i = 0; i < TELLING_TENTHS && !Exit.isIn(launcher.getStackTrace()); i++) {
        launcher.join(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean over(long seconds) {
    try {
      return over.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String closeLab() {
    if (run.hasLeftLab()) {
      return left() + ", but the reports are not complete";
    }
    @Nullable RuntimeException problem = null;
    try {
      run.closeLab();
    } catch (RuntimeException e) {
      problem = e;
    }
    return problem == null
        ? "a trial under way was abandoned, the lab is as it was found"
        : notAsFound(problem.getMessage());
  }

  /** The run has closed the lab by itself. */
  private String left() {
    return run.notAsFound().map(Shutdown::notAsFound).orElse("the lab is as it was found");
  }

  private static String notAsFound(@Nullable String problem) {
    return "the lab could not be left as found (" + problem + "): look after it";
  }

  private String notRun() {
    List<SpecNode> open = notEnded.get();
    String lines =
        open.stream()
            .map(node -> "  %s (%s)%n".formatted(node.getDisplayName(), node.location()))
            .collect(Collectors.joining());
    return open.isEmpty()
        ? "Everything was run."
        : "Not run, or not to its end:%n%sThe journal keeps what was run: the same command goes on from there."
            .formatted(lines);
  }
}
