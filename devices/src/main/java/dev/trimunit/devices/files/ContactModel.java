// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.Transport;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a modelled device contacts.
 *
 * @param id what the file calls it
 * @param host a name, or a built-in address
 * @param changes whether the last number in its name goes up at each boot
 * @param transport the protocol above IP
 * @param port the port, or {@link dev.trimunit.engine.model.Destination#NO_PORT}
 * @param protocol what is spoken
 * @param timing when, of the device's own accord
 * @param volume how much
 * @param resolution how the name becomes an address
 * @param persistence what happens when it fails
 */
public record ContactModel(
    String id,
    Host host,
    boolean changes,
    Transport transport,
    int port,
    AppProtocol protocol,
    Timing timing,
    Volume volume,
    Resolution resolution,
    Persistence persistence) {

  /** How many names a contact has that changes; then they begin again. */
  public static final int NAMES = 1_000;

  private static final Pattern LAST_NUMBER = Pattern.compile("(.*?)(\\d{1,9})(\\D*)");

  /** Whether a name has a number that can go up. */
  static boolean isNumbered(Host host) {
    return host instanceof DnsName name && LAST_NUMBER.matcher(name.text()).matches();
  }

  /** The contact as it is after so many boots. */
  public ContactModel at(int boots) {
    return changes
        ? new ContactModel(
            id,
            renumbered(boots % NAMES),
            true,
            transport,
            port,
            protocol,
            timing,
            volume,
            resolution,
            persistence)
        : this;
  }

  private Host renumbered(int more) {
    Matcher parts = LAST_NUMBER.matcher(host.toString());
    if (!parts.matches()) {
      throw new IllegalStateException(host + " has no number");
    }
    String digits = parts.group(2);
    String number = String.valueOf(Integer.parseInt(digits) + more);
    String zeros = "0".repeat(Math.max(0, digits.length() - number.length()));
    return DnsName.of(parts.group(1) + zeros + number + parts.group(3));
  }

  /** What is spoken to a destination. */
  public enum AppProtocol {
    TLS,
    HTTP,
    NTP,
    PING,
    /** Octets that mean nothing. */
    DATA
  }

  /** The addresses that a device asks for. */
  public enum Family {
    IPV4,
    IPV6,
    /** IPv6 first, IPv4 if there is none. */
    EITHER
  }

  /** How long a device believes an answer. */
  public enum Cache {
    /** As long as the answer says. */
    TTL,
    /** Until it loses power. */
    BOOT,
    /** For ever; it survives the loss of power. */
    FOREVER
  }

  /**
   * How a name becomes an address.
   *
   * @param resolvers who is asked, the next one only when one refuses
   * @param family which addresses are asked for
   * @param cache how long the answer is believed
   */
  public record Resolution(List<ResolverModel> resolvers, Family family, Cache cache) {
    public Resolution {
      resolvers = List.copyOf(resolvers);
    }
  }
}
