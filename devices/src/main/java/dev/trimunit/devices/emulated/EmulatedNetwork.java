// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.emulated.EmulatedBench.Ports;
import dev.trimunit.devices.emulated.ages.AgedTime;
import dev.trimunit.devices.emulated.ages.GrowingOld;
import dev.trimunit.devices.emulated.ages.MappedClock;
import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.files.ResolverModel;
import dev.trimunit.devices.linux.DeviceGateway;
import dev.trimunit.devices.linux.GatewayService;
import dev.trimunit.devices.linux.GatewaySettings;
import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.devices.linux.MachineClock;
import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.NftSettings;
import dev.trimunit.devices.linux.PacketTap;
import dev.trimunit.devices.linux.PipedCapture;
import dev.trimunit.devices.linux.PluggedStation;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.devices.linux.Topology;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Namespaces, Internet and gateway of an emulated lab. */
final class EmulatedNetwork implements AutoCloseable {
  private static final int FIRST_STATION = 100;
  private static final String PEERS = "peers";
  private static final Station LAN_PHONE =
      new Station(new NamespaceName("phone-lan"), Network.LAN, 20);
  private static final Station WAN_PHONE =
      new Station(new NamespaceName("phone-wan"), Network.WAN, 20);
  private static final LocalPrefixes LOCAL =
      LocalPrefixes.standard().and("198.18.0.0/24").and("2001:db8:18::/64");

  private final LabSettings settings;
  private final Path folder;
  private final Pace pace;
  private final Sandbox sandbox;
  private final Map<String, Station> stations;
  private final Internet internet;
  private final GatewayService gateway;
  private final Phones phones;
  private final PeerPlan plan;
  private final Chances chances;
  private final AgedTime aged;

  /** The servers that devices meet: our own, and real ones. */
  private record Internet(Process own, RealPeers peers) {
    void requireAlive() {
      if (!own.isAlive()) {
        throw new LabFault("The made-up Internet ended: " + JavaProcess.lastWords(own));
      }
      peers.requireAlive();
    }
  }

  private EmulatedNetwork(
      LabSettings settings,
      Path folder,
      Pace pace,
      Sandbox sandbox,
      Map<String, Station> stations,
      Internet internet,
      GatewayService gateway,
      Phones phones,
      AgedTime aged) {
    this.aged = aged;
    this.settings = settings;
    this.chances = new Chances(settings.seed());
    this.folder = folder;
    this.pace = pace;
    this.sandbox = sandbox;
    this.stations = stations;
    this.internet = internet;
    this.gateway = gateway;
    this.phones = phones;
    this.plan = PeerPlan.of(models());
  }

  private List<DeviceModel> models() {
    return new ModelFolder(folder.resolve("models")).models();
  }

