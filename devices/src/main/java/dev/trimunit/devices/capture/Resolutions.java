// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.dns.DnsMessage;
import dev.trimunit.devices.capture.packet.Addresses;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for which name and what addresses the answers gave it. An answer counts only if this
 * file holds an earlier query with its client socket, transaction ID and name; which server answers
 * does not matter, as gateways redirect DNS.
 */
final class Resolutions {
  private static final int MAX_BINDINGS = 300_000;
  private static final int MAX_NAMES = 100_000;

  private final Hosts hosts;
  private final QuerySet queries = new QuerySet();
  private final Map<Pair, Flow.Binding> bindings = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  long withoutQuery;
  long malformed;

  Resolutions(Hosts hosts) {
    this.hosts = hosts;
  }

  /** What a host calls a remote address. */
  Flow.Binding binding(Host host, long high, long low) {
    Pair pair = new Pair(host, high, low);
    Flow.Binding known = bindings.get(pair);
    if (known == null) {
      known = new Flow.Binding(host);
      if (bindings.size() < MAX_BINDINGS) {
        bindings.put(pair, known);
      }
    }
    return known;
  }

  /** Takes a message that client and server exchanged; the client is a local address. */
  void message(
      byte[] data, int at, int end, boolean fromServer, long high, long low, int clientPort) {
    DnsMessage message = DnsMessage.parse(data, at, end);
    if (message == null) {
      malformed++;
      return;
    }
    String name = message.question();
    if (name == null || message.response() != fromServer) {
      return;
    }
    long key = QuerySet.key(high, low, clientPort, message.id(), name);
    Host host = hosts.of(high, low);
    if (!fromServer) {
      queries.add(key);
      host.ask(name, message.type());
    } else if (!queries.contains(key)) {
      withoutQuery++;
    } else if (message.rcode() == 0) {
      answer(host, name, message);
    }
  }

  private void answer(Host host, String name, DnsMessage message) {
    for (NamedAddresses.Named address : NamedAddresses.of(message)) {
      String shared = intern(address.name());
      if (shared != null) {
        binding(host, address.high(), address.low()).name = shared;
        host.leads(name, shared);
      }
    }
    for (DnsMessage.Answer answer : message.answers()) {
      if (answer.kind() != DnsMessage.Answer.Kind.ADDRESS) {
        host.leads(name, answer.target());
      }
    }
  }

  /** One object per name, so that flows compare names by identity. */
  private @Nullable String intern(String name) {
    String known = names.get(name);
    if (known == null && names.size() < MAX_NAMES) {
      names.put(name, name);
      known = name;
    }
    return known;
  }

  /** A host and a remote. Comparisons are written out: see {@link Hosts.AddressKey}. */
  private record Pair(Host host, long high, long low) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Pair pair
          && low == pair.low
          && high == pair.high
          && host == pair.host;
    }

    @Override
    public int hashCode() {
      return Addresses.hash(high, low) ^ System.identityHashCode(host);
    }
  }

  /** Queries seen, as 64-bit fingerprints in a table of fixed size; the oldest give way. */
  static final class QuerySet {
    private static final int WAYS = 8;
    private long[] slots = new long[WAYS << 7];
    private int used;

    static long key(long high, long low, int port, int id, String name) {
      long text = 1125899906842597L;
      for (int i = 0; i < name.length(); i++) {
        text = text * 31 + name.charAt(i);
      }
      long socket = Addresses.mix(high * 31 + low) + (((long) port << 16) | id);
      long key = Addresses.mix(Addresses.mix(socket) ^ text);
      return key == 0 ? 1 : key;
    }

    boolean contains(long key) {
      int at = bucket(key);
      for (int i = at; i < at + WAYS; i++) {
        if (slots[i] == key) {
          return true;
        }
      }
      return false;
    }

    void add(long key) {
      if (contains(key)) {
        return;
      }
      if (++used * 4 > slots.length && slots.length < 1 << 20) {
        grow();
      }
      put(key);
    }

    private void put(long key) {
      int at = bucket(key);
      System.arraycopy(slots, at, slots, at + 1, WAYS - 1);
      slots[at] = key;
    }

    private void grow() {
      long[] old = slots;
      slots = new long[old.length * 4];
      for (int i = old.length - 1; i >= 0; i--) {
        if (old[i] != 0) {
          put(old[i]);
        }
      }
    }

    private int bucket(long key) {
      return (int) (key >>> 20) & slots.length - 1 & ~(WAYS - 1);
    }
  }
}
