// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.app.PopUps;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.json.JsonPointer;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Vantage;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A bench as its file has it.
 *
 * @param path where it is, for messages
 * @param checksum of its octets, SHA-256 in hexadecimal
 * @param network what this machine is to the devices
 * @param dhcp what this machine's DHCP server gives out; empty if somebody else serves
 * @param devices what is plugged in, by id
 * @param phones by name
 */
record BenchFile(
    String path,
    String checksum,
    Network network,
    Optional<Dhcp> dhcp,
    Map<String, Place> devices,
    Map<String, Phone> phones) {
  BenchFile {
    devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    phones = Collections.unmodifiableMap(new LinkedHashMap<>(phones));
  }

  /** What is said of a device that is not on the bench. */
  String without(String id) {
    return path + ": " + without(id, devices.keySet());
  }

  static String without(String id, Set<String> known) {
    return "there is no device '%s' on this bench: write it under 'devices', with its MAC address and power; known: %s"
        .formatted(id, String.join(", ", known));
  }

  /**
   * What this machine is to the devices.
   *
   * @param lan the interface behind which they are
   * @param addresses this machine's own on it, at which it answers DNS queries
   * @param upstream the interface by which it reaches the Internet
   * @param dns the resolvers that ours asks
   * @param nat whether the devices' packets leave with this machine's address
   */
  record Network(
      String lan, List<IpAddress> addresses, String upstream, List<IpAddress> dns, boolean nat) {
    Network {
      addresses = List.copyOf(addresses);
      dns = List.copyOf(dns);
    }

    /** What devices are told is their router and resolver. */
    IpAddress ipv4() {
      return addresses.stream().filter(each -> !each.isIpv6()).findFirst().orElseThrow();
    }

    /** What devices are told is their router and resolver over IPv6; empty without IPv6. */
    Optional<IpAddress> ipv6() {
      return addresses.stream()
          .filter(each -> each.isIpv6() && !each.value().isLinkLocalAddress())
          .findFirst();
    }
  }

  /**
   * What a DHCP server of ours gives out.
   *
   * @param first the first address
   * @param last the last one
   * @param lease for how long
   */
  record Dhcp(IpAddress first, IpAddress last, Duration lease) {}

  /**
   * A device in its place.
   *
   * @param mac its address on the LAN
   * @param addresses those that it always has; may be empty
   * @param outlet its supply; empty if it runs on a battery
   * @param ready by what it is seen to be ready
   * @param startUp how long that may take; empty for what the device's file says
   * @param settle how long to wait then
   * @param silence how long it may be heard after its supply was cut
   * @param phones on which its app is, by vantage
   * @param pages where its app is a web page, by vantage
   * @param firmware what this one has, if the device's file does not say it
   * @param app what its phones have, likewise
   * @param picture what takes pictures of it, if a camera looks at it
   * @param written where it stands in the file
   */
  @BuiltByName
  record Place(
      MacAddress mac,
      Set<IpAddress> addresses,
      Optional<Outlet> outlet,
      Ready ready,
      Optional<Duration> startUp,
      Duration settle,
      Duration silence,
      Map<Vantage, String> phones,
      Map<Vantage, URI> pages,
      Optional<String> firmware,
      Optional<String> app,
      Optional<CameraCommand> picture,
      String written) {
    Place {
      addresses = Set.copyOf(addresses);
      phones = Map.copyOf(phones);
      pages = Map.copyOf(pages);
    }
  }

  /** What a companion app is used on. */
  sealed interface Phone {
    /** Where it sits. */
    Set<Vantage> vantages();
  }

  /**
   * Where a phone sits.
   *
   * @param wifi what moves it between both vantages; empty if it stays at one
   */
  record Seat(Set<Vantage> vantages, Optional<Wifi> wifi) {
    Seat {
      vantages = Collections.unmodifiableSet(new TreeSet<>(vantages));
    }
  }

  /**
   * A phone's Wi-Fi: on, the phone is in the LAN; off, it is outside.
   *
   * @param command what switches it; empty if Appium does
   * @param mac by which the phone is heard in the LAN, if it is known
   * @param limit how long it may take to be heard, or to be silent
   * @param settle how long a phone whose MAC address nobody knows is given to join
   */
  record Wifi(Optional<Outlet> command, Optional<MacAddress> mac, Duration limit, Duration settle) {
    /** What holds where nothing is said. */
    static final Wifi BY_APPIUM =
        new Wifi(
            Optional.empty(), Optional.empty(), Duration.ofSeconds(30), Duration.ofSeconds(10));
  }

  /**
   * A phone.
   *
   * @param seat where it sits
   * @param server by what it is driven
   * @param kind what it is
   * @param udid which of the server's phones; empty if it has one only
   * @param capabilities what else its session is asked for
   * @param patience how long one command may take
   * @param popUps what may be tapped away on it
   */
  record AppiumPhone(
      Seat seat,
      Server server,
      Kind kind,
      String udid,
      Map<String, Object> capabilities,
      Duration patience,
      PopUps popUps)
      implements Phone {
    AppiumPhone {
      capabilities = Collections.unmodifiableMap(new LinkedHashMap<>(capabilities));
    }

    @Override
    public Set<Vantage> vantages() {
      return seat.vantages();
    }

    /**
     * An Appium server, or a Selenium Grid.
     *
     * @param queue how long a session may wait for a phone of the Grid; empty if it is none
     */
    record Server(URI url, Optional<Duration> queue) {}

    /** What it is. */
    enum Kind {
      ANDROID,
      IOS,
      BROWSER
    }
  }

  /**
   * Programs that do what an app does: they speak HTTP, MQTT or whatever the device understands.
   *
   * @param taps what is run for each label that a spec taps
   * @param status what prints the device's state
   * @param state where in its answer the state is; empty if a line of it is the state
   * @param shows how each state of the device file is printed
   */
  record ProgramPhone(
      Vantage vantage,
      Map<String, List<String>> taps,
      List<String> status,
      Optional<JsonPointer> state,
      Map<String, String> shows)
      implements Phone {
    ProgramPhone {
      taps = Collections.unmodifiableMap(new LinkedHashMap<>(taps));
      status = List.copyOf(status);
      shows = Collections.unmodifiableMap(new LinkedHashMap<>(shows));
    }

    @Override
    public Set<Vantage> vantages() {
      return Set.of(vantage);
    }
  }
}
