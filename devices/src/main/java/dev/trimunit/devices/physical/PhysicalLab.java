// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.gateway.EncryptedResolvers;
import dev.trimunit.devices.linux.DeviceGateway;
import dev.trimunit.devices.linux.GatewayService;
import dev.trimunit.devices.linux.GatewaySettings;
import dev.trimunit.devices.linux.LanRange;
import dev.trimunit.devices.linux.Neighbours;
import dev.trimunit.devices.linux.NftSettings;
import dev.trimunit.devices.physical.BenchFile.Network;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.trial.Teardown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The benches of a run on real interfaces of this machine. */
final class PhysicalLab implements Lab {
  private static final int DNS_PORT = 53;

  /** A password may stand in it. */
  private static final Set<PosixFilePermission> OWNERS_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final LabSettings settings;
  private final BenchFile file;
  private final GatewayService gateway;
  private final Keeper keeper;
  private final Optional<DhcpServer> dhcp;
  private final Map<String, Integer> marks;
  private final Wiring wiring;
  private final BenchPhones phones;
  private final Map<String, PhysicalBench> benches = new TreeMap<>();

  private PhysicalLab(
      LabSettings settings,
      BenchFile file,
      Keeper keeper,
      GatewayService gateway,
      Optional<DhcpServer> dhcp,
      Map<String, Integer> marks,
      Set<String> used) {
    this.settings = settings;
    this.file = file;
    this.keeper = keeper;
    this.gateway = gateway;
    this.dhcp = dhcp;
    this.marks = marks;
    this.phones =
        new BenchPhones(
            file,
            settings,
            MovingPhones.of(file, new MovingPhones.Kept(keeper::begins, keeper::ends)));
    LanCall call = LanCall.of(Neighbours.on(file.network().lan()), file.devices());
    this.wiring = new Wiring(call, file.devices().keySet(), used);
  }

  /**
   * Opens it; what a killed run left in the firewall is replaced.
   *
   * @param octets the file as it stands
   * @param used the devices that the run uses; empty if it may use all
   */
  static PhysicalLab open(LabSettings settings, BenchFile file, byte[] octets, Set<String> used) {
    Map<String, Integer> marks = new LinkedHashMap<>();
    file.devices().keySet().forEach(id -> marks.put(id, marks.size() + 1));
    Path folder = settings.output().resolve("physical");
    Keeper keeper = Keeper.start(written(folder, octets), folder.resolve("keeper.txt"));
    try {
      GatewayService gateway =
          GatewayService.start(PhysicalLab::inSessionOfItsOwn, gateway(file, marks));
      try {
        Optional<DhcpServer> dhcp = file.dhcp().map(ours -> DhcpServer.start(file, ours, folder));
        return new PhysicalLab(settings, file, keeper, gateway, dhcp, marks, used);
      } catch (LabFault e) {
        gateway.close();
        throw e;
      }
    } catch (LabFault e) {
      keeper.close();
      throw e;
    }
  }

  /** A Ctrl-C in the terminal is for the run alone, which has its gateway remove the rules. */
  private static List<String> inSessionOfItsOwn(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(command);
    return whole;
  }

  /** The bench file as this run has read it: what somebody writes into it now is for the next. */
  private static Path written(Path folder, byte[] octets) {
    Path copy = folder.resolve("bench.yaml");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(copy);
      Files.createFile(copy, PosixFilePermissions.asFileAttribute(OWNERS_ONLY));
      return Files.write(copy, octets);
    } catch (IOException e) {
      throw new LabFault(copy + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static GatewaySettings gateway(BenchFile file, Map<String, Integer> marks) {
    Network network = file.network();
    Map<Integer, MacAddress> macs = new LinkedHashMap<>();
    Map<IpAddress, Integer> addresses = new LinkedHashMap<>();
    file.devices()
        .forEach(
            (id, place) -> {
              int mark = marks.getOrDefault(id, 0);
              macs.put(mark, place.mac());
              place.addresses().forEach(address -> addresses.put(address, mark));
            });
    return new GatewaySettings(
        new NftSettings(
            network.lan(),
            DNS_PORT,
            macs,
            EncryptedResolvers.addresses(),
            Set.of(),
            network.nat() ? network.upstream() : ""),
        network.addresses(),
        network.dns(),
        addresses);
  }

  @Override
  public LabDescription description() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("bench file", file.path() + ", SHA-256 " + file.checksum());
    facts.put("phones", phones.words());
    facts.put("plugs", plugs());
    facts.put("addresses", file.dhcp().isPresent() ? "DHCP of this lab" : "DHCP of somebody else");
    return new LabDescription(PhysicalLabProvider.KEY, LabKind.PHYSICAL, facts);
  }

  private String plugs() {
    List<String> words = new ArrayList<>();
    file.devices()
        .forEach(
            (id, place) ->
                words.add(
                    id
                        + ": "
                        + place
                            .outlet()
                            .map(outlet -> outlet.words())
                            .orElse("battery, never power-cycled")));
    return String.join("; ", words);
  }

  @Override
  public synchronized Bench bench(String deviceId) {
    List<PhysicalBench> units = units(deviceId);
    for (PhysicalBench unit : units) {
      try {
        unit.begin();
      } catch (LabFault e) {
        throw new LabException(
            "%s cannot be used on this bench: %s".formatted(unit.name(), e.getMessage()), e);
      }
    }
    return units.get(0);
  }

  /** The bench of each unit of a device; they are known before their start, which may fail. */
  private List<PhysicalBench> units(String deviceId) {
    if (!file.devices().containsKey(deviceId)) {
      throw new LabException(file.without(deviceId));
    }
    DeviceFile device = new DeviceFiles(settings.resources()).read(deviceId);
    List<PhysicalBench> units = new ArrayList<>();
    file.devices()
        .forEach(
            (name, place) -> {
              if (DeviceUnits.device(name).equals(deviceId)) {
                units.add(benches.computeIfAbsent(name, one -> open(device, one, place)));
              }
            });
    units.get(0).units(units);
    return units;
  }

  private PhysicalBench open(DeviceFile device, String name, Place place) {
    return PhysicalBench.open(
        device,
        name,
        place,
        new PhysicalBench.Surroundings(
            phones,
            file,
            new DeviceGateway(gateway, marks.getOrDefault(name, 0)),
            keeper,
            local(),
            wiring,
            this::watch));
  }

  private LocalPrefixes local() {
    LocalPrefixes local = LocalPrefixes.standard();
    for (String network : new LanRange(file.network().lan()).networks()) {
      local = local.and(network);
    }
    return local;
  }

  /** A device whose address nobody renews is silent by our doing. */
  private void watch() {
    dhcp.ifPresent(DhcpServer::requireAlive);
  }

  /**
   * Everything is tried before what could not be done is told: a device without power waits for
   * somebody who reads it.
   */
  @Override
  public synchronized void close() {
    Teardown teardown = new Teardown();
    benches.values().forEach(bench -> bench.leave(teardown));
    benches.clear();
    teardown.mend(gateway::close);
    dhcp.ifPresent(server -> teardown.mend(server::close));
    file.devices().values().stream()
        .flatMap(place -> place.outlet().stream())
        .forEach(outlet -> teardown.mend(outlet::close));
    phones.moving().switches().forEach(radio -> teardown.mend(radio::close));
    teardown.mend(keeper::close);
    teardown.rethrow();
    if (!teardown.faults().isEmpty()) {
      throw new LabFault(
          "The bench is not as it was found: " + String.join("; ", teardown.faults()));
    }
  }
}