  static EmulatedNetwork open(
      LabSettings settings,
      Privilege privilege,
      Pace pace,
      GatewaySettings.Resolver resolver,
      Phones phones,
      List<DeviceUnits> units) {
    Path folder = settings.output().resolve("emulated").toAbsolutePath();
    ModelFolder models = ModelFolder.copy(settings.resources(), folder.resolve("models"));
    units.forEach(models::add);
    List<DeviceFile> files = models.modelled();
    Map<String, Station> stations = new LinkedHashMap<>();
    for (DeviceFile file : files) {
      int number = FIRST_STATION + stations.size();
      NamespaceName name = new NamespaceName("device-" + number);
      stations.put(file.device().id(), new Station(name, Network.LAN, number));
    }
    Sandbox sandbox = Sandbox.open(privilege);
    try {
      Topology.build(sandbox, withPhones(stations.values()), servers(files));
      AgedTime aged = AgedTime.begin(folder.resolve("time"), models.models());
      Internet internet = startInternet(sandbox, models, folder, aged);
      GatewayService gateway =
          GatewayService.start(
              command -> sandbox.inside(NamespaceName.GATEWAY, command),
              gateway(List.copyOf(stations.values()), files).with(resolver));
      return new EmulatedNetwork(
          settings, folder, pace, sandbox, stations, internet, gateway, phones, aged);
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  Privilege privilege() {
    return sandbox.privilege();
  }

  /** What reports say about the servers. */
  String servers() {
    return plan.words();
  }

  /** What reports say about the phones. */
  String phones() {
    return phones.words();
  }

  /** The command line that runs a program where a device is plugged in that never had power. */
  List<String> beside(String id, List<String> command) {
    return sandbox.inside(station(id).name(), command);
  }

  /** The gateway's IPv4 address on the LAN. */
  String router() {
    return Network.LAN.ipv4(1).toString();
  }

  /** The addresses that the lab gave to a device. */
  List<String> addresses(String id) {
    return List.of(station(id).ipv4().toString(), station(id).ipv6().toString());
  }

  private Station station(String id) {
    return Objects.requireNonNull(stations.get(id), "a device whose file could be read");
  }

  /**
   * Looks whether there is what a device needs that grows old.
   *
   * @param units how many of it are asked for
   * @throws LabException that says what is missing
   */
  void requireTime(DeviceFile file, int units) {
    DeviceModel model = file.model().orElseThrow(file::withoutModel);
    String id = file.device().id();
    if (GrowingOld.old(model)) {
      Growing.requireWhatIsReal(id, model, plan, models());
      aged.require(id, model);
      if (units > 1) {
        throw new LabException(
            "devices/%s.yaml has a clock, tokens or something else that changes while days pass, and the lab file asks for %d units: the emulated lab has one time for them, and so one unit. Leave it out of 'units'"
                .formatted(id, units));
      }
    }
  }

  /**
   * Everything that surrounds one unit of a device, powered off.
   *
   * @param units of which it is one
   * @param number which, from 1
   */
  Ports ports(DeviceFile file, DeviceUnits units, int number) {
    DeviceModel model = units.model(file.model().orElseThrow(file::withoutModel), number);
    String id = file.device().id();
    String unit = ModelFolder.unit(id, number);
    String name = DeviceUnits.name(id, number);
    Station station = station(unit);
    DeviceGateway deviceGateway = new DeviceGateway(gateway, mark(station));
    PipedCapture capture =
        new PipedCapture(
            command -> sandbox.inside(NamespaceName.GATEWAY, command),
            PacketTap.of(sandbox.privilege()),
            station.port(),
            station.mac(),
            LOCAL,
            Network.LAN.router(),
            settings.output().resolve("captures").resolve(id),
            deviceGateway::learn);
    deviceGateway.watch(capture::soFar);
    boolean grows = GrowingOld.old(model);
    PluggedStation plugged = new PluggedStation(sandbox, station);
    EmulatedPower power =
        new EmulatedPower(
            name,
            cable(plugged),
            () -> startDevice(unit, grows, units.needs(number), plugged.where()),
            grows);
    MappedClock clock =
        grows ? aged.clock(id, model, power::live) : new RealClock(pace, new MachineClock());
    return new Ports(
        power,
        deviceGateway,
        capture,
        clock,
        vantage -> open(new Phones.Unit(name, file, model), station, vantage, clock),
        grows ? Optional.of(aged.turns()) : Optional.empty(),
        () -> {
          requireWhole();
          power.requireAlive();
        });
  }

  /** Opens a device's companion app, which speaks to the device itself or to its cloud. */
  private Phones.App open(Phones.Unit unit, Station device, Vantage vantage, MappedClock clock) {
    boolean lan = vantage == Vantage.LAN;
    String id = unit.file().device().id();
    Route.requireFixedNames(id, unit.model());
    Growing.requireWhatIsReal(id, unit.model(), plan, models());
    if (!lan) {
      Route.requireEach(id, unit.model());
    }
    String server =
        lan
            ? device.ipv4() + ":" + CompanionServer.DEVICE_PORT
            : Clouds.ADDRESS + ":" + Clouds.port(device.number() - FIRST_STATION);
    return phones.open(
        sandbox,
        (lan ? LAN_PHONE : WAN_PHONE).name(),
        new Phones.Wanted(unit, vantage, URI.create("http://" + server), clock));
  }

  /** Looks whether namespaces and Internet still stand. */
  private void requireWhole() {
    if (!sandbox.isOpen()) {
      throw new LabFault(
          "The lab's namespaces are gone: somebody ended the process that holds them");
    }
    internet.requireAlive();
  }

  @Override
  public void close() {
    phones.close();
    gateway.close();
    sandbox.close();
  }

  private static EmulatedPower.Cable cable(PluggedStation station) {
    return new EmulatedPower.Cable() {
      @Override
      public void unplug() {
        station.unplug();
      }

      @Override
      public void plugIn() {
        station.plugIn();
      }
    };
  }

  private Process startDevice(String id, boolean grows, List<String> needs, NamespaceName where) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                folder.resolve("models").toString(),
                id,
                Network.LAN.ipv4(1).toString(),
                folder.resolve("flash-" + id).toString(),
                Double.toString(pace.scale()),
                Long.toString(chances.next(id)),
                folder.resolve(PEERS).resolve(SelfSigned.CERTIFICATE).toString()));
    arguments.add(grows ? aged.folder().toString() : "");
    arguments.addAll(needs);
    return JavaProcess.start(
        command -> sandbox.inside(where, command), DeviceMain.class, arguments);
  }

  private static List<Station> withPhones(Collection<Station> devices) {
    List<Station> all = new ArrayList<>(devices);
    all.add(LAN_PHONE);
    all.add(WAN_PHONE);
    return all;
  }

  /** Whatever address a device may want to reach. */
  private static Set<IpAddress> servers(List<DeviceFile> files) {
    Set<IpAddress> servers = new TreeSet<>();
    for (DeviceFile file : files) {
      DeviceModel model = file.model().orElseThrow();
      model.names().values().forEach(records -> servers.addAll(records.addresses()));
      for (ContactModel contact : model.contacts().values()) {
        servers.addAll(Targets.of(model, contact.host()));
        contact.resolution().resolvers().stream()
            .map(ResolverModel::address)
            .filter(Objects::nonNull)
            .forEach(servers::add);
      }
    }
    return servers;
  }

  private static Internet startInternet(
      Sandbox sandbox, ModelFolder models, Path folder, AgedTime aged) {
    Path keyStore = folder.resolve("tls.p12");
    keyStore.toFile().delete();
    SelfSigned.make(keyStore);
    RealPeers peers = startPeers(sandbox, models, keyStore, folder.resolve(PEERS), aged);
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
        String words = JavaProcess.lastWords(process);
        throw new LabException(
            "The made-up Internet did not start: %s %s; %s"
                .formatted(line, words, peers.lastWords()));
      }
      return new Internet(process, peers);
    } catch (IOException e) {
      throw new LabException("The made-up Internet did not start", e);
    }
  }

  private static RealPeers startPeers(
      Sandbox sandbox, ModelFolder models, Path keyStore, Path folder, AgedTime aged) {
    try {
      Files.createDirectories(folder);
      SelfSigned.export(keyStore, folder);
      return RealPeers.start(sandbox, PeerPlan.of(models.models()), folder, aged);
    } catch (IOException e) {
      throw new LabException("The made-up Internet did not start: " + e.getMessage(), e);
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
