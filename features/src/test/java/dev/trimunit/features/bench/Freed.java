// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A bench after a run that was killed: what must be so within a minute. */
final class Freed {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int GLANCE_MILLIS = 200;

  private Freed() {}

  /** Nothing is blocked and what had power has it, and it stays so when the keeper has ended. */
  static void require(Box bench, BooleanSupplier powered, String what) throws InterruptedException {
    long begin = System.nanoTime();
    await(begin, () -> !hasRules(bench) && powered.getAsBoolean(), what);
    long free = System.nanoTime();
    await(begin, () -> !hasKeeper(bench), what);
    assertThat(hasRules(bench)).as(what).isFalse();
    assertThat(powered.getAsBoolean()).as(what).isTrue();
    System.out.printf(
        "free after %d ms, its keeper gone after %d ms%n",
        Duration.ofNanos(free - begin).toMillis(),
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }

  /** Nobody is left to remove anything: the kernel refuses nothing any more. */
  static void requireLapsed(Box bench, String what) throws InterruptedException {
    long begin = System.nanoTime();
    await(begin, () -> !refuses(bench), what);
    System.out.printf(
        "nobody left, free after %d ms%n", Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }

  private static void await(long begin, BooleanSupplier holds, String what)
      throws InterruptedException {
    while (!holds.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(MINUTE);
      TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
    }
  }

  private static boolean refuses(Box bench) {
    return hasRules(bench)
        && bench.run("nft", "list", "set", "inet", "trimunit", "renewed").contains("expires");
  }

  private static boolean hasKeeper(Box bench) {
    return bench.run("ps", "-e", "-o", "args").contains("KeeperMain");
  }

  private static boolean hasRules(Box bench) {
    return bench.run("nft", "list", "tables").contains("trimunit");
  }
}
