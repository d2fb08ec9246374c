// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/**
 * To whom a destination belongs, as far as that is known; {@link Party} says what that is to a
 * device.
 *
 * @param domain the part of its name that somebody registered; the whole host where that cannot be
 *     told
 * @param organisation who runs it; empty if not known. May come from a registry: text of the
 *     network
 * @param reason how party and organisation are known, in words; may be empty
 */
public record Owner(String domain, String organisation, String reason) {
  /** Nothing is known but the host. */
  public static Owner unknown(Destination destination) {
    return new Owner(destination.host().toString(), "", "");
  }

  /** The same with one more reason. */
  public Owner and(String organisationNow, String more) {
    return new Owner(domain, organisationNow, reason.isEmpty() ? more : reason + "; " + more);
  }
}
