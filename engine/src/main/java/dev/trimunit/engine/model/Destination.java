// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * Host name, transport and port that a device contacts (ConPro 2020, section II): two addresses of
 * one name and port are one destination, one name on two ports is two.
 *
 * @param host a DNS name, or a bare address where there is no name
 * @param transport the protocol above IP
 * @param port 0 to 65535, or {@link #NO_PORT} where the transport has none or it is not known
 */
public record Destination(Host host, Transport transport, int port)
    implements Comparable<Destination> {
  /** Stands in for a port where there is none, as with ICMP. */
  public static final int NO_PORT = -1;

  private static final Comparator<Destination> ORDER =
      Comparator.comparing((Destination d) -> d.host instanceof IpAddress)
          .thenComparing(d -> d.host.toString())
          .thenComparing(d -> d.transport.word())
          .thenComparingInt(Destination::port);

  public Destination {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(transport, "transport");
    if (port < NO_PORT || port > 65_535) {
      throw new IllegalArgumentException("Port " + port + " of " + host + " is not 0 to 65535");
    }
    if (port != NO_PORT && !transport.hasPorts()) {
      throw new IllegalArgumentException(host + "/" + transport + " has no ports, found " + port);
    }
  }

  /** Reads the text of {@link #toString()}, for example {@code ntp.org:123/udp}. */
  public static Destination parse(String text) {
    DestinationPattern pattern = DestinationPattern.parse("=" + text);
    Transport transport = pattern.transport();
    if (transport == null) {
      throw new IllegalArgumentException("Destination '" + text + "' lacks its transport");
    }
    return new Destination(pattern.host(), transport, pattern.port());
  }

  public boolean hasPort() {
    return port != NO_PORT;
  }

  /** The pattern that covers exactly this destination. */
  public DestinationPattern exactly() {
    return new DestinationPattern(host, true, transport, port);
  }

  @Override
  public int compareTo(Destination other) {
    return ORDER.compare(this, other);
  }

  /**
   * As specs write it: {@code ntp.org:123/udp}, {@code 203.0.113.7/icmp}, {@code
   * [2001:db8::7]:443/tcp}.
   */
  @Override
  public String toString() {
    return exactly().toString().substring(1);
  }
}
