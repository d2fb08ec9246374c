// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.power.Outlet;

/** An outlet of which somebody beside the run knows when it is switched, and who switched it. */
final class KeptOutlet implements Outlet {
  private final Outlet outlet;
  private final Runnable begins;
  private final Runnable ends;
  private volatile boolean cut;

  /**
   * @param begins is told before the outlet is, and may refuse
   * @param ends is told when the outlet has done it, or has not
   */
  KeptOutlet(Outlet outlet, Runnable begins, Runnable ends) {
    this.outlet = outlet;
    this.begins = begins;
    this.ends = ends;
  }

  /** Whether the run took the supply away and has not given it back since. */
  boolean isCut() {
    return cut;
  }

  @Override
  public void switchOn() {
    begins.run();
    try {
      outlet.switchOn();
      cut = false;
    } finally {
      ends.run();
    }
  }

  @Override
  public void switchOff() {
    begins.run();
    try {
      outlet.switchOff();
      cut = true;
    } finally {
      ends.run();
    }
  }

  /** It is on, whoever did it. */
  void isOnAgain() {
    cut = false;
  }

  @Override
  public boolean isOn() {
    return outlet.isOn();
  }

  @Override
  public boolean asksAPerson() {
    return outlet.asksAPerson();
  }

  @Override
  public String words() {
    return outlet.words();
  }

  @Override
  public void close() {
    outlet.close();
  }
}
