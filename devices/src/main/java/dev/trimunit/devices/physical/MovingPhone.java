// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.physical.BenchFile.Wifi;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Vantage;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A phone that is in the LAN while its Wi-Fi is on, and outside while it is off. There is one for
 * all devices of a run. Where it is, is believed when the switch says so and, if its MAC address is
 * known, when it was heard in the LAN or has fallen silent there.
 */
final class MovingPhone {
  /** A phone that sleeps may miss one call. */
  private static final int SILENT_CALLS = 2;

  private final String name;
  private final Wifi wifi;
  private final Optional<BooleanSupplier> heard;
  private final LabClock clock;
  private @Nullable Vantage at;
  private boolean touched;
  private boolean proven;

  /**
   * @param heard whether the phone answers in the LAN when it is called, if its MAC address is
   *     known; takes a second
   */
  MovingPhone(String name, Wifi wifi, Optional<BooleanSupplier> heard, LabClock clock) {
    this.name = name;
    this.wifi = wifi;
    this.heard = heard;
    this.clock = clock;
  }

  Wifi wifi() {
    return wifi;
  }

  /**
   * Finds out whether it can be moved, once.
   *
   * @throws LabFault with what was seen instead
   */
  synchronized void prove(Outlet radio) {
    if (!proven) {
      move(Vantage.WAN, radio);
      move(Vantage.LAN, radio);
      proven = true;
    }
  }

  /** Moves it, if it is elsewhere. */
  synchronized void move(Vantage to, Outlet radio) {
    boolean on = to == Vantage.LAN;
    if (radio.asksAPerson() && at == to) {
      return;
    }
    if (radio.isOn() != on) {
      at = null;
      touched = true;
      if (on) {
        radio.switchOn();
      } else {
        radio.switchOff();
      }
    }
    if (at != to) {
      arrive(on);
      at = to;
    }
  }

  /** Moves it, if another device has used it since. */
  synchronized void back(Vantage to, Outlet radio) {
    if (at != to) {
      move(to, radio);
    }
  }

  /**
   * It must be where it was moved to; if another device has used it since, it is moved back.
   *
   * @throws LabFault if somebody else, or the phone itself, has switched it
   */
  synchronized void stay(Vantage where, Outlet radio) {
    if (at != where) {
      move(where, radio);
      return;
    }
    boolean on = where == Vantage.LAN;
    if (!radio.asksAPerson() && radio.isOn() != on) {
      at = null;
      throw new LabFault(
          "The Wi-Fi of phone '%s' is %s, and at the vantage %s it must be %s: somebody has switched it, or the phone itself (a setting such as 'turn on Wi-Fi automatically')"
              .formatted(name, on ? "off" : "on", where, on ? "on" : "off"));
    }
  }

  private void arrive(boolean on) {
    if (heard.isEmpty()) {
      if (on) {
        clock.pass(wifi.settle());
      }
      return;
    }
    Instant end = clock.now().plus(wifi.limit());
    int silent = 0;
    while (true) {
      boolean is = heard.get().getAsBoolean();
      silent = is ? 0 : silent + 1;
      if (on ? is : silent == SILENT_CALLS) {
        return;
      }
      if (!clock.now().isBefore(end)) {
        throw elsewhere(on);
      }
    }
  }

  private LabFault elsewhere(boolean on) {
    String mac = wifi.mac().map(Object::toString).orElse("");
    return new LabFault(
        on
            ? "The Wi-Fi of phone '%s' is on, and %s was not heard in the LAN within %s ('limit'): does the phone join this network, and is this the MAC address that it has here (phones make up another for each network)?"
                .formatted(name, mac, wifi.limit())
            : "The Wi-Fi of phone '%s' says that it is off, and %s is still heard in the LAN after %s ('limit'): is that another phone, or a switch of another one?"
                .formatted(name, mac, wifi.limit()));
  }

  /** Its Wi-Fi is on at the end of a run that has switched it. */
  synchronized void leave(Outlet radio) {
    if (touched && at != Vantage.LAN) {
      if (!radio.isOn()) {
        radio.switchOn();
      }
      at = Vantage.LAN;
    }
  }
}
