// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.physical.BenchFile.Wifi;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** One phone at two vantages: what its Wi-Fi says, and what is heard in the LAN. */
final class MovingPhoneTest {
  private static final MacAddress MAC = MacAddress.parse("02:00:5e:00:53:44");

  private final Radio radio = new Radio();
  private final Time time = new Time();

  /** A switch that does as it is told, unless it is stuck. */
  private static final class Radio implements Outlet {
    final List<String> done = new ArrayList<>();
    boolean on = true;
    boolean person;

    @Override
    public void switchOn() {
      done.add("on");
      on = true;
    }

    @Override
    public void switchOff() {
      done.add("off");
      on = false;
    }

    @Override
    public boolean isOn() {
      if (person) {
        done.add("asked");
      }
      return on;
    }

    @Override
    public boolean asksAPerson() {
      return person;
    }

    @Override
    public String words() {
      return "a switch";
    }

    @Override
    public void close() {}
  }

  private static final class Time implements LabClock {
    Instant now = Instant.EPOCH;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void pass(Duration time) {
      now = now.plus(time);
    }
  }

  /** A phone that is heard until so long after its radio went off, and again after it went on. */
  private BooleanSupplier heard(int callsUntilOff, int callsUntilOn) {
    int[] calls = {0};
    boolean[] last = {true};
    return () -> {
      time.pass(Duration.ofSeconds(1));
      calls[0] = last[0] == radio.on ? calls[0] + 1 : 1;
      last[0] = radio.on;
      return radio.on ? calls[0] > callsUntilOn : calls[0] <= callsUntilOff;
    };
  }

  private MovingPhone phone(Optional<BooleanSupplier> heard) {
    Wifi wifi =
        new Wifi(
            Optional.empty(),
            heard.map(known -> MAC),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
    return new MovingPhone("pixel", wifi, heard, time);
  }

  @Test
  void it_is_switched_only_when_it_must_be_elsewhere() {
    MovingPhone phone = phone(Optional.of(heard(3, 5)));
    phone.move(Vantage.LAN, radio);
    phone.move(Vantage.LAN, radio);
    assertThat(radio.done).isEmpty();
    phone.move(Vantage.WAN, radio);
    phone.stay(Vantage.WAN, radio);
    phone.move(Vantage.WAN, radio);
    phone.move(Vantage.LAN, radio);
    assertThat(radio.done).containsExactly("off", "on");
  }

  @Test
  void at_wan_it_must_have_fallen_silent_in_the_lan() {
    MovingPhone phone = phone(Optional.of(heard(1000, 0)));
    assertThatThrownBy(() -> phone.move(Vantage.WAN, radio))
        .isInstanceOf(LabFault.class)
        .hasMessage(
            "The Wi-Fi of phone 'pixel' says that it is off, and 02:00:5e:00:53:44 is still heard in the LAN after PT30S ('limit'): is that another phone, or a switch of another one?");
  }

  @Test
  void in_the_lan_it_must_be_heard() {
    MovingPhone phone = phone(Optional.of(heard(0, 1000)));
    assertThatThrownBy(() -> phone.move(Vantage.LAN, radio))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("02:00:5e:00:53:44 was not heard in the LAN within PT30S")
        .hasMessageContaining("phones make up another for each network");
  }

  @Test
  void a_phone_whose_address_nobody_knows_is_given_time_to_join() {
    MovingPhone phone = phone(Optional.empty());
    phone.move(Vantage.WAN, radio);
    assertThat(time.now).isEqualTo(Instant.EPOCH);
    phone.move(Vantage.LAN, radio);
    assertThat(time.now).isEqualTo(Instant.EPOCH.plusSeconds(10));
    phone.move(Vantage.LAN, radio);
    assertThat(time.now).isEqualTo(Instant.EPOCH.plusSeconds(10));
  }

  @Test
  void a_phone_that_switches_itself_is_a_fault_and_is_moved_again() {
    MovingPhone phone = phone(Optional.empty());
    phone.move(Vantage.WAN, radio);
    radio.on = true;
    assertThatThrownBy(() -> phone.stay(Vantage.WAN, radio))
        .isInstanceOf(LabFault.class)
        .hasMessageStartingWith(
            "The Wi-Fi of phone 'pixel' is on, and at the vantage WAN it must be off: ");
    phone.move(Vantage.WAN, radio);
    assertThat(radio.done).containsExactly("off", "off");
  }

  @Test
  void one_that_another_device_has_moved_is_moved_back() {
    MovingPhone phone = phone(Optional.empty());
    phone.move(Vantage.LAN, radio);
    phone.move(Vantage.WAN, radio);
    phone.stay(Vantage.LAN, radio);
    assertThat(radio.done).containsExactly("off", "on");
  }

  @Test
  void it_is_proven_once_and_left_with_its_wifi_on() {
    MovingPhone phone = phone(Optional.of(heard(0, 0)));
    phone.prove(radio);
    phone.prove(radio);
    assertThat(radio.done).containsExactly("off", "on");
    phone.leave(radio);
    assertThat(radio.done).containsExactly("off", "on");
    phone.move(Vantage.WAN, radio);
    phone.leave(radio);
    phone.leave(radio);
    assertThat(radio.done).containsExactly("off", "on", "off", "on");
  }

  @Test
  void one_that_no_trial_has_touched_is_left_alone() {
    radio.on = false;
    phone(Optional.empty()).leave(radio);
    assertThat(radio.done).isEmpty();
  }

  @Test
  void a_person_is_asked_only_when_the_phone_must_be_elsewhere() {
    radio.person = true;
    MovingPhone phone = phone(Optional.empty());
    phone.move(Vantage.WAN, radio);
    phone.move(Vantage.WAN, radio);
    phone.stay(Vantage.WAN, radio);
    assertThat(radio.done).containsExactly("asked", "off");
  }
}
