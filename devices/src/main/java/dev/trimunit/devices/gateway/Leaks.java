// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Transport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a capture shows of blocked destinations, and how they got around the gateway's resolver. A
 * flow belongs to a blocked name if an answer in the capture names it, if the resolver once handed
 * its address to the device for that name, or if it says the name itself, as TLS and HTTP do.
 */
public final class Leaks {
  private static final int DNS_PORT = 53;
  private static final int TLS_PORT = 853;
  private static final Set<String> RESOLVER_LABELS = Set.of("dns", "doh", "one", "resolver");
  private final List<Observation> observations;
  private final AddressBook book;
  private final BlockPlan plan;

  /** To learn from, where nothing is blocked. */
  public Leaks(List<Observation> observations, AddressBook book) {
    this(observations, book, BlockPlan.open());
  }

  /**
   * @param plan what is blocked, which says what its patterns mean
   */
  public Leaks(List<Observation> observations, AddressBook book, BlockPlan plan) {
    this.observations = observations;
    this.book = book;
    this.plan = plan;
  }

  /** Packets in both directions, refused ones included. */
  public long packets(DestinationPattern pattern) {
    return observations.stream()
        .filter(o -> concerns(pattern, o))
        .mapToLong(Observation::packets)
        .sum();
  }

  /** The remote ends that stand for a pattern, as far as the capture and the book can tell. */
  public Set<IpAddress> addresses(DestinationPattern pattern) {
    Set<IpAddress> addresses = new TreeSet<>();
    observations.stream()
        .filter(o -> concerns(pattern, o))
        .forEach(o -> addresses.addAll(o.addresses()));
    return addresses;
  }

  /** How the device got there; meaningful only if it did. */
  public String bypass(DestinationPattern pattern) {
    return observations.stream()
        .filter(o -> concerns(pattern, o))
        .findFirst()
        .map(o -> bypass(pattern, o))
        .orElse("");
  }

  /** Keeps the addresses that the capture gives away for names, for strong blocks. */
  public void learn() {
    for (Observation observation : observations) {
      if (observation.destination().host() instanceof DnsName name) {
        observation.addresses().forEach(address -> book.learn(name, address));
      }
      observation.serverNames().stream()
          .flatMap(name -> hostName(name).stream())
          .forEach(name -> observation.addresses().forEach(a -> book.learn(name, a)));
    }
  }

  private boolean concerns(DestinationPattern pattern, Observation observation) {
    Destination destination = observation.destination();
    if (pattern.isNameOnly()) {
      return false; // It refuses no packet, so none passes it by.
    }
    if (pattern.covers(destination) || isMember(pattern, destination)) {
      return true;
    }
    if (!(destination.host() instanceof IpAddress) || pattern.host() instanceof IpAddress) {
      return false;
    }
    boolean known = observation.addresses().stream().anyMatch(plan.seen(pattern, book)::contains);
    boolean named =
        observation.serverNames().stream()
            .flatMap(name -> hostName(name).stream())
            .anyMatch(pattern::coversHost);
    return (known || named) && pattern.covers(at(destination, pattern.host()));
  }

  private boolean isMember(DestinationPattern pattern, Destination destination) {
    return pattern.isSeenFamily()
        && destination.host() instanceof DnsName name
        && plan.means(pattern, name)
        && pattern.covers(at(destination, pattern.host()));
  }

  private static Destination at(Destination destination, Host host) {
    return new Destination(host, destination.transport(), destination.port());
  }

  private String bypass(DestinationPattern pattern, Observation observation) {
    if (observation.destination().host() instanceof DnsName) {
      return otherResolver().orElse("connection from before the block");
    }
    boolean handed =
        observation.addresses().stream().anyMatch(plan.handed(pattern, book)::contains);
    return handed ? "cached address" : encryptedResolver().orElse("built-in address");
  }

  private Optional<String> otherResolver() {
    return observations.stream()
        .map(Observation::destination)
        .filter(d -> d.port() == DNS_PORT)
        .findFirst()
        .map(d -> "other resolver " + d.host());
  }

  /** By its port, or by what it is called in a TLS hello. */
  private Optional<String> encryptedResolver() {
    return observations.stream()
        .map(Leaks::encryptedResolver)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> encryptedResolver(Observation observation) {
    IpAddress at = observation.addresses().stream().findFirst().orElse(null);
    boolean tcp = observation.destination().transport().equals(Transport.TCP);
    if (at == null) {
      return Optional.empty();
    }
    if (observation.destination().port() == TLS_PORT) {
      return Optional.of("DNS over " + (tcp ? "TLS" : "QUIC") + " at " + at);
    }
    boolean named = observation.serverNames().stream().anyMatch(Leaks::soundsLikeResolver);
    return tcp && named ? Optional.of("DNS over HTTPS at " + at) : Optional.empty();
  }

  private static boolean soundsLikeResolver(String serverName) {
    return RESOLVER_LABELS.contains(serverName.split("\\.", 2)[0])
        || hostName(serverName).map(EncryptedResolvers::covers).orElse(false);
  }

  /** Server names come from the network and need not be names at all. */
  private static Optional<DnsName> hostName(String text) {
    try {
      return IpAddress.isLiteral(text) ? Optional.empty() : Optional.of(DnsName.of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
