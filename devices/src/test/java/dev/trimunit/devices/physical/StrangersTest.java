// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A device that makes up another MAC address is a fault of the lab. */
final class StrangersTest {
  private static final Map<IpAddress, MacAddress> VISITOR =
      Map.of(IpAddress.parse("192.0.2.9"), MacAddress.parse("02:00:5e:00:53:99"));
  private static final Map<IpAddress, MacAddress> TWO =
      Map.of(
          IpAddress.parse("192.0.2.9"),
          MacAddress.parse("02:00:5e:00:53:99"),
          IpAddress.parse("192.0.2.7"),
          MacAddress.parse("02:00:5e:00:53:77"),
          IpAddress.parse("fe80::77"),
          MacAddress.parse("02:00:5e:00:53:77"));

  private final ShelfDevice device = new ShelfDevice();
  private final Strangers strangers = new Strangers("bulb", "02:00:5e:00:53:0a", device, device);

  @Test
  void who_comes_while_the_device_is_there_is_somebody_else() {
    device.strangers = TWO;
    strangers.requireSame(VISITOR);
  }

  @Test
  void a_device_that_sleeps_while_nobody_comes_is_itself() {
    device.silent = true;
    device.strangers = VISITOR;
    strangers.requireSame(VISITOR);
    assertThat(device.passed()).isZero();
  }

  @Test
  void somebody_comes_and_the_device_is_silent() {
    device.silent = true;
    device.strangers = TWO;
    assertThatThrownBy(() -> strangers.requireSame(VISITOR))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("bulb (02:00:5e:00:53:0a) has fallen silent in this trial")
        .hasMessageContaining("02:00:5e:00:53:77 at 192.0.2.7, which no file knows");
  }

  @Test
  void a_device_that_comes_back_otherwise_after_its_power_was_cut_is_named() {
    device.strangers = VISITOR;
    HeardPower power = device.power(new Ready.Network());
    power.off();
    device.silent = true;
    device.comes = TWO;
    assertThatThrownBy(power::on)
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("nothing was heard of bulb")
        .hasMessageContaining(
            "02:00:5e:00:53:77 at 192.0.2.7, which no file knows: if that is bulb");
  }

  @Test
  void a_device_that_changes_its_address_when_it_was_just_heard_is_named_the_next_time() {
    device.strangers = VISITOR;
    HeardPower power = device.power(new Ready.Network());
    power.off();
    device.comes = TWO;
    power.on();
    power.off();
    device.silent = true;
    assertThatThrownBy(power::on)
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("02:00:5e:00:53:77 at 192.0.2.7, which no file knows");
  }
}
