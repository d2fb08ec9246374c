// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.Transport;
import java.util.List;
import java.util.Optional;

/**
 * Something that a modelled device contacts.
 *
 * @param id what the file calls it
 * @param host a name, or a built-in address; the name of the first boot, if it changes
 * @param names what it is called, if that changes at each boot
 * @param transport the protocol above IP
 * @param port the port, or {@link dev.trimunit.engine.model.Destination#NO_PORT}
 * @param protocol what is spoken
 * @param timing when, of the device's own accord
 * @param volume how much
 * @param resolution how the name becomes an address
 * @param persistence what happens when it fails
 * @param timeUse what it has to do with the time
 * @param purpose what it is for, if the file says so
 */
@BuiltByName
public record ContactModel(
    String id,
    Host host,
    Optional<NameAtBoot> names,
    Transport transport,
    int port,
    AppProtocol protocol,
    Timing timing,
    Volume volume,
    Resolution resolution,
    Persistence persistence,
    LifeModel.TimeUse timeUse,
    Optional<Purpose> purpose) {

  /** The contact as it is after so many boots. */
  public ContactModel at(int boots) {
    return names
        .map(
            name ->
                new ContactModel(
                    id,
                    name.after(boots),
                    names,
                    transport,
                    port,
                    protocol,
                    timing,
                    volume,
                    resolution,
                    persistence,
                    timeUse,
                    purpose))
        .orElse(this);
  }

  /** What is spoken to a destination. */
  public enum AppProtocol {
    TLS,
    HTTP,
    NTP,
    PING,
    /** Octets that mean nothing. */
    DATA,
    /** Nothing: the name is looked up. */
    LOOKUP
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
