// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.CachingUpstream;
import dev.trimunit.devices.gateway.DeviceDns;
import dev.trimunit.devices.gateway.ForwardingUpstream;
import dev.trimunit.devices.gateway.ResolverLimits;
import dev.trimunit.devices.gateway.ResolverServer;
import dev.trimunit.devices.gateway.RuleFollower;
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
  static final int DNS_PORT = 53;
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final GatewaySettings settings;
  private final CachingUpstream upstream;
  private final Map<Integer, DeviceDns> stations = new HashMap<>();
  private final Consumer<Throwable> died;
  private @Nullable ResolverServer server;
  private @Nullable Thread finder;

  /**
   * @param died hears what ended a thread of the resolver
   */
  OwnResolver(GatewaySettings settings, Consumer<Throwable> died) {
    this.settings = settings;
    this.died = died;
    this.upstream =
        new CachingUpstream(
            new ForwardingUpstream(
                sockets(settings.upstreams(), DNS_PORT), PATIENCE, System::nanoTime),
            System::nanoTime,
            MOST_ANSWERS);
  }

  @Override
  public StationDns station(int mark, RuleFollower firewall) {
    DeviceDns dns = new DeviceDns(upstream, Instant::now, firewall);
    stations.put(mark, dns);
    return new OwnDns(dns);
  }

  @Override
  public void start() {
    StationFinder clients = new StationFinder(settings, stations);
    try {
      server =
          ResolverServer.start(
              sockets(settings.listen(), settings.firewall().resolverPort()),
              clients,
              upstream,
              ResolverLimits.DEFAULT,
              System::nanoTime,
              died);
      finder = find(clients);
    } catch (IOException e) {
      throw new LabFault(String.valueOf(e.getMessage()), e);
    }
  }

  private Thread find(StationFinder clients) {
    Thread thread = new Thread(clients::work, "dns-clients");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((dead, why) -> died.accept(why));
    thread.start();
    return thread;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    if (finder != null) {
      finder.interrupt();
    }
  }

  static List<InetSocketAddress> sockets(List<IpAddress> addresses, int port) {
    return addresses.stream().map(address -> new InetSocketAddress(address.value(), port)).toList();
  }

  private record OwnDns(DeviceDns dns) implements StationDns {
    @Override
    public void apply(BlockPlan plan, BlockAnswer mode) {
      dns.apply(plan, mode);
    }

    @Override
    public void goOn(BlockPlan plan) {
      dns.goOn(plan);
    }

    @Override
    public void cut(boolean cut) {
      dns.cut(cut);
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
