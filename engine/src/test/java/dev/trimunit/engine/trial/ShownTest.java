// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.Runs;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device decides what it sends, not how large journal and reports become. */
@Tag("slow")
final class ShownTest {
  private static final int NAMES = 20_000;
  @TempDir Path folder;

  @Test
  void a_device_with_20_000_names_has_a_journal_of_bounded_size_and_it_is_told()
      throws IOException {
    Destination[] names =
        IntStream.range(0, NAMES)
            .mapToObj(i -> Destination.parse("n" + i + ".shards.example:443/tcp"))
            .toArray(Destination[]::new);
    StubBench bench =
        new StubBench("spinner")
            .contactsAtStart(names)
            .use(StubUse.of(Runs.ON).contacts(Runs.CLOUD));
    Runs heard = new Runs();

    try (Campaign campaign = heard.open(bench, folder)) {
      campaign.calibrate(Runs.ON, bench.script());
    }

    assertThat(heard.trials.size()).isGreaterThan(4);
    assertThat(heard.trials.stream().mapToInt(trial -> trial.observations().size()).max())
        .hasValue(Shown.MOST_DESTINATIONS);
    assertThat(heard.trials.stream().mapToInt(trial -> trial.dns().size()).max())
        .hasValue(Shown.MOST_QUERIES);
    assertThat(Files.size(heard.journal)).isLessThan(2_000_000L * heard.trials.size());
    assertThat(heard.notices)
        .hasSizeLessThan(50)
        .allMatch(sentence -> sentence.length() < 500)
        .filteredOn(sentence -> sentence.startsWith("Trial "))
        .singleElement()
        .asString()
        .startsWith("Trial 1 shows more than a campaign can hold: ")
        .contains("19,000 destinations", "15,000 DNS queries", " are in its capture only");
  }

  @Test
  void what_is_known_is_never_left_out() {
    Destination[] names =
        IntStream.range(0, Shown.MOST_IN_ALL + 50)
            .mapToObj(i -> Destination.parse("n" + i + ".shards.example:443/tcp"))
            .toArray(Destination[]::new);
    StubBench bench = new StubBench("spinner").contactsAtStart(names).use(StubUse.of(Runs.ON));
    Runs heard = new Runs();
    try (Campaign campaign = heard.open(bench, folder)) {
      campaign.calibrate(Runs.ON, bench.script());
    }

    Set<Destination> first = heard.trials.get(0).contacted();
    assertThat(
            heard.trials.stream()
                .filter(trial -> trial.blocked().isEmpty())
                .allMatch(trial -> trial.contacted().equals(first)))
        .isTrue();
  }
}
