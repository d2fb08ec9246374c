// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a spec blocks: {@code ntp.org} is that name and everything below it on every port, {@code
 * ntp.org:123/udp} one port, {@code =api.example.com} exactly that name, {@code 203.0.113.7} and
 * {@code 203.0.113.7/icmp} an address, {@code shard*.example.com} a family of names and what lies
 * below them, {@code diag.example/name} the answer to a name and nothing else.
 *
 * @param host the name or address
 * @param exact whether names below {@code host} are left out
 * @param transport the transport, or null for every one
 * @param port the port, or {@link Destination#NO_PORT} for every one
 */
public record DestinationPattern(Host host, boolean exact, @Nullable Transport transport, int port)
    implements Comparable<DestinationPattern> {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<exact>=)?(\\[(?<v6>[^]]+)]|(?<host>[^:/\\[\\]]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*))"
              + "(:(?<port>\\d{1,5}))?(/(?<transport>.+))?");

  public DestinationPattern {
    Objects.requireNonNull(host, "host");
    Destination.requireLookedUp(host, transport);
    if (port != Destination.NO_PORT) {
      Transport portsOf = transport == null ? Transport.TCP : transport;
      Destination checked = new Destination(host, portsOf, port);
      port = checked.port();
    }
  }

  /**
   * Reads the syntax of specs. Behind {@code =} a name may hold any character that a packet can;
   * without it, what no host name holds is taken for a slip.
   *
   * @throws IllegalArgumentException with the text, and how to write what was meant
   */
  public static DestinationPattern parse(String text) {
    if (text.startsWith("=")) {
      return read(text);
    }
    WrittenDestination.check(text);
    DestinationPattern pattern = read(text);
    WrittenDestination.check(text, pattern.host, pattern.port);
    return pattern;
  }

  private static DestinationPattern read(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no destination: write ntp.org, ntp.org:123/udp, =api.example.com,"
              + " 203.0.113.7/icmp or [2001:db8::7]:443/tcp");
    }
    String v6 = matcher.group("v6");
    Host host = v6 != null ? IpAddress.parse(v6) : Host.parse(matcher.group("host"));
    String transport = matcher.group("transport");
    String port = matcher.group("port");
    return new DestinationPattern(
        host,
        matcher.group("exact") != null,
        transport == null ? null : Transport.parse(transport),
        port == null ? Destination.NO_PORT : Integer.parseInt(port));
  }

  /**
   * Whether blocking this blocks {@code destination}. A family of names that was seen ({@code
   * =shard*.example.com}) is one destination: it covers itself, and its members only at the gateway
   * ({@link #coversHost}), which knows those that are destinations of their own.
   */
  public boolean covers(Destination destination) {
    return (isSeenFamily() ? host.equals(destination.host()) : coversHost(destination.host()))
        && (transport == null || transport.covers(destination.transport()))
        && (port == Destination.NO_PORT || port == destination.port());
  }

  /** Whether it is a family of names as a campaign found it. */
  public boolean isSeenFamily() {
    return exact && host instanceof DnsName name && name.isFamily();
  }

  /** Whether every name and address below this pattern's host includes {@code other}. */
  public boolean coversHost(Host other) {
    if (!(host instanceof DnsName ancestor) || !(other instanceof DnsName name)) {
      return host.equals(other);
    }
    return exact ? name.equals(ancestor) || ancestor.holds(name) : name.isAtOrBelow(ancestor);
  }

  /** Whether it refuses by the answer to a name, and no packet. */
  public boolean isNameOnly() {
    return Transport.NAME.equals(transport);
  }

  /** Whether it covers every transport and port of its host. */
  public boolean coversEveryPort() {
    return transport == null && port == Destination.NO_PORT;
  }

  /** By text; by their parts where names from the network make two of one text. */
  @Override
  public int compareTo(DestinationPattern other) {
    int texts = toString().compareTo(other.toString());
    int hosts = texts != 0 ? texts : host.toString().compareTo(other.host.toString());
    int ports = hosts != 0 ? hosts : Integer.compare(port, other.port);
    return ports != 0 ? ports : Boolean.compare(exact, other.exact);
  }

  /** As specs write it. Names from the network may make a text that cannot be read back. */
  @Override
  public String toString() {
    return (exact ? "=" : "") + plain();
  }

  /** As people read it, without the mark of an exact name. */
  public String plain() {
    boolean brackets =
        port != Destination.NO_PORT && host instanceof IpAddress address && address.isIpv6();
    return (brackets ? "[" + host + "]" : host.toString())
        + (port == Destination.NO_PORT ? "" : ":" + port)
        + (transport == null ? "" : "/" + transport);
  }
}
