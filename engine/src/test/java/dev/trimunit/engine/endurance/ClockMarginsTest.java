// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecord.ClockReading;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How wrong a clock may be, by trials of which the truth is known. */
final class ClockMarginsTest {
  private static final Usage USAGE = new Usage("switching on", Vantage.WAN);
  private static final Destination NTP = Destination.parse("ntp.org:123/udp");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Set<Destination> CONTACTS =
      Set.of(NTP, Destination.parse("cloud.vendor.test:443/tcp"));

  /** Answers trials by what is true. */
  private static final class World implements TrialOracle {
    private final Predicate<Duration> works;
    private final List<Duration> told = new ArrayList<>();
    private final List<TrialRequest> all = new ArrayList<>();
    private double flakes;

    /** Minutes. */
    private long outage;

    private boolean asks = true;
    private List<ClockReading> readings = List.of();
    private final SplittableRandom random;

    World(long seed, Predicate<Duration> works) {
      this.works = works;
      random = new SplittableRandom(seed);
    }

    @Override
    public TrialRecord run(TrialRequest request) {
      all.add(request);
      int number = all.size();
      outage -= request.pause().isZero() ? 0 : 60;
      Duration ahead = request.told();
      if (request.purpose() != TrialPurpose.MARGIN || request.ageing() != null) {
        return TrialRecordBuilder.builder(record(request, number, List.of()))
            .clock(request.ageing() == null ? List.of() : readings)
            .build();
      }
      told.add(Objects.requireNonNull(ahead));
      outage -= 5;
      boolean works = this.works.test(ahead) && random.nextDouble() >= flakes && outage <= 0;
      UsageOutcome outcome =
          new UsageOutcome(USAGE, works ? Outcome.PASSED : Outcome.FAILED, "", List.of());
      return record(request, number, List.of(outcome));
    }

    private TrialRecord record(TrialRequest request, int number, List<UsageOutcome> outcomes) {
      List<BlockEvidence> evidence =
          request.blocked().stream()
              .map(server -> BlockEvidence.of(server, 0, asks ? 1 : 0, 0, ""))
              .toList();
      return TrialRecordBuilder.builder(request.record(number, "light", START, START, outcomes))
          .evidence(evidence)
          .build();
    }
  }

  private static ClockMargins margins(World world, Set<Destination> contacts) {
    return new MarginTrials(List.of(USAGE), contacts, world, (usage, number) -> {}).run();
  }

  private static ClockMargins margins(World world) {
    return margins(world, CONTACTS);
  }

