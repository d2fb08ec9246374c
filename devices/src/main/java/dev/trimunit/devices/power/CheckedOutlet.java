// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.util.function.Function;

/** An outlet that is believed only when it has been read back; its faults tell no secrets. */
final class CheckedOutlet implements Outlet {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private final Control control;
  private final Duration limit;
  private final Secrets secrets;

  CheckedOutlet(Control control, Duration limit, Secrets secrets) {
    this.control = control;
    this.limit = limit;
    this.secrets = secrets;
  }

  @Override
  public void switchOn() {
    told(left -> change(true, left));
  }

  @Override
  public void switchOff() {
    told(left -> change(false, left));
  }

  @Override
  public synchronized boolean isOn() {
    return told(control::isOn);
  }

  @Override
  public boolean asksAPerson() {
    return control.asksAPerson();
  }

  @Override
  public String words() {
    return secrets.hide(control.words());
  }

  @Override
  public void close() {
    control.close();
  }

  private synchronized boolean change(boolean on, Limit left) {
    control.set(on, left);
    boolean changed = control.isOn(left) == on;
    while (!changed && !left.isOver()) {
      left.pause(PAUSE);
      changed = hasChanged(on, left);
    }
    if (!changed) {
      throw new LabFault(
          "it still says %s, %s after it was told to switch %s"
              .formatted(word(!on), left, word(on)));
    }
    return on;
  }

  /** Some relays take a moment. When time is up, the answer that was heard counts. */
  private boolean hasChanged(boolean on, Limit left) {
    try {
      return control.isOn(left) == on;
    } catch (LabFault fault) {
      if (left.isOver()) {
        return false;
      }
      throw fault;
    }
  }

  private static String word(boolean on) {
    return on ? "on" : "off";
  }

  private boolean told(Function<Limit, Boolean> work) {
    try {
      return work.apply(new Limit(limit));
    } catch (LabFault fault) {
      // Who stopped the run knows why, and has nothing to look for.
      String next =
          fault.getCause() instanceof InterruptedException ? "" : ". " + control.nextAction();
      String sentence = "%s: %s%s".formatted(control.words(), fault.getMessage(), next);
      throw secrets.free(sentence, fault.getCause());
    }
  }
}
