// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab time that is skipped while everybody waits; the machine's stands still. */
final class TimelineTest {
  private static final Instant MACHINE = Instant.parse("2026-11-30T12:00:00.25Z");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  private SharedTime begin() {
    return SharedTime.begin(folder, START, InstantSource.fixed(MACHINE));
  }

  @Test
  void what_is_waited_for_comes_in_its_order_and_at_its_time() {
    Timeline time = new Timeline(begin());
    List<String> seen = new CopyOnWriteArrayList<>();
    time.run("often", () -> again(time, seen, "6 h", Duration.ofHours(6)));
    time.run("seldom", () -> again(time, seen, "10 h", Duration.ofHours(10)));

    time.advance(() -> false, START.plus(Duration.ofDays(1)));

    assertThat(seen).startsWith("6 h 06:00", "10 h 10:00", "6 h 12:00", "6 h 18:00", "10 h 20:00");
    assertThat(time.now()).isEqualTo(START.plus(Duration.ofDays(1)));
  }

  private static void again(Timeline time, List<String> seen, String name, Duration every) {
    for (int i = 0; i < 5; i++) {
      time.pass(every);
      seen.add(name + " " + time.now().toString().substring(11, 16));
    }
  }

  @Test
  void nothing_is_skipped_while_something_is_done() {
    Timeline time = new Timeline(begin());
    assertThat(time.within(Duration.ofSeconds(10), () -> time.now().equals(START))).isTrue();
    assertThat(time.now()).isEqualTo(START);
  }

  @Test
  void who_waits_loses_patience_in_the_labs_time() {
    Timeline time = new Timeline(begin());
    boolean worked =
        time.within(
            Duration.ofSeconds(10),
            () -> {
              time.pass(Duration.ofMinutes(1));
              return true;
            });
    assertThat(worked).isFalse();
    assertThat(time.now()).isEqualTo(START.plusSeconds(10));
  }

  /** Nobody is idle between the moment at which a lock is free and the one at which he has it. */
  @Test
  void who_takes_a_lock_does_not_lose_his_patience_by_it() {
    Timeline time = new Timeline(begin());
    ReentrantLock lock = new ReentrantLock();
    for (int i = 0; i < 200; i++) {
      assertThat(
              time.within(
                  Duration.ofSeconds(10),
                  () -> {
                    time.acquire(lock);
                    lock.unlock();
                    return true;
                  }))
          .isTrue();
    }
    assertThat(time.now()).isEqualTo(START);
  }

  @Test
  void another_process_sees_what_was_skipped_and_since_when() throws IOException {
    SharedTime mine = begin();
    SharedTime others = SharedTime.in(folder, InstantSource.fixed(MACHINE.plusSeconds(5)));
    mine.skipTo(START.plus(Duration.ofDays(14)));
    mine.skipTo(START);

    assertThat(others.now()).isEqualTo(START.plus(Duration.ofDays(14)).plusSeconds(5));
    assertThat(others.at(MACHINE.plusSeconds(1))).isEqualTo(others.now().minusSeconds(4));
    assertThat(Files.readString(mine.file())).isEqualTo("-27604800.250000000\n");
  }

  @Test
  void more_contacts_than_a_run_can_wait_for_are_refused_with_a_way_out() {
    SkippingClock clock =
        new SkippingClock("light", begin(), new Turns(), until -> false, 24 * 60, () -> 0);

    assertThat(clock.obstacle(Duration.ofHours(12))).isEmpty();
    assertThat(clock.obstacle(Duration.ofDays(14)).orElseThrow())
        .startsWith("14 days are some 20,160 contacts of light with real servers")
        .contains("about 84 minutes", "at most 10 minutes", "trimunit.lab=simulated");
    clock.pass(Duration.ofDays(2));
    assertThat(clock.now()).isEqualTo(START.plus(Duration.ofDays(2)));
  }

  @Test
  void the_library_is_found_whatever_the_kind_of_machine() throws IOException {
    Path kind = folder.resolve("lib").resolve("aarch64-linux-gnu").resolve("faketime");
    assertThat(FakeTime.find(List.of(folder.resolve("lib")))).isEmpty();
    Files.createDirectories(kind);
    Files.createFile(kind.resolve("libfaketime.so.1"));

    assertThat(
            FakeTime.find(List.of(folder.resolve("lib")))
                .orElseThrow()
                .shift(Duration.ofMillis(-1_500), List.of("date")))
        .startsWith(
            "env", "LD_PRELOAD=" + kind.resolve("libfaketime.so.1"), "FAKETIME=-1.500000000")
        .endsWith("date");
  }
}
