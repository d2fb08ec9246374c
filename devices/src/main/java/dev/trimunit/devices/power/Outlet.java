// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

/**
 * What a device gets its supply from. Each call asks the thing itself: what could not be switched,
 * or where nobody can tell, is a {@link dev.trimunit.engine.lab.LabFault}.
 */
public interface Outlet extends AutoCloseable {
  /** Gives supply; returns when the outlet says that it does. */
  void switchOn();

  /** Takes it away; returns when the outlet says that it has. */
  void switchOff();

  /** What the outlet says about itself now. */
  boolean isOn();

  /** Whether a person is asked; then nobody is who is only looking. */
  boolean asksAPerson();

  /** For reports and messages, without secrets: {@code Kasa at 192.0.2.20, child 1}. */
  String words();

  /** Gives up whatever connection there is; the supply stays as it is. */
  @Override
  void close();
}
