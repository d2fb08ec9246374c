// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.FirewallRule;
import dev.trimunit.devices.gateway.Leaks;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.IpAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What got through to a blocked pattern, and how. */
final class Passage {
  private static final int TCP = 6;
  private static final int DOT = 853;
  private final DestinationPattern pattern;
  private final Leaks leaks;
  private final GatewayReading reading;

  Passage(DestinationPattern pattern, Leaks leaks, GatewayReading reading) {
    this.pattern = pattern;
    this.leaks = leaks;
    this.reading = reading;
  }

  /**
   * Packets that the kernel let pass, in both directions, at addresses that stand for the pattern.
   */
  long packets() {
    Set<IpAddress> addresses = new HashSet<>(leaks.addresses(pattern));
    if (pattern.host() instanceof IpAddress address) {
      addresses.add(address);
    }
    return reading.passed().entrySet().stream()
        .filter(entry -> addresses.contains(entry.getKey().address()))
        .filter(entry -> concerns(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** A resolver that hides its questions explains an address from nowhere. */
  String bypass() {
    String seen = leaks.bypass(pattern);
    return seen.equals("built-in address") ? hiddenResolver().orElse(seen) : seen;
  }

  private Optional<String> hiddenResolver() {
    return reading.hidden().keySet().stream()
        .min(Comparator.comparing(Refusal::address).thenComparing(Refusal::port))
        .map(
            end ->
                (end.port() != DOT
                        ? "DNS over HTTPS"
                        : end.protocol() == TCP ? "DNS over TLS" : "DNS over QUIC")
                    + " at "
                    + end.address());
  }

  private boolean concerns(Refusal end) {
    FirewallRule rule =
        new FirewallRule(pattern, end.address(), pattern.transport(), pattern.port());
    return Refusal.of(end.mark(), rule).anyMatch(refusal -> refusal.covers(end));
  }
}
