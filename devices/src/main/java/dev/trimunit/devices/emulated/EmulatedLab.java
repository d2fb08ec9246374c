// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.files.EmulatedLabFile;
import dev.trimunit.devices.linux.GatewaySettings;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.lab.LabSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All benches of a run in namespaces of this machine. */
final class EmulatedLab implements Lab {
  private final LabSettings settings;
  private final EmulatedNetwork network;
  private final Pace pace;
  private final List<DeviceUnits> units;
  private final Map<String, EmulatedBench> benches = new TreeMap<>();

  private EmulatedLab(
      LabSettings settings, EmulatedNetwork network, Pace pace, List<DeviceUnits> units) {
    this.settings = settings;
    this.network = network;
    this.pace = pace;
    this.units = units;
  }

  static EmulatedLab open(LabSettings settings, Privilege privilege, EmulatedLabFile file) {
    return open(settings, privilege, file, Phones.of(settings));
  }

  /** Opens one with phones that are reached in a way of their own; it closes them. */
  static EmulatedLab open(
      LabSettings settings, Privilege privilege, EmulatedLabFile file, Phones phones) {
    Pace pace = new Pace(file.timeScale());
    GatewaySettings.Resolver resolver =
        file.resolver() == EmulatedLabFile.Resolver.BIND
            ? GatewaySettings.Resolver.BIND
            : GatewaySettings.Resolver.OWN;
    return new EmulatedLab(
        settings,
        EmulatedNetwork.open(settings, privilege, pace, resolver, phones, file.units()),
        pace,
        file.units());
  }

  @Override
  public LabDescription description() {
    Map<String, String> facts =
        Map.of(
            "seed", Long.toString(settings.seed()),
            "time scale", pace.words(),
            "servers", network.servers(),
            "phones", network.phones(),
            "privilege", network.privilege().words(),
            "kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return new LabDescription(EmulatedLabProvider.KEY, LabKind.EMULATED, facts);
  }

  /** What surrounds its devices. */
  EmulatedNetwork network() {
    return network;
  }

  @Override
  public synchronized Bench bench(String deviceId) {
    EmulatedBench known = benches.get(deviceId);
    if (known != null) {
      return known;
    }
    DeviceFile file = new DeviceFiles(settings.resources()).read(deviceId);
    DeviceUnits several = DeviceUnits.of(deviceId, units);
    network.requireTime(file, several.count());
    List<EmulatedBench> all = new ArrayList<>();
    for (int number = 1; number <= several.count(); number++) {
      all.add(new EmulatedBench(file, network.ports(file, several, number)));
    }
    EmulatedBench bench = all.get(0);
    bench.units(all);
    // It is known before its start, which may fail and be tried again.
    benches.put(deviceId, bench);
    all.forEach(EmulatedBench::begin);
    return bench;
  }

  @Override
  public synchronized void close() {
    try {
      benches.values().forEach(bench -> bench.all().forEach(EmulatedBench::leave));
    } finally {
      benches.clear();
      network.close();
    }
  }
}
