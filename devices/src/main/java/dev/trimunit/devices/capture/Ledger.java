// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Packet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settled flows across the gateway, added up per host and remote. */
final class Ledger {
  static final int MAX_ENTRIES = 250_000;

  private final Map<Account.Key, Account> accounts = new LinkedHashMap<>();
  private boolean full;

  /** Whether there were more destinations than are told apart. */
  boolean isFull() {
    return full;
  }

  Collection<Account> accounts() {
    return accounts.values();
  }

  void settle(Flow flow, Host host) {
    boolean byA = flow.isOpenedByA();
    Account.Role role = byA ? Account.Role.DESTINATION : Account.Role.INBOUND;
    int port = byA ? flow.portB : flow.portA;
    for (Flow.Tally t = flow.tallies; t != null; t = t.next) {
      if (t.packetsA + t.packetsB > 0) {
        String name = byA ? t.name : null;
        Account account =
            account(new Account.Key(host, role, name, flow.highB, flow.lowB, flow.protocol, port));
        if (account != null) {
          account.add(flow, t);
        }
      }
    }
  }

  /** Fragments of which none tells the ports. */
  void withoutPorts(Host host, long high, long low, int protocol, Flow.Tally tally) {
    Account account =
        account(
            new Account.Key(
                host, Account.Role.WITHOUT_PORTS, null, high, low, protocol, Packet.NO_PORT));
    if (account != null) {
      account.add(tally);
    }
  }

  private @Nullable Account account(Account.Key key) {
    Account account = accounts.get(key);
    if (account == null) {
      if (accounts.size() >= MAX_ENTRIES) {
        full = true;
        return null;
      }
      account = new Account(key);
      accounts.put(key, account);
    }
    return account;
  }
}
