// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.files.Section;
import dev.trimunit.devices.files.Values;
import dev.trimunit.devices.physical.BenchFile.Phone;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.devices.power.Outlets;
import dev.trimunit.devices.power.Secrets;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Vantage;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Reads the devices of a bench file. */
final class PlaceReader {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PICTURE = Duration.ofSeconds(20);
  private static final Duration SETTLE = Duration.ofSeconds(2);
  private static final String UNITS = "units";

  private final Map<String, Phone> phones;
  private final Secrets secrets;
  private final Outlets outlets;
  private final Map<List<String>, Lock> cameras = new HashMap<>();
  private final Map<MacAddress, Owner> macs = new HashMap<>();
  private final Map<IpAddress, Owner> addresses = new HashMap<>();

  /** Whose an address is, and the line that says so. */
  private record Owner(String id, int line) {}

  PlaceReader(Map<String, Phone> phones, Secrets secrets) {
    this.phones = phones;
    this.secrets = secrets;
    this.outlets = new Outlets(secrets);
  }

  Place read(String id, Section device) {
    device.allow(
        "mac",
        "address",
        "power",
        "battery",
        "ready",
        "start-up",
        "settle",
        "silence",
        "phones",
        "page",
        "firmware",
        "app",
        "picture",
        UNITS);
    if (!Device.isId(id)) {
      throw device.fault("the device id " + Device.notAnId(id), device.lineOf("mac"));
    }
    MacAddress mac = device.required("mac", PlaceReader::mac);
    once(macs, mac, id, device, "mac");
    List<IpAddress> own = device.list("address", IpAddress::parse);
    own.forEach(address -> once(addresses, address, id, device, "address"));
    return BenchFilePlaceBuilder.stagedBuilder()
        .mac(mac)
        .addresses(new HashSet<>(own))
        .outlet(outlet(id, device))
        .ready(device.optional("ready", Ready::parse).orElse(new Ready.Network()))
        .startUp(startUp(device))
        .settle(device.optional("settle", Values::duration).orElse(SETTLE))
        .silence(device.optional("silence", Values::duration).orElse(SILENCE))
        .phones(phones(device))
        .pages(byVantage(device, "page", PlaceReader::web))
        .firmware(device.optional("firmware", Values::text))
        .app(device.optional("app", Values::text))
        .picture(device.section("picture").map(picture -> camera(id, picture)))
        .written(device.placeOf("mac"))
        .build();
  }

  /**
   * The further units of a device: each has a MAC address and a supply of its own, mostly a phone,
   * and all else as the first has it.
   *
   * @param first where the first is
   * @param found is told of each, by its name
   */
  void units(String id, Section device, Place first, BiConsumer<String, Place> found) {
    List<Section> units = device.sectionList(UNITS);
    if (units.size() >= DeviceUnits.MOST) {
      throw device.fault(
          "%s has %d units, the first included: at most %d can run trials at once"
              .formatted(id, units.size() + 1, DeviceUnits.MOST),
          device.lineOf(UNITS));
    }
    for (int i = 0; i < units.size(); i++) {
      Section unit = units.get(i);
      String name = DeviceUnits.name(id, i + 2);
      unit.attempt(() -> unit(name, unit, first)).ifPresent(place -> found.accept(name, place));
    }
  }

  private Place unit(String name, Section unit, Place first) {
    unit.allow("mac", "address", "power", "phones", "page", "picture");
    MacAddress mac = unit.required("mac", PlaceReader::mac);
    once(macs, mac, name, unit, "mac");
    List<IpAddress> own = unit.list("address", IpAddress::parse);
    own.forEach(address -> once(addresses, address, name, unit, "address"));
    Optional<Section> power = unit.section("power");
    if (power.isPresent() != first.outlet().isPresent()) {
      throw power.isPresent()
          ? unit.fault(
              "the first unit runs on a battery, and so do its units: leave 'power' out",
              unit.lineOf("power"))
          : unit.missing("power");
    }
    Optional<CameraCommand> picture = unit.section("picture").map(section -> camera(name, section));
    if (picture.isEmpty() && first.picture().isPresent()) {
      throw unit.missing("picture");
    }
    return BenchFilePlaceBuilder.builder(first)
        .mac(mac)
        .addresses(new HashSet<>(own))
        .outlet(power.map(section -> outlets.open(name, section)))
        .phones(unit.has("phones") ? phones(unit) : first.phones())
        .pages(unit.has("page") ? byVantage(unit, "page", PlaceReader::web) : first.pages())
        .picture(picture)
        .written(unit.placeOf("mac"))
        .build();
  }

