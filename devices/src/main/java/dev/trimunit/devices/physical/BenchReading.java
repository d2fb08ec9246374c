// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.devices.files.Section;
import dev.trimunit.devices.physical.BenchFile.Dhcp;
import dev.trimunit.devices.physical.BenchFile.Network;
import dev.trimunit.devices.physical.BenchFile.Phone;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.devices.power.Secrets;
import dev.trimunit.engine.lab.LabException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What of a bench file could be read, and what could not: one mistake hides no other part. */
final class BenchReading {
  private static final String SECRETS = "secrets";
  private final Section root;
  private final String path;
  private final String checksum;
  private final Optional<Secrets> secrets;
  private final Optional<Network> network;
  private final Optional<Optional<Dhcp>> dhcp;
  private final Map<String, Phone> phones = new LinkedHashMap<>();
  private final Map<String, Place> devices = new LinkedHashMap<>();
  private final List<String> mistakes;

  /**
   * Reads it.
   *
   * @param secretsOf reads the file of secrets that it names
   */
  BenchReading(
      Section file, String path, String checksum, Function<Optional<Path>, Secrets> secretsOf) {
    this.root = file.allow(BenchFiles.GATEWAY, "dhcp", "devices", "phones", SECRETS);
    this.path = path;
    this.checksum = checksum;
    this.secrets = file.attempt(() -> secrets(secretsOf));
    this.network = file.attempt(() -> BenchFiles.network(file.requiredSection(BenchFiles.GATEWAY)));
    this.dhcp = file.attempt(() -> file.section("dhcp").flatMap(BenchFiles::dhcp));
    Secrets known = secrets.orElseGet(Secrets::unknown);
    PhoneReader reader = new PhoneReader(known);
    file.each("phones", (phone, section) -> phones.put(phone, reader.read(phone, section)));
    PlaceReader places = new PlaceReader(phones, known);
    file.each("devices", (id, section) -> read(places, id, section));
    file.attempt(() -> BenchFiles.requireDevices(file));
    this.mistakes = mistakes(file);
  }

  /**
   * Reads one of the tester's.
   *
   * @param name its name in {@code labs/}, without ending
   */
  static BenchReading of(LabFiles files, String name, Function<Optional<Path>, Secrets> secretsOf) {
    return new BenchReading(
        files.whole(name), LabFiles.path(name), files.checksum(name), secretsOf);
  }

  private void read(PlaceReader places, String id, Section section) {
    Place first = places.read(id, section);
    devices.put(id, first);
    places.units(id, section, first, devices::put);
  }

  private Secrets secrets(Function<Optional<Path>, Secrets> secretsOf) {
    Optional<Path> where = root.optional(SECRETS, Path::of);
    try {
      return secretsOf.apply(where);
    } catch (LabException e) {
      throw root.fault(String.valueOf(e.getMessage()), root.lineOf(SECRETS));
    }
  }

  private static List<String> mistakes(Section file) {
    try {
      file.done();
      return List.of();
    } catch (LabException e) {
      return String.valueOf(e.getMessage()).lines().toList();
    }
  }

  /**
   * The file, if nothing is wrong with it.
   *
   * @throws LabException with every fault, its line and near misses
   */
  BenchFile file() {
    if (!mistakes.isEmpty()) {
      throw new LabException(String.join("\n", mistakes));
    }
    return new BenchFile(
        path, checksum, network.orElseThrow(), dhcp.orElseThrow(), devices, phones);
  }

  String path() {
    return path;
  }

  List<String> mistakes() {
    return mistakes;
  }

  Optional<Network> network() {
    return network;
  }

  Optional<Dhcp> dhcp() {
    return dhcp.flatMap(Function.identity());
  }

  Map<String, Place> devices() {
    return devices;
  }

  Map<String, Phone> phones() {
    return phones;
  }

  /** Whether a device is written, rightly or wrongly. */
  boolean names(String id) {
    return root.section("devices").filter(all -> all.has(id)).isPresent();
  }

  /** What is said of a device that is not on the bench. */
  String without(String id) {
    return BenchFile.without(id, devices.keySet());
  }

  /** Whether what the file names as secrets could be read; without them no plug can be asked. */
  boolean hasSecrets() {
    return secrets.isPresent();
  }

  /** Where something is written, {@code labs/physical.yaml:7}; where its group is, if nowhere. */
  String at(String... keys) {
    Section group = root;
    int line = 0;
    for (String key : keys) {
      String written = DeviceUnits.device(key);
      line = group.lineOf(written);
      if (!group.isGroup(written)) {
        break;
      }
      group = group.requiredSection(written);
      int unit = DeviceUnits.number(key);
      if (unit > 1) {
        group = group.sectionList("units").get(unit - 2);
      }
    }
    return path + ":" + line;
  }
}
