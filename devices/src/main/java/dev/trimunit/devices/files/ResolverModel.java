// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.model.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who a modelled device asks for addresses.
 *
 * @param kind how
 * @param address whom; null for the gateway and where nobody is asked
 */
public record ResolverModel(Kind kind, @Nullable IpAddress address) {
  /** Ways of getting an address. */
  public enum Kind {
    /** The gateway's resolver, as DHCP says. */
    GATEWAY,
    /** Another resolver, on port 53/udp. */
    PLAIN,
    /** A resolver inside TLS, on port 443/tcp. */
    DOH,
    /** A resolver inside TLS, on port 853/tcp. */
    DOT,
    /** Nobody: the addresses are in the firmware. */
    BUILT_IN
  }

  /**
   * Reads {@code gateway}, {@code built-in}, {@code 192.0.2.53}, {@code doh 192.0.2.53} or {@code
   * dot 192.0.2.53}.
   */
  public static ResolverModel parse(String text) {
    if (text.equals("gateway") || text.equals("built-in")) {
      return new ResolverModel(text.equals("gateway") ? Kind.GATEWAY : Kind.BUILT_IN, null);
    }
    boolean hidden = text.startsWith("doh ") || text.startsWith("dot ");
    String address = hidden ? text.substring(4).strip() : text;
    if (!IpAddress.isLiteral(address)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no resolver: write gateway, built-in, 192.0.2.53, doh 192.0.2.53 or dot"
              + " 192.0.2.53");
    }
    Kind kind = !hidden ? Kind.PLAIN : text.startsWith("doh ") ? Kind.DOH : Kind.DOT;
    return new ResolverModel(kind, IpAddress.parse(address));
  }
}
