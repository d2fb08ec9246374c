// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.Passage;
import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.ContactModel.Cache;
import dev.trimunit.devices.files.ContactModel.Family;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.ResolverModel;
import dev.trimunit.devices.gateway.DnsQueries;
import dev.trimunit.devices.gateway.DnsReply;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;

/** The device's stub resolver with its caches, on real sockets. */
final class StubResolver {
  private static final int DNS_PORT = 53;
  private static final int HTTPS_PORT = 443;
  private static final int TIMEOUT_MILLIS = 1_000;
  private static final int TRIES = 2;
  private static final long FOR_EVER = Duration.ofDays(3_650).toNanos();

  private final DeviceModel model;
  private final IpAddress gateway;
  private final Flash flash;
  private final Passage time;
  private final SSLSocketFactory tls = SelfSigned.client();
  private final Map<String, Kept> memory = new HashMap<>();
  private final Set<String> nowhere = new HashSet<>();
  private int id;

  private record Kept(List<IpAddress> addresses, long until) {}

  StubResolver(DeviceModel model, IpAddress gateway, Flash flash, Passage time) {
    this.model = model;
    this.gateway = gateway;
    this.flash = flash;
    this.time = time;
  }

  /**
   * Finds addresses for a contact's name; none if everybody refuses. Loopback ones are no
   * addresses.
   */
  List<IpAddress> resolve(ContactModel contact, DnsName name) {
    String key = name.text() + "/" + contact.resolution().family();
    Kept known;
    synchronized (memory) {
      known = memory.get(key);
    }
    if (known != null && time.nanos() < known.until()) {
      return known.addresses();
    }
    for (ResolverModel resolver : contact.resolution().resolvers()) {
      List<IpAddress> usable = ask(contact, name, resolver, key);
      if (!usable.isEmpty()) {
        return usable;
      }
    }
    return contact.resolution().cache() == Cache.FOREVER ? flash.recall(key) : List.of();
  }

  /** Whether somebody gives an address for a contact's name, also one that leads nowhere. */
  boolean isResolved(ContactModel contact, DnsName name) {
    boolean usable = !resolve(contact, name).isEmpty();
    synchronized (memory) {
      return usable || nowhere.contains(name.text() + "/" + contact.resolution().family());
    }
  }

  private List<IpAddress> ask(
      ContactModel contact, DnsName name, ResolverModel resolver, String key) {
    if (resolver.kind() == ResolverModel.Kind.BUILT_IN) {
      return Targets.of(model, name);
    }
    for (String type : types(contact.resolution().family())) {
      Optional<DnsReply> reply = exchange(resolver, name, type);
      List<IpAddress> usable = reply.map(StubResolver::usable).orElse(List.of());
      boolean overridden = reply.isPresent() && !reply.get().addresses().isEmpty();
      note(key, overridden && usable.isEmpty());
      if (!usable.isEmpty() || (overridden && contact.resolution().resolvers().size() == 1)) {
        keep(contact, key, usable, reply.orElseThrow().ttl());
        return usable;
      }
    }
    return List.of();
  }

  private void note(String key, boolean leadsNowhere) {
    synchronized (memory) {
      if (leadsNowhere) {
        nowhere.add(key);
      } else {
        nowhere.remove(key);
      }
    }
  }

  private void keep(ContactModel contact, String key, List<IpAddress> usable, long ttl) {
    boolean byTtl = contact.resolution().cache() == Cache.TTL || usable.isEmpty();
    long nanos = byTtl ? Duration.ofSeconds(ttl).toNanos() : FOR_EVER;
    synchronized (memory) {
      memory.put(key, new Kept(usable, time.nanos() + nanos));
    }
    if (!usable.isEmpty()) {
      flash.remember(key, usable);
    }
  }

  private static List<String> types(Family family) {
    return switch (family) {
      case IPV4 -> List.of("A");
      case IPV6 -> List.of("AAAA");
      case EITHER -> List.of("AAAA", "A");
    };
  }

  private static List<IpAddress> usable(DnsReply reply) {
    return reply.addresses().stream()
        .filter(address -> !address.value().isLoopbackAddress())
        .filter(address -> !address.value().isAnyLocalAddress())
        .toList();
  }

  private Optional<DnsReply> exchange(ResolverModel resolver, DnsName name, String type) {
    byte[] query = DnsQueries.query(nextId(), name, type);
    IpAddress server = resolver.address() == null ? gateway : resolver.address();
    for (int i = 0; i < TRIES; i++) {
      try {
        byte[] answer = exchange(resolver.kind(), Objects.requireNonNull(server), query);
        return DnsQueries.reply(answer);
      } catch (IOException e) {
        // Who refuses or is silent is asked once more, and then the next resolver is.
      }
    }
    return Optional.empty();
  }

  private byte[] exchange(ResolverModel.Kind kind, IpAddress server, byte[] query)
      throws IOException {
    return switch (kind) {
      case DOH -> overHttps(server, query);
      case DOT -> overTls(server, query);
      case GATEWAY, PLAIN, BUILT_IN -> overUdp(server, query);
    };
  }

  private synchronized int nextId() {
    id = id + 1 & 0xffff;
    return id;
  }

  private static byte[] overUdp(IpAddress server, byte[] query) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(server.value(), DNS_PORT);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }

  private byte[] overHttps(IpAddress server, byte[] query) throws IOException {
    return insideTls(
        server,
        HTTPS_PORT,
        socket ->
            HttpExchange.post(
                socket.getInputStream(),
                socket.getOutputStream(),
                server.toString(),
                "/dns-query",
                query));
  }

  private byte[] overTls(IpAddress server, byte[] query) throws IOException {
    return insideTls(
        server,
        DotServer.PORT,
        socket -> {
          DotServer.write(socket.getOutputStream(), query);
          return DotServer.read(new DataInputStream(socket.getInputStream()));
        });
  }

  /** What is said inside. */
  @FunctionalInterface
  private interface Talk {
    byte[] over(Socket socket) throws IOException;
  }

  private byte[] insideTls(IpAddress server, int port, Talk talk) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(server.value(), port), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      try (Socket socket = tls.createSocket(plain, server.toString(), port, true)) {
        return talk.over(socket);
      }
    }
  }
}
