// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Blockability;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device draws anew at each start: trials in which it drew another name say nothing. */
@Tag("slow")
final class PoolOfNamesTest {
  private static final Usage LAN = new Usage("ringing", Vantage.LAN);
  private static final Usage WAN = new Usage("ringing", Vantage.WAN);
  private static final Destination HOME = Destination.parse("home.bell.test:443/tcp");
  private static final Destination ADS = Destination.parse("ads.bell.test:443/tcp");
  @TempDir Path journal;
  private final List<Blocklist> lists = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private Blockability ofAds = Blockability.NONE;

  private static List<Destination> pool(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> Destination.parse("n%c.bell.test:443/tcp".formatted('a' + i)))
        .toList();
  }

  private static StubBench bell(List<Destination> pool, long seed, boolean needed) {
    SplittableRandom random = new SplittableRandom(seed);
    Destination[] drawn = {pool.get(0)};
    StubBench bench = new StubBench("bell").withTwoPhones();
    bench.always(
        event -> {
          if (event.startsWith("capture on")) {
            drawn[0] = pool.get(random.nextInt(pool.size()));
          }
        });
    for (Usage usage : List.of(LAN, WAN)) {
      StubUse use = StubUse.of(usage).contacts(ADS).requires(HOME);
      for (Destination name : pool) {
        use = use.contactsWhen(name, blocked -> drawn[0].equals(name));
      }
      var before = use.works();
      bench.use(
          use.worksWhen(blocked -> before.test(blocked) && !(needed && blocked.test(drawn[0]))));
    }
    return bench;
  }

  private void settle(StubBench bench, String protocol) {
    CampaignSettings usual = Runs.settings(journal, Map.of(), () -> false);
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(usual).protocol(Protocols.named(protocol)).build();
    RunListener listener =
        new RunListener() {
          @Override
          public void blocklistVerified(Blocklist blocklist) {
            lists.add(blocklist);
          }
        };
    try (Campaign campaign = new Campaign(bench, settings, listener)) {
      campaign.calibrate(List.of(LAN, WAN), bench.script());
      campaign.settle(List.of(LAN, WAN), bench.script(), verdicts::add);
      ofAds = Blockability.of(ADS, campaign.verdicts(), campaign.trials());
      assertThat(campaign.trials().size()).isLessThan(600);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "certify, 2, 1",
    "certify, 3, 2",
    "certify, 5, 3",
    "certify, 5, 4",
    "certify, 8, 5",
    "certify, 12, 6",
    "certify-deep, 4, 7",
    "sequential, 4, 8",
    "fixed-3, 4, 9"
  })
  void a_name_that_is_needed_whenever_it_is_drawn_is_never_blockable(
      String protocol, int size, long seed) {
    List<Destination> pool = pool(size);
    settle(bell(pool, seed, true), protocol);
    assertThat(verdicts)
        .filteredOn(verdict -> pool.contains(verdict.destination()))
        .filteredOn(verdict -> verdict.kind() == VerdictKind.BLOCKABLE)
        .extracting(Verdict::reason)
        .isEmpty();
    assertThat(lists).allSatisfy(list -> assertThat(list.destinations()).containsOnly(ADS));
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.destination().equals(HOME))
        .hasSize(2)
        .extracting(Verdict::kind)
        .containsOnly(VerdictKind.REQUIRED);
    assertThat(ofAds).isEqualTo(Blockability.ALL);
  }

  @ParameterizedTest
  @CsvSource({"certify, 2, 1", "certify, 3, 2", "sequential, 3, 3"})
  void a_name_that_is_drawn_often_enough_and_not_needed_is_blockable(
      String protocol, int size, long seed) {
    List<Destination> pool = pool(size);
    settle(bell(pool, seed, false), protocol);
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.INCONCLUSIVE)
        .extracting(Verdict::reason)
        .isEmpty();
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.BLOCKABLE)
        .allMatch(verdict -> verdict.held() > 0);
  }

  @Test
  void what_is_tried_too_seldom_says_so() {
    List<Destination> pool = pool(12);
    settle(bell(pool, 11, true), "certify");
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.INCONCLUSIVE)
        .isNotEmpty()
        .allSatisfy(verdict -> assertThat(verdict.reason()).contains("too seldom to tell"));
  }
}
