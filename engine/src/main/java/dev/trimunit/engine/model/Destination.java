// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host name, transport and port that a device contacts (ConPro 2020, section II): two addresses of
 * one name and port are one destination, one name on two ports is two.
 *
 * @param host a DNS name, or a bare address where there is no name
 * @param transport the protocol above IP; {@link Transport#NAME} where the device looks the name
 *     up, needs perhaps the answer, and sends nothing there
 * @param port 0 to 65535, or {@link #NO_PORT} where the transport has none or it is not known
 */
public record Destination(Host host, Transport transport, int port)
    implements Comparable<Destination> {
  /** Stands in for a port where there is none, as with ICMP. */
  public static final int NO_PORT = -1;

  private static final Pattern SYNTAX =
      Pattern.compile("(?<place>.+?)/(?<transport>ip/\\d+|[A-Za-z0-9]+)", Pattern.DOTALL);
  private static final Pattern WITH_PORT =
      Pattern.compile("(?<host>.+):(?<port>\\d{1,5})", Pattern.DOTALL);

  public Destination {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(transport, "transport");
    if (port < NO_PORT || port > 65_535) {
      throw new IllegalArgumentException("Port " + port + " of " + host + " is not 0 to 65535");
    }
    if (port != NO_PORT && !transport.hasPorts()) {
      throw new IllegalArgumentException(host + "/" + transport + " has no ports, found " + port);
    }
    requireLookedUp(host, transport);
  }

  static void requireLookedUp(Host host, @Nullable Transport transport) {
    if (!(host instanceof DnsName) && Transport.NAME.equals(transport)) {
      throw new IllegalArgumentException(
          "'%s/name' is no destination: only names are looked up; write %s".formatted(host, host));
    }
  }

  /**
   * Reads the text of {@link #toString()}, for example {@code ntp.org:123/udp}. It is read from its
   * end, as names from the network may hold any of its marks.
   *
   * @throws IllegalArgumentException with the text, if it is none
   */
  public static Destination parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Destination '" + text + "' lacks its transport, as in ntp.org:123/udp");
    }
    Transport transport = Transport.parse(matcher.group("transport"));
    String place = matcher.group("place");
    Matcher withPort = WITH_PORT.matcher(place);
    if (!transport.hasPorts() || IpAddress.isAddress(place) || !withPort.matches()) {
      return new Destination(host(place), transport, NO_PORT);
    }
    int port = Integer.parseInt(withPort.group("port"));
    return new Destination(host(withPort.group("host")), transport, port);
  }

  /**
   * Reads what a person writes, for example in a device file: as {@link #parse}, but what no host
   * name holds is taken for a slip, unless {@code =} in front says that it is meant. A star is one
   * then.
   *
   * @throws IllegalArgumentException with the text, and how to write what was meant
   */
  public static Destination written(String text) {
    if (text.startsWith("=")) {
      return parse(text.substring(1).replace("*", "\\042"));
    }
    WrittenDestination.check(text);
    Destination destination = parse(text);
    WrittenDestination.check(text, destination.host, destination.port);
    if (destination.host instanceof DnsName name && name.isFamily()) {
      throw new IllegalArgumentException(
          "'%s' is no destination: a device asks for whole names".formatted(text));
    }
    return destination;
  }

  private static Host host(String text) {
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    String inside = brackets ? text.substring(1, text.length() - 1) : "";
    return IpAddress.isLiteral(inside) ? IpAddress.parse(inside) : Host.parse(text);
  }

  public boolean hasPort() {
    return port != NO_PORT;
  }

  /** Whether the device only looks the name up. */
  public boolean isNameOnly() {
    return transport.equals(Transport.NAME);
  }

  /** Whether it is a family of names to which another destination belongs. */
  public boolean holds(Destination member) {
    return port == member.port
        && transport.equals(member.transport)
        && host instanceof DnsName family
        && member.host instanceof DnsName name
        && family.holds(name);
  }

  /** What people are told beside it; empty if it speaks for itself. */
  public String remark() {
    return isNameOnly()
        ? host
            + " is only looked up: nothing is sent there, and only the answer to its name is refused"
        : "";
  }

  /** The pattern that covers exactly this destination. */
  public DestinationPattern exactly() {
    return new DestinationPattern(host, true, transport, port);
  }

  /** Names before addresses, each by text, then transport and port. */
  @Override
  public int compareTo(Destination other) {
    int kinds = Boolean.compare(host instanceof IpAddress, other.host instanceof IpAddress);
    int hosts = kinds != 0 ? kinds : host.toString().compareTo(other.host.toString());
    int transports = hosts != 0 ? hosts : transport.word().compareTo(other.transport.word());
    return transports != 0 ? transports : Integer.compare(port, other.port);
  }

  /**
   * As specs write it: {@code ntp.org:123/udp}, {@code 203.0.113.7/icmp}, {@code
   * [2001:db8::7]:443/tcp}, {@code diag.example/name}.
   */
  @Override
  public String toString() {
    return exactly().plain();
  }
}
