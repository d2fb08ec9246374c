// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a campaign says of the trials that are left, against those that were. */
class ForecastTest {
  private static final int DEVICES = 40;

  /** What was said before a trial, and what came. */
  private record Said(double left, double atMost, int came) {}

  /** Hears forecasts; each is followed by a trial. */
  private static final class Ear implements Findings {
    private final List<double[]> heard = new ArrayList<>();

    @Override
    public void settled(Verdict verdict) {}

    @Override
    public void verified(Blocklist blocklist) {}

    @Override
    public void expected(double trialsMore, double atMost) {
      heard.add(new double[] {trialsMore, atMost});
    }

    List<Said> said() {
      List<Said> said = new ArrayList<>();
      for (int i = 0; i < heard.size(); i++) {
        said.add(new Said(heard.get(i)[0], heard.get(i)[1], heard.size() - i));
      }
      return said;
    }
  }

  private static List<Said> said(Size size) {
    List<Said> said = new ArrayList<>();
    for (int seed = 1; seed <= DEVICES; seed++) {
      ModelDevice device = new ModelDevice(size, World.CLEAN, seed);
      Ear ear = new Ear();
      Protocols.named("certify").settle(device.question(), new ModelLab(device), ear);
      said.addAll(ear.said());
    }
    return said;
  }

  private static double mean(List<Double> figures) {
    return figures.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void what_is_said_to_be_left_is_left_on_average_and_seldom_more_than_at_most() {
    List<Said> all = new ArrayList<>();
    for (Size size : Size.ALL.subList(0, 5)) {
      List<Said> said = said(size);
      double came = mean(said.stream().map(s -> (double) s.came()).toList());
      assertThat(mean(said.stream().map(Said::left).toList()))
          .as("trials left, said and come, " + size)
          .isCloseTo(came, within(0.5 * came));
      all.addAll(said);
    }
    double came = mean(all.stream().map(s -> (double) s.came()).toList());
    assertThat(mean(all.stream().map(Said::left).toList()))
        .as("trials left, said and come, all sizes")
        .isCloseTo(came, within(0.2 * came));
    double more = mean(all.stream().map(s -> s.came() > s.atMost() ? 1.0 : 0.0).toList());
    assertThat(more).as("share of forecasts that were exceeded").isLessThan(0.05);
    assertThat(mean(all.stream().map(s -> s.atMost() / s.came()).toList()))
        .as("how much too much is said at most")
        .isLessThan(6);
  }

  @Test
  void who_goes_first_depends_on_what_may_be_left() {
    ProgressMeter progress = new ProgressMeter("bulb", new RunListener() {});
    assertThat(progress.work()).as("nothing known").isGreaterThan(Duration.ofDays(100));
    Duration unknown = progress.work();
    progress.want(4);
    progress.expect(20);
    assertThat(progress.work()).as("nothing tried").isGreaterThan(unknown);
    progress.trial(trial(Duration.ofMinutes(6)));
    progress.expectNow(10, 30);

    assertThat(progress.left()).isEqualTo(Duration.ofMinutes(60));
    assertThat(progress.work()).isEqualTo(Duration.ofMinutes(180));
    for (int i = 0; i < 4; i++) {
      progress.verdict();
    }
    assertThat(progress.work()).as("all is told").isZero();
  }

  private static TrialRecord trial(Duration duration) {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    TrialRequest request = TrialRequest.control(List.of(Questions.ON_LAN));
    TrialRecord untried = Trials.untried("bulb", start, request);
    return new TrialRecord(
        1,
        untried.device(),
        untried.purpose(),
        untried.blocked(),
        untried.off(),
        start,
        start.plus(duration),
        untried.outcomes(),
        untried.evidence(),
        untried.observations(),
        untried.dns(),
        0,
        "",
        List.of());
  }
}
