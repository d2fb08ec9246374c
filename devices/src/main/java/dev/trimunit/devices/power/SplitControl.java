// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import java.util.Optional;

/**
 * One control that switches and another that tells what came of it:
 *
 * <pre>
 * power:
 *   control: http
 *   preset: pdudaemon
 *   …
 *   read-back:
 *     control: snmp
 *     …
 * </pre>
 */
record SplitControl(Control switches, Control reads) implements Control {
  @Override
  public void set(boolean on, Limit limit) {
    switches.set(on, limit);
  }

  @Override
  public boolean isOn(Limit limit) {
    return reads.isOn(limit);
  }

  @Override
  public boolean asksAPerson() {
    return reads.asksAPerson();
  }

  @Override
  public String words() {
    return switches.words() + ", read back by: " + reads.words();
  }

  @Override
  public String nextAction() {
    return switches.nextAction();
  }

  @Override
  public Optional<String> refusal() {
    return switches.refusal().or(reads::refusal);
  }

  @Override
  public void close() {
    switches.close();
    reads.close();
  }
}
