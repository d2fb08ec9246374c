// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.devices.linux.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A bench as a tester has one, of namespaces instead of cables: a LAN with devices behind this box,
 * an Internet beyond it, a phone for each device, and somebody else's machine in the LAN.
 */
final class BenchOfNamespaces extends Box {
  /** In the LAN, and none of the bench's. */
  private static final Station VISITOR = new Station(new NamespaceName("visitor"), Network.LAN, 90);

  private final Map<String, ShelfPlace> places;

  private BenchOfNamespaces(Sandbox sandbox, Map<String, ShelfPlace> places) {
    super(sandbox);
    this.places = places;
  }

  /**
   * Builds it; no device has power yet.
   *
   * @param folder where each device's plug is, in a folder of its own
   */
  static BenchOfNamespaces open(Path folder, String... devices) throws IOException {
    Sandbox sandbox = Sandbox.open(Privilege.available());
    try {
      Map<String, ShelfPlace> places = new LinkedHashMap<>();
      for (String id : devices) {
        Station station = new Station(new NamespaceName(id), Network.LAN, 30 + places.size());
        places.put(id, new ShelfPlace(id, station, folder.resolve(id)));
      }
      Topology.build(
          sandbox,
          Stream.concat(places.values().stream().map(ShelfPlace::station), Stream.of(VISITOR))
              .toList());
      internet(sandbox, places);
      for (ShelfPlace place : places.values()) {
        place.begin(sandbox);
      }
      return new BenchOfNamespaces(sandbox, places);
    } catch (IOException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  private static void internet(Sandbox sandbox, Map<String, ShelfPlace> places) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "dnsmasq",
                "--no-daemon",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--pid-file=",
                "--bind-interfaces",
                "--listen-address=" + Topology.INTERNET_RESOLVER,
                "--local-ttl=5",
                "--address=/" + ForeignBulb.WEATHER + "/203.0.113.20",
                "--address=/" + ForeignBulb.WEATHER + "/2001:db8:113::20"));
    for (ShelfPlace place : places.values()) {
      names.add("--address=/" + place.broker() + "/203.0.113.10");
      names.add("--address=/" + place.broker() + "/2001:db8:113::10");
    }
    sandbox.start(NamespaceName.INTERNET, names);
    sandbox.start(
        NamespaceName.INTERNET,
        java(
            VendorServers.class,
            Integer.toString(ForeignBulb.BROKER_PORT),
            Integer.toString(ForeignBulb.WEATHER_PORT)));
  }

  ShelfPlace place(String id) {
    return places.get(id);
  }

  /** The bench file, as docs/bench.md explains it. */
  String file() {
    return file(Map.of());
  }

  /**
   * The bench file of somebody who mixed up cables.
   *
   * @param plugs whose plug is written as whose; the others have their own
   */
  String file(Map<String, String> plugs) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        gateway:
          lan: %s
          address: %s
          upstream: %s
          dns: %s
          nat: yes
        devices:
        """
            .formatted(
                Topology.LAN_BRIDGE,
                Network.LAN.ipv4(1),
                Topology.UPLINK,
                Topology.INTERNET_RESOLVER));
    places.forEach(
        (id, place) -> text.append(place.written(places.get(plugs.getOrDefault(id, id)).folder())));
    text.append("phones:\n");
    places.values().forEach(place -> text.append(place.phone()));
    return text.toString();
  }

  /** The bench file of somebody who has two units of a device. */
  String file(String device, String unit) {
    ShelfPlace further = places.get(unit);
    return file().replace(further.written(further.folder()), further.writtenAsUnit());
  }

  /** Somebody else in the LAN begins to use what devices use, and says each time whether it did. */
  Process visit(Path log) throws IOException {
    return start(VISITOR.name(), java(Visitor.class, Network.LAN.ipv4(1).toString()), log);
  }

  /** Runs a program in a device's own namespace. */
  String runAt(String id, String... command) {
    return run(places.get(id).station().name(), command);
  }
}
