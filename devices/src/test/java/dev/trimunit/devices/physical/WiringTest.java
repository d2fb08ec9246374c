// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.physical.Wiring.Plugged;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.PowerControl;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two devices and their plugs, in every way in which cables can go. */
final class WiringTest {
  /** Which devices each plug really supplies. */
  private final Map<String, Set<String>> cables = new HashMap<>();

  private final Set<String> dark = new TreeSet<>();

  /** Who misses the next call, although it has power. */
  private final Set<String> sleepy = new TreeSet<>();

  private Wiring wiring(String... used) {
    return new Wiring(
        ids -> {
          Set<String> answering = new LinkedHashSet<>(ids);
          answering.removeAll(dark);
          answering.removeAll(sleepy);
          sleepy.clear();
          return answering;
        },
        Set.of("bulb", "kettle"),
        Set.of(used));
  }

  private Plugged device(String id) {
    ShelfDevice device =
        new ShelfDevice() {
          @Override
          public void switchOn() {
            super.switchOn();
            dark.removeAll(cables.getOrDefault(id, Set.of()));
          }

          @Override
          public void switchOff() {
            super.switchOff();
            dark.addAll(cables.getOrDefault(id, Set.of()));
          }
        };
    device.pluggedElsewhere = !cables.getOrDefault(id, Set.of()).contains(id);
    return new Plugged(id, device, device.power(new Ready.Network()));
  }

  private void plugged(String outlet, String... devices) {
    cables.put(outlet, Set.of(devices));
  }

  @Test
  void its_own_plug_silences_a_device_and_nobody_else() {
    plugged("bulb", "bulb");
    assertThatCode(() -> wiring().prove(device("bulb"))).doesNotThrowAnyException();
    assertThat(dark).isEmpty();
  }

  @Test
  void swapped_plugs_are_told_with_who_fell_silent_and_power_is_restored() {
    plugged("bulb", "kettle");
    assertThatThrownBy(() -> wiring().prove(device("bulb")))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("plug 7 says that it is off, but bulb (02:00:5e:00:53:0a) was heard")
        .hasMessageContaining("But kettle fell silent: the plugs are mixed up");
    assertThat(dark).isEmpty();
  }

  @Test
  void a_device_that_comes_up_instead_is_told() {
    plugged("bulb", "kettle");
    dark.add("kettle");
    Plugged bulb = device("bulb");
    ((ShelfDevice) bulb.outlet()).silent = true;
    assertThatThrownBy(() -> wiring().prove(bulb))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("nothing was heard of bulb (02:00:5e:00:53:0a) in 60 s")
        .hasMessageContaining("But kettle came up: the plugs are mixed up");
  }

  @Test
  void a_plug_that_supplies_nobody_is_told_without_guessing() {
    plugged("bulb");
    assertThatThrownBy(() -> wiring().prove(device("bulb")))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("is it plugged in there?")
        .message()
        .doesNotContain("kettle");
  }

  @Test
  void a_plug_that_supplies_two_devices_would_spoil_the_trials_of_one() {
    plugged("bulb", "bulb", "kettle");
    assertThatThrownBy(() -> wiring().prove(device("bulb")))
        .isInstanceOf(LabFault.class)
        .hasMessage(
            "plug 7 cuts the supply of bulb, and kettle fell silent with it: give each a plug of its own");
    assertThat(dark).isEmpty();
    assertThatCode(() -> wiring("bulb").prove(device("bulb"))).doesNotThrowAnyException();
  }

  @Test
  void one_call_that_is_missed_is_no_silence() {
    plugged("bulb", "bulb");
    Wiring wiring = wiring();
    ShelfDevice shelf = new ShelfDevice();
    Plugged device =
        new Plugged(
            "bulb",
            shelf,
            wiring.guarded(
                new PowerControl() {
                  @Override
                  public void off() {
                    shelf.switchOff();
                    sleepy.add("kettle");
                  }

                  @Override
                  public void on() {
                    shelf.switchOn();
                  }
                }));
    assertThatCode(() -> wiring.prove(device)).doesNotThrowAnyException();
  }
}
