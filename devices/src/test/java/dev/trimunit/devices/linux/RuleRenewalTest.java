// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.linux.LinuxGateway.Renewal;
import dev.trimunit.engine.lab.LabFault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rules that may have been out of force are told, and end the gateway. */
final class RuleRenewalTest {
  private final List<Throwable> died = new ArrayList<>();
  private long now;
  private int refusals;

  private final Renewal renewal =
      new Renewal(
          () -> {
            if (refusals-- > 0) {
              throw new LabFault("nft: no");
            }
          },
          () -> TimeUnit.SECONDS.toNanos(now),
          died::add);

  @Test
  void rules_that_are_renewed_in_time_are_in_force() {
    for (now = 0; now < 300; now += 59) {
      renewal.once();
    }
    renewal.requireInForce();
    assertThat(died).isEmpty();
  }

  @Test
  void a_failure_is_made_good_by_the_next_one() {
    refusals = 2;
    for (now = 5; now < 300; now += 15) {
      renewal.once();
    }
    renewal.requireInForce();
    assertThat(died).isEmpty();
  }

  @Test
  void what_was_renewed_too_late_is_told_and_stays_so() {
    now = 70;
    assertThatThrownBy(renewal::requireInForce)
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("did not renew its rules for 70 s");
    renewal.once();
    assertThat(died).hasSize(1);
    now = 71;
    renewal.once();
    assertThatThrownBy(renewal::requireInForce).isInstanceOf(LabFault.class);
  }

  @Test
  void a_kernel_that_refuses_ends_it_when_the_rules_are_out_of_force() {
    refusals = 100;
    now = 55;
    renewal.once();
    assertThatCode(renewal::requireInForce).doesNotThrowAnyException();
    assertThat(died).isEmpty();
    now = 60;
    renewal.once();
    assertThat(died).singleElement().extracting(Throwable::getMessage).isEqualTo("nft: no");
  }
}
