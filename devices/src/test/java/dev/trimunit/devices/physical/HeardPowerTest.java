// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Host;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a plug says is believed by what is heard. */
final class HeardPowerTest {
  private final ShelfDevice device = new ShelfDevice();
  private final HeardPower power = device.power(new Ready.Network());

  @Test
  void off_is_a_device_that_fell_silent() {
    device.charge = Duration.ofSeconds(8);
    power.off();
    assertThat(device.passed()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
  }

  @Test
  void a_device_that_goes_on_talking_is_plugged_in_somewhere_else() {
    device.pluggedElsewhere = true;
    assertThatThrownBy(power::off)
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("plug 7 says that it is off, but bulb (02:00:5e:00:53:0a) was heard")
        .hasMessageContaining("is it plugged in there?");
  }

  @Test
  void nothing_is_switched_by_who_cannot_hear() {
    device.deaf = true;
    assertThatThrownBy(power::off).isInstanceOf(LabFault.class).hasMessage("the ear had ended");
    assertThat(device.done).isEmpty();
  }

  @Test
  void on_is_a_device_that_was_seen_to_be_ready() {
    power.off();
    Duration off = device.passed();
    device.boot = Duration.ofSeconds(12);
    power.on();
    assertThat(device.passed().minus(off))
        .isBetween(Duration.ofSeconds(12), Duration.ofMillis(12_400));
  }

  @Test
  void how_long_it_took_is_told() {
    assertThat(power.learnt()).isEmpty();
    for (int seconds : new int[] {12, 7}) {
      power.off();
      device.boot = Duration.ofSeconds(seconds);
      power.on();
    }
    assertThat(power.learnt())
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .matches(
                        "In 2 power-cycles it was ready after 12\\.\\d s at the latest; 'start-up' allows 60\\.0 s"));
  }

  @Test
  void a_device_that_is_never_heard_is_a_fault_and_no_failure_of_the_device() {
    power.off();
    device.silent = true;
    assertThatThrownBy(power::on)
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("nothing was heard of bulb (02:00:5e:00:53:0a) in 60 s")
        .hasMessageContaining("is the MAC address right?");
  }

  @Test
  void a_device_that_is_heard_and_never_ready_is_used_because_it_may_lack_what_is_blocked() {
    HeardPower waiting = device.power(new Ready.Contact(Host.parse("cloud.vendor.test")));
    waiting.off();
    Duration off = device.passed();
    waiting.on();
    assertThat(device.passed().minus(off)).isGreaterThan(Duration.ofSeconds(60));
  }

  @Test
  void one_that_has_power_already_need_only_be_heard() {
    power.on();
    assertThat(device.passed()).isLessThan(Duration.ofSeconds(1));
    assertThat(device.done).containsExactly("on");
  }

  @Test
  void what_was_switched_on_meanwhile_is_no_power_cycle() {
    power.off();
    device.switchOn();
    assertThatThrownBy(power::on)
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("plug 7 was switched off for this trial and is on now");
    power.on();
  }

  @Test
  void what_is_on_at_the_end_is_a_device_that_is_heard_and_not_what_its_plug_says() {
    power.requireBack();
    assertThat(device.passed()).isLessThan(Duration.ofSeconds(1));
    device.silent = true;
    assertThatThrownBy(power::requireBack)
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("plug 7 says that it is on, but nothing was heard of bulb");
    assertThat(device.passed()).isGreaterThan(Duration.ofSeconds(60));
  }
}
