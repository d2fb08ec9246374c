// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimunit.engine.campaign.ModelDevice;
import dev.trimunit.engine.campaign.ModelLab;
import dev.trimunit.engine.campaign.ProgressMeter;
import dev.trimunit.engine.campaign.Size;
import dev.trimunit.engine.campaign.Trials;
import dev.trimunit.engine.campaign.World;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Findings;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.protocol.Questions;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a campaign says of the trials that are left, against those that were. */
@Tag("slow")
class ForecastTest {
  private static final int DEVICES = 40;

  /** What was said before a trial, and what came. */
  private record Said(double left, int came) {}

  /** Hears forecasts; each is followed by a trial. */
  private static final class Ear implements Findings {
    private final List<Double> heard = new ArrayList<>();

    @Override
    public void settled(Verdict verdict) {}

    @Override
    public void verified(Blocklist blocklist) {}

    @Override
    public void expected(double trialsMore) {
      heard.add(trialsMore);
    }

    List<Said> said() {
      List<Said> said = new ArrayList<>();
      for (int i = 0; i < heard.size(); i++) {
        said.add(new Said(heard.get(i), heard.size() - i));
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
  void what_is_said_to_be_left_is_left_on_average() {
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
  }

  @Test
  void a_campaign_is_as_long_as_what_it_took_and_what_is_left() {
    ProgressMeter progress = new ProgressMeter("bulb", new RunListener() {});
    assertThat(progress.campaign()).as("nothing known").isGreaterThan(Duration.ofDays(100));
    progress.want(4);
    progress.expect(20);
    assertThat(progress.campaign()).as("nothing tried").isEqualTo(Duration.ofHours(2));
    progress.trial(trial(Duration.ofMinutes(5)));
    progress.trial(trial(Duration.ofMinutes(7)));
    progress.expectNow(10);

    assertThat(progress.left()).isEqualTo(Duration.ofMinutes(60));
    assertThat(progress.campaign()).isEqualTo(Duration.ofMinutes(72));
    for (int i = 0; i < 4; i++) {
      progress.verdict();
    }
    assertThat(progress.campaign()).as("all is told").isEqualTo(Duration.ofMinutes(12));
  }

  private static TrialRecord trial(Duration duration) {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    TrialRequest request = TrialRequest.control(List.of(Questions.ON_LAN));
    TrialRecord untried = Trials.untried("bulb", start, request);
    return TrialRecordBuilder.builder(untried)
        .number(1)
        .start(start)
        .end(start.plus(duration))
        .droppedPackets(0)
        .fault("")
        .attachments(List.of())
        .build();
  }
}
