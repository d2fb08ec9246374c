// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.devices.capture.MacAddress;
import dev.trimunit.devices.emulated.EmulatedBench.Ports;
import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.ResolverModel;
import dev.trimunit.devices.linux.DeviceGateway;
import dev.trimunit.devices.linux.GatewayService;
import dev.trimunit.devices.linux.GatewaySettings;
import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.NftSettings;
import dev.trimunit.devices.linux.PacketTap;
import dev.trimunit.devices.linux.PipedCapture;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.devices.linux.Topology;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Namespaces, Internet and gateway of an emulated lab. */
final class EmulatedNetwork implements AutoCloseable {
  private static final int FIRST_STATION = 100;
  private static final LocalPrefixes LOCAL =
      LocalPrefixes.standard().and("198.18.0.0/24").and("2001:db8:18::/64");

  private final LabSettings settings;
  private final Path folder;
  private final Pace pace;
  private final Sandbox sandbox;
  private final Map<String, Station> stations;
  private final GatewayService gateway;

  private EmulatedNetwork(
      LabSettings settings,
      Path folder,
      Pace pace,
      Sandbox sandbox,
      Map<String, Station> stations,
      GatewayService gateway) {
    this.settings = settings;
    this.folder = folder;
    this.pace = pace;
    this.sandbox = sandbox;
    this.stations = stations;
    this.gateway = gateway;
  }

  static EmulatedNetwork open(LabSettings settings, Privilege privilege, Pace pace) {
    Path folder = settings.output().resolve("emulated").toAbsolutePath();
    ModelFolder models = ModelFolder.copy(settings.resources(), folder.resolve("models"));
    List<DeviceFile> files = models.modelled();
    Map<String, Station> stations = new LinkedHashMap<>();
    for (DeviceFile file : files) {
      int number = FIRST_STATION + stations.size();
      NamespaceName name = new NamespaceName("device-" + number);
      stations.put(file.device().id(), new Station(name, Network.LAN, number));
    }
    Sandbox sandbox = Sandbox.open(privilege);
    try {
      Topology.build(sandbox, List.copyOf(stations.values()));
      startInternet(sandbox, models, folder.resolve("tls.p12"));
      GatewayService gateway =
          GatewayService.start(
              command -> sandbox.inside(NamespaceName.GATEWAY, command),
              gateway(List.copyOf(stations.values()), files));
      return new EmulatedNetwork(settings, folder, pace, sandbox, stations, gateway);
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  Privilege privilege() {
    return sandbox.privilege();
  }

  /** Everything that surrounds one device, powered off. */
  Ports ports(DeviceFile file, DeviceModel model) {
    String id = file.device().id();
    Station station =
        Objects.requireNonNull(stations.get(id), "a device whose file could be read is a station");
    DeviceGateway deviceGateway = new DeviceGateway(gateway, mark(station));
    PipedCapture capture =
        new PipedCapture(
            command -> sandbox.inside(NamespaceName.GATEWAY, command),
            PacketTap.of(sandbox.privilege()),
            station.port(),
            station.mac(),
            LOCAL,
            settings.output().resolve("captures").resolve(id),
            deviceGateway::learn);
    deviceGateway.watch(capture::soFar);
    OwnersView view = new OwnersView(model.app());
    EmulatedPower power =
        new EmulatedPower(id, cable(station), () -> startDevice(id, station), view::powerLost);
    return new Ports(power, view, deviceGateway, capture, new RealClock(pace));
  }

  @Override
  public void close() {
    gateway.close();
    sandbox.close();
  }

  private EmulatedPower.Cable cable(Station station) {
    return new EmulatedPower.Cable() {
      @Override
      public void unplug() {
        Topology.unplug(sandbox, station);
      }

      @Override
      public void plugIn() {
        Topology.plugIn(sandbox, station);
      }
    };
  }

  private Process startDevice(String id, Station station) {
    List<String> arguments =
        List.of(
            folder.resolve("models").toString(),
            id,
            Network.LAN.ipv4(1).toString(),
            folder.resolve("flash-" + id).toString(),
            Double.toString(pace.scale()),
            Long.toString(settings.seed()));
    return JavaProcess.start(
        command -> sandbox.inside(station.name(), command), DeviceMain.class, arguments);
  }

  private static void startInternet(Sandbox sandbox, ModelFolder models, Path keyStore) {
    SelfSigned.make(keyStore);
    Process process =
        JavaProcess.start(
            command -> sandbox.inside(NamespaceName.INTERNET, command),
            InternetMain.class,
            List.of(
                models.folder().toString(),
                Topology.INTERNET_RESOLVER.toString(),
                keyStore.toString()));
    try {
      String line = process.inputReader(StandardCharsets.UTF_8).readLine();
      if (!InternetMain.READY.equals(line)) {
        String words =
            new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        throw new LabException("The made-up Internet did not start: " + words);
      }
    } catch (IOException e) {
      throw new LabException("The made-up Internet did not start", e);
    }
  }

  private static int mark(Station station) {
    return station.number();
  }

  private static GatewaySettings gateway(List<Station> stations, List<DeviceFile> files) {
    Map<Integer, MacAddress> macs = new LinkedHashMap<>();
    Map<IpAddress, Integer> addresses = new LinkedHashMap<>();
    for (Station station : stations) {
      macs.put(mark(station), station.mac());
      addresses.put(station.ipv4(), mark(station));
      addresses.put(station.ipv6(), mark(station));
    }
    return new GatewaySettings(
        new NftSettings(Topology.LAN_BRIDGE, 53, macs, encryptedResolvers(files), Set.of()),
        List.of(Network.LAN.ipv4(1), Network.LAN.ipv6(1)),
        List.of(Topology.INTERNET_RESOLVER),
        addresses);
  }

  /** In this Internet every DNS-over-HTTPS server is known. */
  private static Set<IpAddress> encryptedResolvers(List<DeviceFile> files) {
    List<ResolverModel> resolvers = new ArrayList<>();
    for (DeviceFile file : files) {
      for (ContactModel contact : file.model().orElseThrow().contacts().values()) {
        resolvers.addAll(contact.resolution().resolvers());
      }
    }
    Set<IpAddress> known = new HashSet<>();
    for (ResolverModel resolver : resolvers) {
      IpAddress address = resolver.address();
      if (resolver.kind() == ResolverModel.Kind.DOH && address != null) {
        known.add(address);
      }
    }
    return known;
  }
}