  private static Predicate<Duration> within(Duration behind, Duration ahead) {
    return told -> told.compareTo(ahead) <= 0 && told.negated().compareTo(behind) <= 0;
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.1S, PT0.1S, PT0S, PT1S, PT0S, PT1S",
    "PT10S, PT2M, PT1S, PT30S, PT30S, PT5M",
    "PT20M, P2D, PT5M, PT1H, P1D, P30D",
    "P399D, P31D, P30D, P400D, P30D, P400D",
  })
  void both_directions_are_bracketed_in_twenty_trials_at_most(
      Duration behind, Duration ahead, Duration wb, Duration fb, Duration wa, Duration fa) {
    World world = new World(1, within(behind, ahead));

    ClockMargin margin = margins(world).usages().get(0);

    assertThat(margin.behind().works()).isEqualTo(wb);
    assertThat(margin.behind().fails()).contains(fb);
    assertThat(margin.ahead().works()).isEqualTo(wa);
    assertThat(margin.ahead().fails()).contains(fa);
    assertThat(world.told).hasSizeLessThanOrEqualTo(20).hasSameSizeAs(margin.trialNumbers());
    for (Duration one : new TreeSet<>(world.told)) {
      boolean works = within(behind, ahead).test(one);
      assertThat(world.told.stream().filter(one::equals)).as("%s", one).hasSize(works ? 2 : 3);
    }
  }

  /** A use fails now and then whatever the clock shows: in a thousand worlds nothing is claimed. */
  @Test
  void a_world_in_which_clocks_do_not_matter_stays_silent() {
    long claims =
        IntStream.range(0, 1_000)
            .mapToObj(
                seed -> {
                  World world = new World(seed, told -> true);
                  world.flakes = 0.05;
                  world.readings = readings(24, 200e-6);
                  return margins(world);
                })
            .filter(
                found -> {
                  ClockMargin margin = found.usages().get(0);
                  return margin.ahead().fails().isPresent()
                      || margin.behind().fails().isPresent()
                      || margin.prediction(found.drift()).isPresent();
                })
            .count();

    assertThat(claims).isLessThanOrEqualTo(10);
  }

  /** What fails is tried again an hour later: an outage that is shorter is no wrong clock. */
  @Test
  void an_outage_is_no_margin() {
    World world = new World(1, told -> true);
    world.outage = 60;

    ClockMargin margin = margins(world).usages().get(0);

    assertThat(margin.obstacle()).isEmpty();
    assertThat(margin.ahead().fails()).isEmpty();
    assertThat(world.all.stream().filter(request -> !request.pause().isZero()))
        .isNotEmpty()
        .allMatch(request -> request.pause().equals(Duration.ofHours(1)));
  }

  @Test
  void a_device_that_fails_with_the_true_time_tells_nothing() {
    World world = new World(1, told -> false);

    assertThat(margins(world).sentences())
        .contains(
            "How wrong a time may be so that switching on over WAN works is not known: it failed when the gateway told the true time, too");
    assertThat(world.told).hasSize(3);
  }

  @Test
  void a_device_that_asks_for_no_time_tells_nothing() {
    World world = new World(1, told -> true);
    world.asks = false;

    assertThat(margins(world).sentences().toString())
        .contains("the device asked for no time in trial 2");
    assertThat(margins(new World(1, told -> true), Set.of()).sentences())
        .containsExactly(
            "How wrong its clock may be is not known: it was seen to contact no time server (123/udp), so that nobody can tell it a wrong time");
  }

  /** One that fails half the time is not settled, rather than wrong. */
  @Test
  void twenty_trials_that_do_not_tell_are_the_end() {
    int open = 0;
    for (int seed = 0; seed < 100; seed++) {
      World world = new World(seed, told -> true);
      world.flakes = 0.4;

      ClockMargin margin = margins(world).usages().get(0);

      assertThat(world.told).hasSizeLessThanOrEqualTo(MarginTrials.MOST_TRIALS);
      String why = margin.ahead().obstacle() + margin.behind().obstacle();
      open += why.contains("20 trials did not tell") ? 1 : 0;
    }
    assertThat(open).isGreaterThan(10);
  }

  /** An answer sets the clock each hour; what it shows before the next one is its drift. */
  private static List<ClockReading> readings(int hours, double share) {
    List<ClockReading> all = new ArrayList<>();
    all.add(new ClockReading(START, Duration.ofDays(-20_000)));
    long gained = Math.round(Duration.ofHours(1).toNanos() * share);
    for (int hour = 1; hour <= hours; hour++) {
      all.add(
          new ClockReading(
              START.plus(Duration.ofHours(hour)), Duration.ofNanos(gained - 1_000_000)));
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "20, gains 1.7 s a day (20 ± 2 ppm",
    "-200, loses 17.3 s a day (-200 ± 2 ppm",
    "50000, gains 4320.0 s a day (50000 ± 2 ppm",
    "1, neither gains nor loses measurably (1 ± 2 ppm",
  })
  void a_drift_is_measured_by_what_a_device_writes_into_its_queries(double ppm, String words) {
    Drift drift = Drift.of(readings(24, ppm / 1e6)).orElseThrow();

    assertThat(drift.words()).startsWith(words).endsWith(" by 24 readings in 23 hours)");
  }

  @Test
  void a_clock_that_takes_no_answer_is_measured_all_the_same() {
    List<ClockReading> free =
        IntStream.range(0, 25)
            .mapToObj(
                hour ->
                    new ClockReading(
                        START.plus(Duration.ofHours(hour)), Duration.ofMillis(720L * hour)))
            .toList();

    assertThat(Drift.of(free).orElseThrow().words()).startsWith("gains 17.3 s a day (200 ± 1 ppm");
  }

  @Test
  void what_is_no_clock_has_no_drift() {
    SplittableRandom random = new SplittableRandom(1);
    List<ClockReading> any =
        IntStream.range(0, 25)
            .mapToObj(
                hour ->
                    new ClockReading(
                        START.plus(Duration.ofHours(hour)),
                        Duration.ofSeconds(random.nextLong(-1_000_000_000, 1_000_000_000))))
            .toList();

    assertThat(Drift.of(any)).isEmpty();
    assertThat(Drift.of(readings(2, 20e-6))).isEmpty();
  }

  @Test
  void margin_and_drift_predict_an_age() {
    World world = new World(1, within(Duration.ofMinutes(20), Duration.ofSeconds(40)));
    world.readings = readings(24, 100e-6);

    ClockMargins found = margins(world);

    assertThat(found.sentences())
        .containsExactly(
            "Its clock gains 8.6 s a day (100 ± 2 ppm by 24 readings in 23 hours)",
            "switching on over WAN worked when it was told a time up to 30 seconds ahead and failed with one that was 5 minutes ahead; it worked when it was told a time up to 5 minutes behind and failed with one that was 1 hour behind (17 trials); so it is predicted to fail without ntp.org:123/udp after 3.4 days to 35.3 days with its power kept, which was not tested");
    assertThat(found.prediction(NTP, USAGE)).isPresent();
    assertThat(found.prediction(Destination.parse("cloud.vendor.test:443/tcp"), USAGE)).isEmpty();
  }
}
