// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.SimulatedApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A bulb's app that does what it is told, for tests. */
final class BulbApp implements SimulatedApp {
  volatile boolean on;
  volatile boolean broken;
  volatile String label = "Power";
  volatile Duration delay = Duration.ZERO;
  volatile Element extra;
  volatile int starts;

  @Override
  public void start() {
    starts++;
  }

  @Override
  public Screen screen() {
    List<Element> elements = new ArrayList<>(List.of(Element.lamp("Bulb", on, 80), Element.toggle(label, on)));
    if (extra != null) {
      elements.add(extra);
    }
    return new Screen("Kasa-like", elements);
  }

  @Override
  public void tap(String tapped) {
    if (broken) {
      throw new IllegalStateException("the model broke");
    }
    long end = System.nanoTime() + delay.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    on = !on;
  }

  @Override
  public void stop() {}
}
