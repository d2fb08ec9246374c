// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.sharing;

import static dev.trimunit.engine.campaign.Runs.ON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.campaign.CampaignSettingsBuilder;
import dev.trimunit.engine.campaign.Runs;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import dev.trimunit.engine.trial.TrialScript;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PhoneQueueTest {
  @TempDir Path folder;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private static final Duration HOUR = Duration.ofHours(1);
  private final PhoneQueue locks = new PhoneQueue();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void of_those_that_wait_the_one_with_the_longest_campaign_goes_first() throws Exception {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    PhoneQueue.Lease held = locks.take(Set.of("phone"), Duration.ZERO);
    List<Future<?>> others = new ArrayList<>();
    for (int hours : new int[] {2, 9, 5}) {
      int before = locks.waiting();
      others.add(
          threads.submit(
              () -> {
                PhoneQueue.Lease lease = locks.take(Set.of("phone"), Duration.ofHours(hours));
                order.add(hours);
                lease.close();
              }));
      while (locks.waiting() == before) {
        Thread.onSpinWait();
      }
    }
    held.close();
    for (Future<?> other : others) {
      other.get();
    }

    assertThat(order).containsExactly(9, 5, 2);
  }

  @Test
  void different_things_are_taken_at_the_same_time() {
    try (PhoneQueue.Lease one = locks.take(Set.of("phone 1"), Duration.ZERO);
        PhoneQueue.Lease two = locks.take(Set.of("phone 2"), Duration.ZERO)) {
      assertThat(one).isNotSameAs(two);
    }
  }

  @Test
  void no_more_trials_begin_than_a_phone_can_serve_meanwhile() throws Exception {
    locks.measured(Set.of("phone"), Duration.ofMinutes(5), Duration.ofSeconds(80));
    List<PhoneQueue.Lease> admitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      admitted.add(locks.admit(Set.of("phone"), HOUR));
    }
    Future<PhoneQueue.Lease> sixth =
        threads.submit(() -> locks.admit(Set.of("phone"), Duration.ZERO));
    while (locks.waiting() == 0) {
      Thread.onSpinWait();
    }

    assertThat(sixth).isNotDone();
    admitted.get(1).close();
    assertThat(sixth.get()).isNotNull();
  }

  @Test
  void of_two_phones_a_third_device_waits_for_the_first_that_is_free() throws Exception {
    locks.capacity("phone", 2);
    PhoneQueue.Lease one = locks.take(Set.of("phone"), Duration.ZERO);
    PhoneQueue.Lease two = locks.take(Set.of("phone"), Duration.ZERO);
    Future<PhoneQueue.Lease> third = threads.submit(() -> locks.take(Set.of("phone"), HOUR));
    while (locks.waiting() == 0) {
      Thread.onSpinWait();
    }

    assertThat(third).isNotDone();
    two.close();
    assertThat(third.get()).isNotNull();
    assertThat(locks.settled()).isTrue();
    one.close();
  }

  @Test
  void two_phones_let_twice_as_many_trials_begin() {
    locks.capacity("phone", 2);
    locks.measured(Set.of("phone"), Duration.ofMinutes(5), Duration.ofSeconds(80));
    for (int i = 0; i < 10; i++) {
      assertThat(locks.admit(Set.of("phone"), HOUR)).isNotNull();
    }
    Future<PhoneQueue.Lease> next =
        threads.submit(() -> locks.admit(Set.of("phone"), Duration.ZERO));
    while (locks.waiting() == 0) {
      Thread.onSpinWait();
    }

    assertThat(next).isNotDone();
  }

  @Test
  void the_device_with_the_longest_campaign_is_never_held_back() {
    locks.measured(Set.of("phone"), Duration.ofMinutes(5), Duration.ofSeconds(80));
    for (int i = 0; i < 5; i++) {
      assertThat(locks.admit(Set.of("phone"), Duration.ZERO)).isNotNull();
    }

    assertThat(locks.admit(Set.of("phone"), HOUR)).isNotNull();
  }

  @Test
  void a_device_that_needs_another_phone_or_none_begins_at_once() {
    locks.admit(Set.of("phone 1"), Duration.ZERO);
    locks.admit(Set.of("phone 1"), Duration.ZERO);

    assertThat(locks.admit(Set.of("phone 2"), Duration.ZERO)).isNotNull();
    assertThat(locks.admit(Set.of(), Duration.ZERO)).isNotNull();
  }

  @Test
  void a_phone_that_is_used_all_the_time_still_serves_one() {
    locks.measured(Set.of("phone"), Duration.ofMinutes(1), Duration.ofMinutes(2));

    assertThat(locks.admit(Set.of("phone"), Duration.ZERO)).isNotNull();
  }

  @Test
  void a_phone_is_wanted_only_by_a_device_that_goes_before_its_holder() throws Exception {
    PhoneQueue.Lease held = locks.take(Set.of("phone"), HOUR);
    threads.submit(() -> locks.take(Set.of("phone"), Duration.ofMinutes(59)).close());
    while (locks.waiting() < 1) {
      Thread.onSpinWait();
    }
    assertThat(held.isWanted()).isFalse();
    threads.submit(() -> locks.take(Set.of("another phone"), Duration.ofHours(2)).close()).get();
    assertThat(held.isWanted()).isFalse();
    Future<?> urgent =
        threads.submit(() -> locks.take(Set.of("phone"), Duration.ofHours(2)).close());
    while (locks.waiting() < 2) {
      Thread.onSpinWait();
    }

    assertThat(held.isWanted()).isTrue();
    held.close();
    urgent.get();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "999, true"})
  void between_usages_of_a_trial_a_phone_goes_only_to_who_goes_first(int days, boolean goes) {
    Usage off = new Usage("switching off", ON.vantage());
    StubBench bench = new StubBench("one").use(StubUse.of(ON)).use(StubUse.of(off)).shares("phone");
    AtomicBoolean had = new AtomicBoolean();
    List<Boolean> hadBetween = new ArrayList<>();
    TrialScript script =
        (trial, request, usage) -> {
          trial.app();
          UsageOutcome outcome = bench.script().perform(trial, request, usage);
          if (usage.equals(ON) && hadBetween.isEmpty()) {
            threads.submit(() -> use(Duration.ofDays(days), had));
            while (locks.waiting() == 0) {
              Thread.onSpinWait();
            }
          } else {
            hadBetween.add(had.get());
          }
          return outcome;
        };
    try (Campaign campaign = new Campaign(bench, settings(), new Runs())) {
      campaign.calibrate(List.of(ON, off), script);
    }

    assertThat(hadBetween).first().isEqualTo(goes);
  }

  private void use(Duration campaign, AtomicBoolean had) {
    try (PhoneQueue.Lease lease = locks.take(Set.of("phone"), campaign)) {
      had.set(lease != null);
    }
  }

  @Test
  void a_trial_starts_when_its_turn_has_come() throws Exception {
    List<PhoneQueue.Lease> others = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      others.add(locks.admit(Set.of("phone"), Duration.ofDays(999)));
    }
    StubBench bench = new StubBench("one").use(StubUse.of(ON)).shares("phone");
    Instant asked = bench.clock().now();
    Future<Runs> run = threads.submit(() -> run(bench, bench.script()));
    while (locks.waiting() == 0) {
      Thread.onSpinWait();
    }
    bench.clock().step(HOUR);
    others.forEach(PhoneQueue.Lease::close);

    TrialRecord waited =
        run.get().trials.stream().filter(t -> !t.outcomes().isEmpty()).findFirst().orElseThrow();
    assertThat(waited.start()).isAfterOrEqualTo(asked.plus(HOUR));
    assertThat(waited.fault()).isEmpty();
  }

  @Test
  void two_devices_never_use_their_phone_together_and_both_end() throws Exception {
    AtomicInteger users = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Runs>> runs = new ArrayList<>();
    for (String id : List.of("one", "two", "three")) {
      runs.add(threads.submit(() -> run(id, users, most)));
    }
    for (Future<Runs> run : runs) {
      assertThat(run.get().verdicts).hasSize(1);
    }

    assertThat(most).hasValue(1);
  }

  private Runs run(String id, AtomicInteger users, AtomicInteger most) {
    StubBench bench = new StubBench(id).use(StubUse.of(ON).contacts(Runs.CLOUD)).shares("phone");
    TrialScript counting =
        (trial, request, usage) -> {
          trial.app();
          most.accumulateAndGet(users.incrementAndGet(), Math::max);
          UsageOutcome outcome = bench.script().perform(trial, request, usage);
          users.decrementAndGet();
          return outcome;
        };
    return run(bench, counting);
  }

  private CampaignSettings settings() {
    CampaignSettings usual = Runs.settings(folder, Map.of(), () -> false);
    return CampaignSettingsBuilder.builder(usual).locks(locks).build();
  }

  private Runs run(StubBench bench, TrialScript script) {
    Runs run = new Runs();
    try (Campaign campaign = new Campaign(bench, settings(), run)) {
      campaign.calibrate(ON, script);
      campaign.settle(List.of(ON), script, run.verdicts::add);
    }
    return run;
  }
}
