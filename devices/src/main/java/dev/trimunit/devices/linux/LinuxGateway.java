// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.CachingUpstream;
import dev.trimunit.devices.gateway.ForwardingUpstream;
import dev.trimunit.devices.gateway.OverrideMode;
import dev.trimunit.devices.gateway.ResolverServer;
import dev.trimunit.devices.gateway.ResolverServer.Limits;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Resolver and firewall of this network namespace, in this process. */
final class LinuxGateway implements AutoCloseable {
  private static final int MOST_ANSWERS = 20_000;
  private static final int DNS_PORT = 53;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final NftFirewall firewall;
  private final ResolverServer server;
  private final Map<Integer, StationBlock> stations;
  private final Map<IpAddress, Integer> addresses;

  private LinuxGateway(
      NftFirewall firewall,
      ResolverServer server,
      Map<Integer, StationBlock> stations,
      Map<IpAddress, Integer> addresses) {
    this.firewall = firewall;
    this.server = server;
    this.stations = stations;
    this.addresses = addresses;
  }

  /**
   * Opens it; whatever a killed gateway left is replaced.
   *
   * @throws LabFault if a port is taken or the firewall refuses
   */
  static LinuxGateway open(GatewaySettings settings) {
    NftFirewall firewall = NftFirewall.by(List.of("nft"));
    CachingUpstream upstream =
        new CachingUpstream(
            new ForwardingUpstream(sockets(settings.upstreams(), DNS_PORT), PATIENCE),
            System::nanoTime,
            MOST_ANSWERS);
    Map<Integer, StationBlock> stations = new HashMap<>();
    settings
        .firewall()
        .stations()
        .keySet()
        .forEach(mark -> stations.put(mark, new StationBlock(mark, firewall, upstream)));
    Map<IpAddress, Integer> addresses = settings.addresses();
    try {
      ResolverServer server =
          ResolverServer.start(
              sockets(settings.listen(), settings.firewall().resolverPort()),
              new StationFinder(settings, stations),
              upstream,
              Limits.DEFAULT,
              System::nanoTime);
      return new LinuxGateway(firewall, server, stations, addresses).install(settings);
    } catch (IOException e) {
      throw new LabFault(String.valueOf(e.getMessage()), e);
    }
  }

  /** After the ports are ours: another gateway that runs here keeps its tables. */
  private LinuxGateway install(GatewaySettings settings) {
    try {
      firewall.install(settings.firewall());
      return this;
    } catch (LabFault e) {
      server.close();
      throw e;
    }
  }

  void apply(int mark, BlockPlan plan, OverrideMode mode) {
    station(mark).apply(plan, mode);
  }

  GatewayReading read(int mark) {
    return station(mark).read();
  }

  void learn(int mark, DnsName name, IpAddress address) {
    station(mark).dns().learn(name, address);
  }

  @Override
  public void close() {
    server.close();
    firewall.close();
  }

  private StationBlock station(int mark) {
    StationBlock station = stations.get(mark);
    if (station == null) {
      throw new LabFault("The gateway has no station " + mark + ", only " + addresses.values());
    }
    return station;
  }

  private static List<InetSocketAddress> sockets(List<IpAddress> addresses, int port) {
    return addresses.stream().map(address -> new InetSocketAddress(address.value(), port)).toList();
  }
}
