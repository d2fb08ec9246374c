// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Purpose;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures of docs/purposes.md. */
final class GeneratedPurposesTest {
  private static final int DEVICES = 300;

  /** How much of each is held back. */
  private record Share(int protectedOnes, int wanted, int heldOthers, int others) {
    double rare() {
      return (double) protectedOnes / wanted;
    }

    double other() {
      return (double) heldOthers / others;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d of %d updates and alarms (%.1f %%), %d of %d others (%.1f %%)",
          protectedOnes,
          wanted,
          100 * rare(),
          heldOthers,
          others,
          100 * other());
    }
  }

  private static Share share(long seed, boolean opportunity) {
    int held = 0;
    int wanted = 0;
    int heldOthers = 0;
    int others = 0;
    for (int i = 0; i < DEVICES; i++) {
      GeneratedCampaign campaign = new GeneratedCampaign(seed * DEVICES + i, opportunity);
      Purposes purposes = new Purposes(campaign.truth().keySet(), campaign.trials(), Map.of());
      Set<Destination> heldBack = purposes.heldBack(campaign.truth().keySet());
      for (Map.Entry<Destination, Purpose> each : campaign.truth().entrySet()) {
        boolean rare = each.getValue() == Purpose.UPDATE || each.getValue() == Purpose.ALARM;
        int one = heldBack.contains(each.getKey()) ? 1 : 0;
        held += rare ? one : 0;
        wanted += rare ? 1 : 0;
        heldOthers += rare ? 0 : one;
        others += rare ? 0 : 1;
      }
    }
    return new Share(held, wanted, heldOthers, others);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nearly_all_updates_and_alarms_are_held_back_once_there_was_one(long seed) {
    Share share = share(seed, true);
    System.out.printf("Purposes, seed %d, with an opportunity: %s%n", seed, share);
    assertThat(share.rare()).isGreaterThanOrEqualTo(0.95);
    assertThat(share.other()).isLessThanOrEqualTo(0.1);
  }

  /** Where nothing was offered and no alarm went off, there is little but names. */
  @Test
  void without_one_more_is_missed_and_nothing_more_is_held_back() {
    Share share = share(1, false);
    System.out.printf("Purposes, seed 1, without an opportunity: %s%n", share);
    assertThat(share.rare()).isBetween(0.5, 0.95);
    assertThat(share.other()).isLessThanOrEqualTo(0.1);
  }
}
