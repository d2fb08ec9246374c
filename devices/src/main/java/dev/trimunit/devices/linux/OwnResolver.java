// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.CachingUpstream;
import dev.trimunit.devices.gateway.DeviceDns;
import dev.trimunit.devices.gateway.FirewallRule;
import dev.trimunit.devices.gateway.ForwardingUpstream;
import dev.trimunit.devices.gateway.ResolverServer;
import dev.trimunit.devices.gateway.ResolverServer.Limits;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ours: answers in this process, and refuses an address before the station sees it. */
final class OwnResolver implements StationResolver {
  private static final int MOST_ANSWERS = 20_000;
  private static final int DNS_PORT = 53;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final GatewaySettings settings;
  private final CachingUpstream upstream;
  private final Map<Integer, DeviceDns> stations = new HashMap<>();
  private @Nullable ResolverServer server;

  OwnResolver(GatewaySettings settings) {
    this.settings = settings;
    this.upstream =
        new CachingUpstream(
            new ForwardingUpstream(sockets(settings.upstreams(), DNS_PORT), PATIENCE),
            System::nanoTime,
            MOST_ANSWERS);
  }

  @Override
  public StationDns station(int mark, Consumer<List<FirewallRule>> changed) {
    DeviceDns dns = new DeviceDns(upstream, Instant::now, changed);
    stations.put(mark, dns);
    return new OwnDns(dns);
  }

  @Override
  public void start() {
    try {
      server =
          ResolverServer.start(
              sockets(settings.listen(), settings.firewall().resolverPort()),
              new StationFinder(settings, stations),
              upstream,
              Limits.DEFAULT,
              System::nanoTime);
    } catch (IOException e) {
      throw new LabFault(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }

  private static List<InetSocketAddress> sockets(List<IpAddress> addresses, int port) {
    return addresses.stream().map(address -> new InetSocketAddress(address.value(), port)).toList();
  }

  private record OwnDns(DeviceDns dns) implements StationDns {
    @Override
    public void apply(BlockPlan plan, BlockAnswer mode) {
      dns.apply(plan, mode);
    }

    @Override
    public Heard heard(Set<DestinationPattern> patterns) {
      Map<DestinationPattern, Long> overridden = new LinkedHashMap<>();
      patterns.forEach(pattern -> overridden.put(pattern, dns.overridden(pattern)));
      return new Heard(overridden, dns.events());
    }

    @Override
    public void learn(DnsName name, IpAddress address) {
      dns.learn(name, address);
    }
  }
}
