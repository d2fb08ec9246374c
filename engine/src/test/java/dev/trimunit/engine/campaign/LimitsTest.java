// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.protocol.Protocols;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LimitsTest {
  private static final Size HUB = new Size("hub", 10, 3);

  private static Score sequential(World world, int devices) {
    Score score = new Score();
    for (int seed = 1; seed <= devices; seed++) {
      score.add(new ModelDevice(HUB, world, seed), Protocols.named("sequential"));
    }
    return score;
  }

  @Test
  void a_protocol_that_errs_in_outages_or_breaks_lists_is_told() {
    assertThat(Limits.missed(World.OUTAGE, HUB, "certify", sequential(World.OUTAGE, 500)))
        .singleElement()
        .asString()
        .startsWith("certify, one outage a day, hub 10,3: ")
        .endsWith(" % wrong, not <= 0.3");
    assertThat(
            Limits.missed(World.REDUNDANT, HUB, "certify-deep", sequential(World.REDUNDANT, 500)))
        .singleElement()
        .asString()
        .endsWith(" % of the lists break, not <= 1.0");
  }

  @Test
  void few_devices_and_protocols_without_limits_are_not_judged() {
    assertThat(Limits.missed(World.REDUNDANT, HUB, "certify", sequential(World.REDUNDANT, 20)))
        .isEmpty();
    assertThat(Limits.missed(World.REDUNDANT, HUB, "paper", sequential(World.REDUNDANT, 500)))
        .isEmpty();
  }
}
