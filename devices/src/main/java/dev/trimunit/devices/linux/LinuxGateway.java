// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Resolver and firewall of this network namespace. */
final class LinuxGateway implements AutoCloseable {
  private final NftFirewall firewall;
  private final StationResolver resolver;
  private final Map<Integer, StationBlock> stations = new HashMap<>();

  private LinuxGateway(GatewaySettings settings, Consumer<Throwable> died) {
    this.firewall = NftFirewall.by(List.of("nft"));
    this.resolver =
        switch (settings.resolver()) {
          case OWN -> new OwnResolver(settings, died);
          case BIND -> new BindResolver(settings, died);
        };
    for (Integer mark : settings.firewall().stations().keySet()) {
      stations.put(mark, new StationBlock(mark, firewall, resolver));
    }
  }

  /**
   * Opens it; whatever a killed gateway left is replaced.
   *
   * @param died hears what ended a thread without which stations have no DNS
   * @throws LabFault if a port is taken or the firewall refuses
   */
  static LinuxGateway open(GatewaySettings settings, Consumer<Throwable> died) {
    LinuxGateway gateway = new LinuxGateway(settings, died);
    try {
      gateway.resolver.start();
      // After the ports are ours: another gateway that runs here keeps its tables.
      gateway.firewall.install(settings);
      return gateway;
    } catch (LabFault e) {
      gateway.resolver.close();
      throw e;
    }
  }

  void apply(int mark, BlockPlan plan, BlockAnswer mode) {
    station(mark).apply(plan, mode);
  }

  GatewayReading read(int mark) {
    return station(mark).read();
  }

  void learn(int mark, DnsName name, IpAddress address) {
    station(mark).learn(name, address);
  }

  @Override
  public void close() {
    resolver.close();
    firewall.close();
  }

  private StationBlock station(int mark) {
    StationBlock station = stations.get(mark);
    if (station == null) {
      throw new LabFault("The gateway has no station " + mark + ", only " + stations.keySet());
    }
    return station;
  }
}