  private static <T> void once(
      Map<T, Owner> known, T value, String id, Section device, String key) {
    Owner other = known.putIfAbsent(value, new Owner(id, device.lineOf(key)));
    if (other != null && !other.id().equals(id)) {
      throw device.fault(
          "'%s' has %s, too (line %d)".formatted(other.id(), value, other.line()),
          device.lineOf(key));
    }
  }

  private Optional<Outlet> outlet(String id, Section device) {
    boolean battery = device.optional("battery", Values::yesNo).orElse(false);
    Optional<Section> power = device.section("power");
    if (battery && power.isPresent()) {
      throw device.fault(
          "a device with 'power' is no device with 'battery': leave one out",
          device.lineOf("battery"));
    }
    if (!battery && power.isEmpty()) {
      throw device.missing("power");
    }
    return power.map(section -> outlets.open(id, section));
  }

  /** Devices that one camera looks at have the same command, and take turns. */
  private CameraCommand camera(String id, Section picture) {
    picture.allow("command", "limit", "environment");
    List<String> command = picture.list("command", PlaceReader::argument);
    if (command.isEmpty()) {
      throw picture.missing("command");
    }
    Map<String, String> environment = new HashMap<>();
    picture
        .section("environment")
        .ifPresent(
            group ->
                group
                    .keys()
                    .forEach(name -> environment.put(name, group.required(name, secrets::fill))));
    return new CameraCommand(
        id,
        command,
        environment,
        picture.optional("limit", Values::duration).orElse(LONGEST_PICTURE),
        secrets,
        cameras.computeIfAbsent(command, key -> new ReentrantLock(true)));
  }

  private static String argument(String written) {
    if (Secrets.isNamedIn(written)) {
      throw new IllegalArgumentException(
          "others on this machine see the arguments of a command: give it the secret under 'environment'");
    }
    return Values.text(written);
  }

  private static Optional<Duration> startUp(Section device) {
    Optional<Duration> startUp = device.optional("start-up", Values::duration);
    Optional<Ready> ready = device.optional("ready", Ready::parse);
    if (startUp.isPresent()
        && ready.orElse(new Ready.Network()) instanceof Ready.After after
        && after.time().compareTo(startUp.get()) > 0) {
      throw device.fault(
          "'start-up' is shorter than the time after which it is ready", device.lineOf("start-up"));
    }
    return startUp;
  }

  /** The phones that are named; where none is, the only one that there is at a vantage. */
  private Map<Vantage, String> phones(Section device) {
    Map<Vantage, String> named = byVantage(device, "phones", Function.identity());
    Map<Vantage, String> all = new EnumMap<>(Vantage.class);
    for (Vantage vantage : Vantage.values()) {
      List<String> there =
          phones.entrySet().stream()
              .filter(entry -> entry.getValue().vantages().contains(vantage))
              .map(Map.Entry::getKey)
              .toList();
      String name = named.get(vantage);
      if (name != null && !there.contains(name)) {
        throw device.unknown(
            "phone at the vantage " + vantage, name, there, device.lineOf("phones"));
      }
      if (name != null || there.size() == 1) {
        all.put(vantage, name == null ? there.get(0) : name);
      }
    }
    return all;
  }

  /** A value for each vantage. */
  private static <T> Map<Vantage, T> byVantage(
      Section device, String key, Function<String, T> reader) {
    Map<Vantage, T> values = new EnumMap<>(Vantage.class);
    device
        .section(key)
        .ifPresent(
            section -> {
              section.allow("LAN", "WAN");
              for (Vantage vantage : Vantage.values()) {
                section.optional(vantage.name(), reader).ifPresent(v -> values.put(vantage, v));
              }
            });
    return values;
  }

  static MacAddress mac(String text) {
    MacAddress mac = MacAddress.parse(text);
    if (mac.isGroup()) {
      throw new IllegalArgumentException("'" + text + "' is a group, and no device");
    }
    return mac;
  }

  static URI web(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("this is no address: write http://192.0.2.10:4723", e);
    }
    if (uri.getHost() == null
        || !List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
      throw new IllegalArgumentException("this is no address: write http://192.0.2.10:4723");
    }
    return uri;
  }
}
