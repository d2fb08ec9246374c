// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A device with its outlet, its frames and the time, that does what a test says. */
class ShelfDevice implements Outlet, Ear, LabClock {
  final List<String> done = new ArrayList<>();

  /** The outlet that it is really plugged into; itself, or another one. */
  boolean pluggedElsewhere;

  /** How long it goes on to be heard without supply. */
  Duration charge = Duration.ZERO;

  /** When it asks for an address, from the moment that it has supply. */
  Duration boot = Duration.ofSeconds(5);

  /** Whether its frames are heard at all. */
  boolean silent;

  boolean deaf;

  /** Who else is there that no file knows. */
  Map<IpAddress, MacAddress> strangers = Map.of();

  /** The same from the next moment. */
  @Nullable Map<IpAddress, MacAddress> comes;

  private boolean on = true;
  private Duration time = Duration.ZERO;
  private Duration switched = Duration.ZERO;
  private long frames;
  private long requests;

  @Override
  public void switchOn() {
    change(true);
  }

  @Override
  public void switchOff() {
    change(false);
  }

  private void change(boolean wanted) {
    done.add(wanted ? "on" : "off");
    if (on != wanted) {
      on = wanted;
      switched = time;
    }
  }

  @Override
  public boolean isOn() {
    return on;
  }

  @Override
  public boolean asksAPerson() {
    return false;
  }

  @Override
  public String words() {
    return "plug 7";
  }

  @Override
  public void close() {}

  private boolean isAlive() {
    Duration since = time.minus(switched);
    return !silent
        && (pluggedElsewhere
            || (on
                ? since.compareTo(boot) >= 0 || switched.isZero()
                : since.compareTo(charge) < 0));
  }

  @Override
  public Heard heard() {
    if (deaf) {
      throw new LabFault("the ear had ended");
    }
    return new Heard(frames, requests, 0);
  }

  @Override
  public void call() {
    frames += isAlive() ? 1 : 0;
  }

  @Override
  public Set<IpAddress> addresses() {
    return Set.of();
  }

  @Override
  public Map<IpAddress, MacAddress> strangers() {
    return strangers;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plus(time);
  }

  @Override
  public void pass(Duration duration) {
    boolean before = isAlive();
    time = time.plus(duration);
    strangers = comes == null ? strangers : comes;
    if (!before && isAlive() && on) {
      frames++;
      requests++;
    }
  }

  Duration passed() {
    return time;
  }

  HeardPower power(Ready ready) {
    HeardPower.Supplied supplied =
        new HeardPower.Supplied(
            "bulb", "02:00:5e:00:53:0a", Duration.ofSeconds(20), Duration.ofSeconds(60));
    KeptOutlet outlet = new KeptOutlet(this, () -> {}, () -> {});
    return new HeardPower(supplied, outlet, this, this, new Readiness(ready, this, this));
  }
}
