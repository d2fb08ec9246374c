// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Fallback;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device turns to only while something is blocked joins the campaign. */
@Tag("slow")
final class FallbacksTest {
  private static final Usage LAN = new Usage("switching on", Vantage.LAN);
  private static final Destination LEFT = Destination.parse("left.vendor.test:443/tcp");
  private static final Destination RIGHT = Destination.parse("right.vendor.test:443/tcp");
  private static final Destination SPARE = Destination.parse("spare.time.test:123/udp");
  private static final Destination POOL = Destination.parse("pool.time.test:123/udp");
  private final List<Fallback> fallbacks = new ArrayList<>();
  @TempDir Path output;

  private List<Verdict> settle(String protocol, Predicate<Destination> selected) {
    CampaignSettings settings =
        new CampaignSettings(
            Protocols.named(protocol),
            0.01,
            Duration.ofMinutes(2),
            selected,
            output.resolve("journal"),
            () -> false);
    RecipeScript script = new RecipeScript(new Recipe("off", "Power", "on"));
    try (Lab lab = Trials.lab(Trials.ODD, 1, output);
        Campaign campaign = new Campaign(lab.bench("hub"), settings, new RunListener() {})) {
      campaign.calibrate(List.of(LAN), script);
      campaign.settle(List.of(LAN), script, verdict -> {});
      fallbacks.addAll(campaign.fallbacks());
      return campaign.verdicts();
    }
  }

  private static Verdict of(List<Verdict> verdicts, Destination destination) {
    return verdicts.stream()
        .filter(v -> v.destination().equals(destination))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void with_sequential_a_fallback_is_tried_while_what_it_hides_behind_is_blocked() {
    List<Verdict> verdicts = settle("sequential", destination -> true);

    assertThat(of(verdicts, LEFT).kind()).isEqualTo(VerdictKind.BLOCKABLE);
    assertThat(of(verdicts, RIGHT))
        .satisfies(v -> assertThat(v.kind()).isEqualTo(VerdictKind.ALTERNATIVE))
        .satisfies(v -> assertThat(v.partners()).containsExactly(LEFT))
        .satisfies(v -> assertThat(v.held()).isEqualTo(v.trials()).isPositive())
        .satisfies(v -> assertThat(v.reason()).contains("it hides behind " + LEFT));
    assertThat(of(verdicts, SPARE))
        .satisfies(v -> assertThat(v.kind()).isEqualTo(VerdictKind.BLOCKABLE))
        .satisfies(v -> assertThat(v.held()).isPositive())
        .satisfies(v -> assertThat(v.reason()).contains("with " + POOL + " blocked too"));
  }

  @Test
  void a_fallback_is_marked_with_the_fewest_blocks_that_showed_it() {
    settle("sequential", destination -> true);

    assertThat(fallbacks)
        .anySatisfy(
            f -> {
              assertThat(f.destination()).isEqualTo(RIGHT);
              assertThat(f.hiddenBehind()).containsExactly(LEFT.exactly());
            })
        .anySatisfy(
            f -> {
              assertThat(f.destination()).isEqualTo(SPARE);
              assertThat(f.hiddenBehind()).containsExactly(POOL.exactly());
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "certify", "fixed-3"})
  void every_protocol_gives_each_destination_one_verdict_fallbacks_too(String protocol) {
    List<Verdict> verdicts = settle(protocol, destination -> true);

    assertThat(verdicts)
        .extracting(Verdict::destination)
        .doesNotHaveDuplicates()
        .contains(LEFT, RIGHT, POOL, SPARE);
    assertThat(verdicts)
        .filteredOn(v -> v.kind() == VerdictKind.ALTERNATIVE)
        .singleElement()
        .satisfies(v -> assertThat(v.destination()).isIn(LEFT, RIGHT))
        .satisfies(v -> assertThat(v.partners()).isSubsetOf(LEFT, RIGHT).hasSize(1));
    assertThat(of(verdicts, SPARE).kind()).isEqualTo(VerdictKind.BLOCKABLE);
    assertThat(verdicts).noneMatch(v -> v.kind() == VerdictKind.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "certify"})
  void the_journal_alone_gives_their_verdicts_too(String protocol) {
    List<Verdict> verdicts = settle(protocol, destination -> true);
    Replay replay = new Replay(output.resolve("journal/archive/hub.000001.jsonl"));

    assertThat(replay.verdicts(Protocols.named(protocol), 0.01, destination -> true))
        .isEqualTo(verdicts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "certify"})
  void a_fallback_that_is_not_selected_gets_no_verdict(String protocol) {
    assertThat(settle(protocol, POOL::equals))
        .extracting(Verdict::destination)
        .containsExactly(POOL);
  }
}
