// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/** The party at the other end: a DNS name, or a bare address where there is no name. */
public sealed interface Host permits DnsName, IpAddress {

  /**
   * Reads what a spec or a file calls a host.
   *
   * @throws IllegalArgumentException with the text, if it is neither a DNS name nor an address
   */
  static Host parse(String text) {
    return IpAddress.isLiteral(text) ? IpAddress.parse(text) : DnsName.of(text);
  }
}
