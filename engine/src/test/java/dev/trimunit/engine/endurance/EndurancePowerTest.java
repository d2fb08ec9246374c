// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.TrialOracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often an endurance is wrong, in worlds of which the truth is known. */
@Tag("slow")
final class EndurancePowerTest {
  private static final Duration LASTS = Duration.ofDays(14);
  private static final Usage LAN = new Usage("switching on", Vantage.LAN);
  private static final Usage WAN = new Usage("switching on", Vantage.WAN);
  private static final List<Destination> LIST =
      List.of(
          Destination.parse("ntp.org:123/udp"),
          Destination.parse("nist.gov:123/udp"),
          Destination.parse("login.vendor.test:443/tcp"),
          Destination.parse("log.vendor.test:443/tcp"),
          Destination.parse("ads.example.com:443/tcp"),
          Destination.parse("news.vendor.test:443/tcp"));

  /** What came of many endurances. */
  private static final class Sum {
    private int endurances;
    private int runs;
    private int alarms;
    private int delayed;
    private int unsettled;

    double alarmsPercent() {
      return 100.0 * alarms / runs;
    }

    double delayedPercent() {
      return 100.0 * delayed / endurances;
    }
  }

  private static Set<Destination> known() {
    Set<Destination> known = new TreeSet<>(LIST);
    known.add(AgeingWorld.CLOUD);
    return known;
  }

  private static Question question() {
    TreeMap<Usage, SortedSet<Destination>> asked = new TreeMap<>();
    asked.put(LAN, new TreeSet<>(known()));
    asked.put(WAN, new TreeSet<>(known()));
    return new Question("lamp", asked, Map.of(), 0.01);
  }

  private static Endured endure(AgeingWorld world, Sum sum) {
    TrialOracle oracle = world.oracle();
    Endured endured =
        new Endurance(
                question(),
                LASTS,
                request -> {
                  var trial = oracle.run(request);
                  if (request.purpose() == TrialPurpose.ENDURANCE
                      && !Objects.requireNonNull(request.ageing()).isLeftAlone()) {
                    sum.runs++;
                    sum.alarms += AgeingWorld.broke(trial) ? 1 : 0;
                  }
                  return trial;
                },
                (number, lasts) -> {})
            .endure(new TreeSet<>(LIST));
    sum.endurances++;
    sum.delayed += endured.delays().isEmpty() ? 0 : 1;
    sum.unsettled += endured.obstacle().isEmpty() ? 0 : 1;
    return endured;
  }

  private static Sum ofNothing(boolean canary, int worlds) {
    Sum sum = new Sum();
    for (int seed = 1; seed <= worlds; seed++) {
      endure(new AgeingWorld(known(), Set.of(), LASTS, canary, seed), sum);
    }
    System.out.printf(
        "canary %s: %d endurances, %d used runs of 14 days, %.2f %% of the runs broke, %.2f %% of the endurances found something delayed, %d unsettled%n",
        canary, sum.endurances, sum.runs, sum.alarmsPercent(), sum.delayedPercent(), sum.unsettled);
    return sum;
  }

  @Test
  void where_nothing_breaks_nothing_is_found_though_the_internet_is_gone_once_a_day() {
    Sum sum = ofNothing(true, 1000);

    assertThat(sum.alarmsPercent()).isLessThanOrEqualTo(0.5);
    assertThat(sum.delayed).isZero();
    assertThat(sum.unsettled).isLessThanOrEqualTo(10);
  }

  /** The power of this very suite: without the canary it is red. */
  @Test
  void without_a_canary_outages_look_like_effects_of_the_list() {
    assertThat(ofNothing(false, 200).alarmsPercent()).isGreaterThan(10);
  }

  @Test
  void what_breaks_within_the_time_is_found_with_its_age_and_who_it_is() {
    SplittableRandom random = new SplittableRandom(21);
    List<String> missed = new ArrayList<>();
    Sum sum = new Sum();
    int worlds = 200;
    for (int seed = 1; seed <= worlds; seed++) {
      Set<Destination> culprits = new TreeSet<>();
      for (int i = 0; i <= random.nextInt(2); i++) {
        culprits.add(LIST.get(random.nextInt(LIST.size())));
      }
      Duration age = Duration.ofMinutes(random.nextLong(60, LASTS.toMinutes() - 60));
      AgeingWorld world = new AgeingWorld(known(), culprits, age, true, seed);
      Endured endured = endure(world, sum);
      boolean found =
          endured.delays().size() == 1
              && endured.holds()
              && endured.delays().get(0).destinations().equals(culprits)
              && endured.delays().get(0).how().from().minusHours(1).compareTo(age) <= 0
              && endured.delays().get(0).how().until().plusHours(6).compareTo(age) >= 0
              && endured.delays().get(0).how().until().minusHours(12).compareTo(age) <= 0;
      if (!found) {
        missed.add(culprits + " after " + age + ": " + endured.sentences());
      }
    }
    System.out.printf(
        "%d of %d breaks found with age and culprits%n", worlds - missed.size(), worlds);
    assertThat(missed).hasSizeLessThanOrEqualTo(worlds / 100);
  }
}
