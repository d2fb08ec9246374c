// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.servername;

/**
 * What the first octets of a client told.
 *
 * @param protocol the protocol that it speaks, or empty
 * @param name the server name that it shows, or empty
 * @param incomplete whether more octets may tell more
 */
public record Sighting(String protocol, String name, boolean incomplete) {
  public static final Sighting NOTHING = new Sighting("", "", false);

  static Sighting of(String protocol) {
    return new Sighting(protocol, "", false);
  }

  static Sighting more(String protocol) {
    return new Sighting(protocol, "", true);
  }

  static Sighting named(String protocol, String name) {
    return new Sighting(protocol, name, false);
  }
}
