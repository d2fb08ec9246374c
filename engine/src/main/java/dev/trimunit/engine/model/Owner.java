// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/**
 * To whom a destination belongs, as far as its name tells; {@link Party} says what that is to a
 * device.
 *
 * @param domain the part of its name that somebody registered; the whole host where that cannot be
 *     told
 * @param organisation who runs it; empty if not known
 */
public record Owner(String domain, String organisation) {
  /** Nothing is known but the host. */
  public static Owner unknown(Destination destination) {
    return new Owner(destination.host().toString(), "");
  }
}
