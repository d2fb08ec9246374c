// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.ContactModel.Cache;
import dev.trimunit.devices.files.ContactModel.Family;
import dev.trimunit.devices.files.ResolverModel;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The device's stub resolver with its caches. */
final class Resolver {
  private final DeviceTime time;
  private final ResolverTransport transport;
  private final Internet internet;
  private final Map<Key, Answer> memory = new HashMap<>();
  private final Map<Key, List<IpAddress>> flash = new HashMap<>();

  /** Names that resolved, to addresses that lead nowhere. */
  private final Set<Key> nowhere = new HashSet<>();

  private record Key(DnsName name, Family family) {}

  private record Answer(List<IpAddress> addresses, Instant until) {}

  Resolver(DeviceTime time, ResolverTransport transport, Internet internet) {
    this.time = time;
    this.transport = transport;
    this.internet = internet;
  }

  /** Power was lost. */
  void forget() {
    memory.clear();
    nowhere.clear();
  }

  /**
   * Finds addresses for a contact's name; none if everybody refuses. Loopback ones are no
   * addresses.
   */
  void resolve(ContactModel contact, DnsName name, Consumer<List<IpAddress>> found) {
    Key key = new Key(name, contact.resolution().family());
    Answer known = memory.get(key);
    if (known != null && time.now().isBefore(known.until())) {
      found.accept(known.addresses());
    } else {
      ask(contact, key, 0, found);
    }
  }

  /** Tells whether somebody gives an address for a contact's name, of whatever kind. */
  void isResolved(ContactModel contact, DnsName name, Consumer<Boolean> told) {
    Key key = new Key(name, contact.resolution().family());
    resolve(contact, name, addresses -> told.accept(!addresses.isEmpty() || nowhere.contains(key)));
  }

  private void ask(ContactModel contact, Key key, int index, Consumer<List<IpAddress>> found) {
    List<ResolverModel> resolvers = contact.resolution().resolvers();
    if (index == resolvers.size()) {
      found.accept(contact.resolution().cache() == Cache.FOREVER ? remembered(key) : List.of());
      return;
    }
    Consumer<Reply> heard =
        reply -> {
          if (keep(contact, key, reply)
              || (index == resolvers.size() - 1 && !reply.usable().isEmpty())) {
            found.accept(reply.usable());
          } else {
            ask(contact, key, index + 1, found);
          }
        };
    ask(resolvers.get(index), key, heard);
  }

  private void ask(ResolverModel resolver, Key key, Consumer<Reply> heard) {
    switch (resolver.kind()) {
      case BUILT_IN -> heard.accept(new Reply(internet.builtIn(key.name()), Duration.ofDays(1)));
      case GATEWAY ->
          families(
              key, heard, (type, next) -> transport.udp(Addresses.GATEWAY, key.name(), type, next));
      case PLAIN ->
          families(
              key, heard, (type, next) -> transport.udp(address(resolver), key.name(), type, next));
      case DOH -> families(key, heard, hidden(resolver, key, 443));
      case DOT -> families(key, heard, hidden(resolver, key, 853));
    }
  }

  private Asker hidden(ResolverModel resolver, Key key, int port) {
    return (type, next) -> transport.tls(address(resolver), port, key.name(), type, next);
  }

  private static IpAddress address(ResolverModel resolver) {
    return java.util.Objects.requireNonNull(resolver.address());
  }

  private interface Asker {
    void ask(String type, Consumer<Reply> heard);
  }

  private static void families(Key key, Consumer<Reply> heard, Asker asker) {
    switch (key.family()) {
      case IPV4 -> asker.ask("A", heard);
      case IPV6 -> asker.ask("AAAA", heard);
      case EITHER ->
          asker.ask(
              "AAAA",
              first -> {
                if (first.usable().isEmpty()) {
                  asker.ask("A", heard);
                } else {
                  heard.accept(first);
                }
              });
    }
  }

  /** Keeps an answer; whether it is of use. */
  private boolean keep(ContactModel contact, Key key, Reply reply) {
    boolean usable = !reply.usable().isEmpty();
    boolean overridden = !usable && !reply.addresses().isEmpty();
    if (overridden) {
      nowhere.add(key);
    } else {
      nowhere.remove(key);
    }
    if (usable || (overridden && contact.resolution().resolvers().size() == 1)) {
      Cache cache = contact.resolution().cache();
      Duration kept = cache == Cache.TTL || overridden ? reply.ttl() : Duration.ofDays(3_650);
      memory.put(key, new Answer(reply.usable(), time.now().plus(kept)));
    }
    if (usable) {
      flash.put(key, reply.usable());
    }
    return usable;
  }

  private List<IpAddress> remembered(Key key) {
    return flash.getOrDefault(key, List.of());
  }

  /** What a resolver said. */
  record Reply(List<IpAddress> addresses, Duration ttl) {
    static final Reply NONE = new Reply(List.of(), Duration.ZERO);

    private static boolean isNowhere(InetAddress address) {
      return address.isLoopbackAddress() || address.isAnyLocalAddress();
    }

    List<IpAddress> usable() {
      return addresses.stream().filter(address -> !isNowhere(address.value())).toList();
    }
  }
}
