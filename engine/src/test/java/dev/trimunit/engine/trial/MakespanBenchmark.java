// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long a fleet takes that shares phones, against its longest campaign without waiting and
 * against all phones busy all the time: {@code mvn -Pbench -pl engine test
 * -Dtest=MakespanBenchmark}. Property {@code trimunit.bench.fleets} (10): so many for each row.
 */
@Tag("bench")
class MakespanBenchmark {
  private static final int[][] PHONES_AND_DEVICES = {
    {1, 5}, {1, 10}, {1, 20}, {2, 10}, {2, 20}, {2, 40}, {3, 30}, {3, 60}, {4, 20}, {4, 40}, {4, 80}
  };

  /** Devices for each phone that keep it busy all the time. */
  private static final int MANY = 10;

  /** One fleet's figures, in hours; the wait of a booted device in seconds per trial. */
  private record Run(
      double oneByOne,
      double bound,
      double makespan,
      double phoneUse,
      double waited,
      int trials,
      int trialsAlone) {
    double ratio() {
      return makespan / bound;
    }
  }

  @Test
  void fleets_that_share_phones() throws Exception {
    List<String> rows = new ArrayList<>();
    rows.add(
        "phones,devices,fleets,trials,trials_without_waiting,one_by_one_h,bound_h,makespan_h,ratio,worst_ratio,speed_up,"
            + "phone_use_percent,booted_wait_s_per_trial");
    double worst = 0;
    double worstCrowded = 0;
    for (int[] row : PHONES_AND_DEVICES) {
      List<Run> runs = new ArrayList<>();
      for (int fleet = 1; fleet <= Integer.getInteger("trimunit.bench.fleets", 10); fleet++) {
        runs.add(run(row[0], row[1], fleet));
      }
      rows.add(row(row[0], row[1], runs));
      System.out.println(rows.get(rows.size() - 1));
      write(rows);
      double ratio = mean(runs, Run::ratio);
      boolean crowded = row[1] > MANY * row[0];
      worst = crowded ? worst : Math.max(worst, ratio);
      worstCrowded = crowded ? Math.max(worstCrowded, ratio) : worstCrowded;
    }
    assertThat(worst).as("makespan against its bound, up to 10 devices a phone").isLessThan(1.07);
    assertThat(worstCrowded).as("with 20 devices a phone").isLessThan(1.2);
  }

  private static void write(List<String> rows) throws IOException {
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    Files.write(out.resolve("makespan.csv"), rows);
  }

  private static String row(int phones, int devices, List<Run> runs) {
    return String.format(
        Locale.ROOT,
        "%d,%d,%d,%.0f,%.0f,%.1f,%.2f,%.2f,%.3f,%.3f,%.1f,%.0f,%.0f",
        phones,
        devices,
        runs.size(),
        mean(runs, run -> (double) run.trials()),
        mean(runs, run -> (double) run.trialsAlone()),
        mean(runs, Run::oneByOne),
        mean(runs, Run::bound),
        mean(runs, Run::makespan),
        mean(runs, Run::ratio),
        runs.stream().mapToDouble(Run::ratio).max().orElse(0),
        mean(runs, run -> run.oneByOne() / run.makespan()),
        100 * mean(runs, Run::phoneUse),
        mean(runs, Run::waited));
  }

  private static double mean(List<Run> runs, Function<Run, Double> figure) {
    return runs.stream().mapToDouble(figure::apply).average().orElse(0);
  }

  private static Run run(int phones, int devices, int fleet) throws InterruptedException {
    List<FleetCampaign> alone = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      alone.add(alone(fleet, i));
    }
    LabLocks locks = new LabLocks();
    FleetTime time = new FleetTime(locks, devices);
    List<FleetCampaign> together =
        Stream.iterate(0, i -> i + 1)
            .limit(devices)
            .map(i -> new FleetCampaign(protocol(), device(fleet, i), time, locks, phones))
            .toList();
    play(together, time);
    double longest = together.stream().mapToDouble(c -> hours(c.busy())).max().orElse(0);
    double used = together.stream().mapToDouble(c -> hours(c.used())).sum() / phones;
    double makespan = hours(Duration.ofMillis(time.now()));
    int trials = together.stream().mapToInt(FleetCampaign::trials).sum();
    return new Run(
        together.stream().mapToDouble(c -> hours(c.busy())).sum(),
        Math.max(longest, used),
        makespan,
        used / makespan,
        together.stream().mapToDouble(c -> c.waitedBooted().toSeconds()).sum() / trials,
        trials,
        alone.stream().mapToInt(FleetCampaign::trials).sum());
  }

  /** The same device with nobody beside it. */
  private static FleetCampaign alone(int fleet, int number) throws InterruptedException {
    LabLocks locks = new LabLocks();
    FleetTime time = new FleetTime(locks, 1);
    FleetCampaign alone = new FleetCampaign(protocol(), device(fleet, number), time, locks, 1);
    play(List.of(alone), time);
    return alone;
  }

  private static void play(List<FleetCampaign> campaigns, FleetTime time)
      throws InterruptedException {
    List<Thread> threads = campaigns.stream().map(Thread::new).toList();
    threads.forEach(Thread::start);
    time.run();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static Protocol protocol() {
    return Protocols.named("certify");
  }

  /** Cameras to TVs, in turn. */
  private static ModelDevice device(int fleet, int number) {
    Size size = Size.ALL.get(number % (Size.ALL.size() - 1));
    return new ModelDevice(size, World.CLEAN, fleet * 1000L + number);
  }

  private static double hours(Duration time) {
    return time.toMillis() / 3_600_000.0;
  }
}
