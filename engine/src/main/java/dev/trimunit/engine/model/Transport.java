// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Locale;
import java.util.Map;

/**
 * The protocol above IP; or none, where a device only looks a name up.
 *
 * @param word {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, {@code sctp}, {@code ip/N}
 *     for IANA protocol number N, or {@code name}
 */
public record Transport(String word) {
  public static final Transport TCP = new Transport("tcp");
  public static final Transport UDP = new Transport("udp");
  public static final Transport ICMP = new Transport("icmp");
  public static final Transport ICMPV6 = new Transport("icmpv6");
  public static final Transport SCTP = new Transport("sctp");

  /** Nothing is sent: the name is looked up, and that is all. */
  public static final Transport NAME = new Transport("name");

  private static final Map<Integer, Transport> BY_NUMBER =
      Map.of(1, ICMP, 6, TCP, 17, UDP, 58, ICMPV6, 132, SCTP);

  public Transport {
    if (!word.matches("tcp|udp|icmp|icmpv6|sctp|name|ip/(25[0-5]|2[0-4]\\d|1?\\d?\\d)")) {
      throw new IllegalArgumentException(
          "Unknown transport '"
              + word
              + "': write tcp, udp, icmp, icmpv6, sctp, ip/N (0 to 255), or name for a name"
              + " that is only looked up");
    }
  }

  /** Reads a word in any case. */
  public static Transport parse(String word) {
    return new Transport(word.toLowerCase(Locale.ROOT));
  }

  /** The transport with an IANA protocol number, 0 to 255. */
  public static Transport ofProtocol(int number) {
    Transport known = BY_NUMBER.get(number);
    return known != null ? known : new Transport("ip/" + number);
  }

  /** Whether destinations of this transport are told apart by port. */
  public boolean hasPorts() {
    return switch (word) {
      case "tcp", "udp", "sctp" -> true;
      default -> false;
    };
  }

  /**
   * Whether a block of this transport blocks {@code other}: {@code icmp} means both families, and
   * without an answer to its name nothing is sent to a host.
   */
  public boolean covers(Transport other) {
    return equals(other) || equals(NAME) || (equals(ICMP) && other.equals(ICMPV6));
  }

  @Override
  public String toString() {
    return word;
  }
}
