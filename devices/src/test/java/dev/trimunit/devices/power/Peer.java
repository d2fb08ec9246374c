// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.devices.files.Section;
import dev.trimunit.devices.files.YamlText;
import java.util.Map;

/** What is behind an outlet of a contract test, and how it can go wrong. */
abstract class Peer implements AutoCloseable {
  /** What {@code ${SECRET}} in its {@link #yaml} is. */
  static final String SECRET = "Tr0ub4dor+3";

  /** Its power control as a bench file has it. */
  abstract String yaml();

  /** What a fault must name, so that people find it: an address, a command. */
  abstract String name();

  /** Whether it gives supply. */
  abstract boolean isOn();

  /** Somebody else switches it. */
  abstract void isSwitched(boolean on);

  /** From now on it says "OK" and does nothing. */
  abstract void lies();

  /** From now on it answers something else, with the secret in it if it knows one. */
  abstract void talksNonsense();

  /** From now on it is not there. */
  abstract void vanishes();

  /** The outlet; it may take so long. */
  Outlet openFor(String limit) {
    return open(yaml() + "limit: " + limit + "\n");
  }

  Outlet open() {
    return openFor("30 s");
  }

  static Outlet open(String yaml) {
    Section power = YamlText.read("labs/physical.yaml", yaml);
    Outlet outlet =
        new Outlets(Secrets.of(Map.of("SECRET", SECRET, "SHORT", "short", "OTHER", "another one")))
            .open("the bulb", power);
    power.done();
    return outlet;
  }

  @Override
  public void close() {}
}
