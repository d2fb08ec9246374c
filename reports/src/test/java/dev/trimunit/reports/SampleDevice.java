// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A device of {@link SampleRun}: what it contacts and what its functionalities need. */
public final class SampleDevice {
  final Device device;
  final SortedMap<Destination, Party> parties = new TreeMap<>();
  final SortedMap<Usage, SortedSet<Destination>> required = new TreeMap<>();
  final List<Destination> fallbacks = new ArrayList<>();
  final SortedMap<DnsName, List<DnsName>> aliases = new TreeMap<>();
  final SortedMap<DnsName, List<IpAddress>> addresses = new TreeMap<>();
  final SortedSet<Destination> lanContacts = new TreeSet<>();
  final List<DeviceTimer> timers = new ArrayList<>();

  public SampleDevice(String id, String name, String noun) {
    device = new Device(id, name, noun, "Maker of " + name, "1.2.3", "App 4.5", "US");
  }

  public SampleDevice contacts(String destination, Party party) {
    parties.put(Destination.parse(destination), party);
    return this;
  }

  /** A name that no syntax of specs could say: from the network. */
  public SampleDevice contactsName(String name) {
    parties.put(new Destination(DnsName.of(name), Transport.TCP, 443), Party.THIRD);
    return this;
  }

  /** The names that answers about a name lead through. */
  public SampleDevice alias(String name, String... targets) {
    aliases.put(DnsName.of(name), Stream.of(targets).map(DnsName::of).toList());
    return this;
  }

  /** What answers about a name say; the device goes to the first address. */
  public SampleDevice resolves(String name, String... known) {
    addresses.put(DnsName.of(name), Stream.of(known).map(IpAddress::parse).toList());
    return this;
  }

  /** What it contacts inside its own network. */
  /** Its trials let days pass, in which this came round. */
  public SampleDevice ages(DeviceTimer... cameRound) {
    timers.addAll(List.of(cameRound));
    return this;
  }

  public SampleDevice inLan(String contact) {
    lanContacts.add(Destination.parse(contact));
    return this;
  }

  /** What it contacts only when another destination is blocked. */
  public SampleDevice fallsBackTo(String destination) {
    fallbacks.add(Destination.parse(destination));
    return this;
  }

  public SampleDevice needs(String functionality, Set<Vantage> vantages, String... destinations) {
    for (Vantage vantage : vantages) {
      SortedSet<Destination> set = new TreeSet<>();
      for (String destination : destinations) {
        set.add(Destination.parse(destination));
      }
      required.put(new Usage(functionality, vantage), set);
    }
    return this;
  }

  /** The three devices of the ConPro 2020 paper, with its Table II. */
  public static List<SampleDevice> ofThePaper() {
    Set<Vantage> both = Set.of(Vantage.LAN, Vantage.WAN);
    return List.of(
        new SampleDevice("bosiwo-camera", "Bosiwo camera", "camera")
            .contacts("vimtag.com:443/tcp", Party.FIRST)
            .contacts("amazonaws.com:443/tcp", Party.SUPPORT)
            .contacts("210.72.145.44/icmp", Party.UNKNOWN)
            .needs("watching", both, "vimtag.com:443/tcp", "amazonaws.com:443/tcp"),
        new SampleDevice("tp-link-bulb", "TP-Link smart bulb", "bulb")
            .contacts("tplinkra.com:443/tcp", Party.FIRST)
            .contacts("tplinkcloud.com:443/tcp", Party.FIRST)
            .contacts("amazonaws.com:443/tcp", Party.SUPPORT)
            .contacts("ntp.org:123/udp", Party.SUPPORT)
            .contacts("nist.gov:123/udp", Party.SUPPORT)
            .fallsBackTo("time.windows.com:123/udp")
            .needs(
                "switching on",
                both,
                "tplinkra.com:443/tcp",
                "tplinkcloud.com:443/tcp",
                "amazonaws.com:443/tcp"),
        new SampleDevice("yi-camera", "Yi camera", "camera")
            .contacts("api.us.xiaoyi.com:443/tcp", Party.FIRST)
            .contacts("log.us.xiaoyi.com:80/tcp", Party.SUPPORT)
            .needs("watching", both, "api.us.xiaoyi.com:443/tcp"));
  }

  Map<Destination, Party> parties() {
    return parties;
  }
}
