// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trimunit.engine.campaign.ModelDevice;
import dev.trimunit.engine.campaign.NightsElsewhere;
import dev.trimunit.engine.campaign.Score;
import dev.trimunit.engine.campaign.Size;
import dev.trimunit.engine.campaign.World;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.NightsBuilder;
import dev.trimunit.engine.model.NightsPairBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What other devices need is where a campaign starts, and never where it ends. */
final class KnownBeforeTest {
  private static final Size HUB = Size.ALL.get(2);
  private static final int DEVICES = 60;

  private static final ModelDevice DEVICE = new ModelDevice(HUB, World.CLEAN, 1);

  private static Destination some(boolean required) {
    Nights truth = DEVICE.told(1);
    return truth.pairs().stream()
        .filter(pair -> (pair.kind() == VerdictKind.REQUIRED) == required)
        .map(Nights.Pair::destination)
        .findFirst()
        .orElseThrow();
  }

  private static double chance(Destination destination, double otherwise, double... right) {
    List<Nights> sources = java.util.Arrays.stream(right).mapToObj(DEVICE::told).toList();
    List<Usage> usages = List.copyOf(DEVICE.question().destinations().keySet());
    return new KnownBefore(sources).chance(destination, usages, otherwise);
  }

  @Test
  void sources_are_counted_and_nobody_is_surer_than_nine_in_ten() {
    Destination needed = some(true);
    assertThat(chance(needed, 0.1)).isEqualTo(0.1);
    assertThat(chance(needed, 0.1, 1)).isCloseTo(0.85, within(0.001));
    assertThat(chance(needed, 0.7, 1, 1, 1)).isEqualTo(0.9);
    assertThat(chance(needed, 0.1, 1, 0)).isCloseTo(0.464, within(0.001));
    assertThat(chance(some(false), 0.7, 1, 1)).isCloseTo(0.1, within(0.001));
    assertThat(chance(some(false), 0.05, 1)).isEqualTo(0.05);
    assertThat(chance(Destination.parse("other.example:1/tcp"), 0.3, 1)).isEqualTo(0.3);
  }

  /** What breaks only after days breaks no trial: a trial starts from that. */
  @Test
  void what_was_delayed_elsewhere_is_not_needed_in_a_trial() {
    Destination needed = some(true);
    Nights truth = DEVICE.told(1);
    List<Nights.Pair> pairs =
        truth.pairs().stream()
            .map(
                pair ->
                    pair.destination().equals(needed)
                        ? NightsPairBuilder.builder(pair).kind(VerdictKind.DELAYED).build()
                        : pair)
            .toList();
    KnownBefore delayed =
        new KnownBefore(List.of(NightsBuilder.builder(truth).pairs(pairs).build()));
    List<Usage> usages = List.copyOf(DEVICE.question().destinations().keySet());
    assertThat(delayed.chance(needed, usages, 0.7)).isCloseTo(0.14 / 1.2, within(0.001));
  }

  private static Score score(double right) {
    Score score = new Score();
    for (int seed = 1; seed <= DEVICES; seed++) {
      ModelDevice device = new ModelDevice(HUB, World.CLEAN, seed);
      Protocol certify = Protocols.named("certify");
      score.add(device, right < 0 ? certify : certify.knowing(List.of(device.told(right))));
    }
    return score;
  }

  @Test
  @Tag("slow")
  void who_is_right_saves_trials_and_who_is_wrong_costs_some_and_no_verdicts() {
    Score nothing = score(-1);
    Score right = score(1);
    Score wrong = score(0);
    assertThat(right.meanCost()).isLessThan(0.95 * nothing.meanCost());
    assertThat(wrong.meanCost()).isGreaterThan(nothing.meanCost());
    assertThat(right.wrongPercent()).isLessThan(0.3);
    assertThat(wrong.wrongPercent()).isLessThan(0.3);
  }

  @Test
  void units_and_what_is_known_go_together() {
    Protocol both = Protocols.named("certify").knowing(List.of(DEVICE.told(1))).on(2);
    assertThat(both.elsewhere()).hasSize(1);
    assertThat(both.units()).isEqualTo(2);
    assertThat(Protocols.named("paper").knowing(List.of(DEVICE.told(1))).elsewhere()).isEmpty();
  }

  @Test
  void a_device_like_it_of_which_nothing_is_accepted_is_told() {
    Device plug = new Device("plug", "Plug", "plug", "", "", "", "");
    Nights known = DEVICE.told(1);
    assertThat(NightsElsewhere.of(plug, List.of("accepted"), of -> Optional.empty())).isEmpty();
    assertThat(
            NightsElsewhere.of(
                plug,
                List.of("accepted", "lamp", "plug"),
                of -> of.id().equals("other") ? Optional.empty() : Optional.of(known)))
        .hasSize(2);
    for (String word : List.of("other", "No such\n")) {
      assertThatThrownBy(() -> NightsElsewhere.of(plug, List.of(word), of -> Optional.empty()))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("trimunit.known=" + word + ": nothing is accepted");
    }
  }
}
