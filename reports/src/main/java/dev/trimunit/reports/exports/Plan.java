// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What of a blocklist a format can say, and the comments about what it cannot. */
final class Plan {
  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final int LONGEST_NAME = 240;

  /** As the C library and browsers read it: {@code 198.51.100.99}, {@code 1}, {@code 10.0x7f}. */
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(^|\\.)(\\d+|0x[0-9a-f]*)$");

  private final RunData run;
  private final Kept kept;
  private final DeviceData data;
  private final Blocklist list;
  private final SeldomUsed seldom;
  private final Handed handed;

  Plan(RunData run, Kept kept, DeviceData data, Blocklist list, SeldomUsed seldom) {
    this.run = run;
    this.kept = kept;
    this.data = data;
    this.list = list;
    this.seldom = seldom;
    this.handed = new Handed(data, kept.of(data.device().id()));
  }

  /** What a format says of a name: blocked, or left out because of something. */
  record Line(String name, String leftOutBecause) {
    boolean blocks() {
      return leftOutBecause.isEmpty();
    }
  }

  String id() {
    return data.device().id();
  }

  /** What was verified as a whole, without what is held back. */
  Set<Destination> blocked() {
    return seldom.exported();
  }

  /** What no exported list of the device blocks. */
  Set<Destination> kept() {
    return kept.of(id());
  }

  /** The lines on top of every file, with what is held back, without a comment mark. */
  List<String> header(Verified.Form form, String about) {
    Device device = data.device();
    List<String> header = new ArrayList<>();
    data.checksInDoubt().forEach(warning -> header.add("WARNING: " + warning));
    header.add("TrimUnit blocklist of " + device.name());
    header.add(run.deviceBanner());
    header.add(
        "firmware %s, app %s, region %s"
            .formatted(stated(device.firmware()), stated(device.app()), stated(device.region())));
    header.add(Verified.firmware(device));
    header.addAll(Verified.lines(run, list, form));
    header.addAll(Verified.part(data, list, blocked()));
    header.add(about);
    seldom
        .heldBack()
        .forEach(
            (held, purpose) ->
                header.add("left out: %s, because %s".formatted(held, purpose.sentence())));
    return header.stream().map(Plan::plain).toList();
  }

  /** How the device passes by a resolver. */
  List<String> bypasses() {
    return Bypasses.sentences(data);
  }

  /**
   * The names of the list for a resolver, which blocks a name on every port.
   *
   * @param everyDevice whether the resolver's file hits every device of the network
   */
  List<Line> names(boolean everyDevice) {
    Set<DnsName> names = new TreeSet<>();
    for (Destination destination : blocked()) {
      if (destination.host() instanceof DnsName name && !name.isFamily()) {
        names.add(name);
      }
    }
    return names.stream().map(name -> new Line(name.text(), obstacle(name, everyDevice))).toList();
  }

  /** The families of names of the list, for a resolver. */
  List<Family> families(boolean everyDevice) {
    Set<DnsName> families = new TreeSet<>();
    for (Destination destination : blocked()) {
      if (destination.host() instanceof DnsName name && name.isFamily()) {
        families.add(name);
      }
    }
    return families.stream()
        .map(name -> new Family(name, keptBelow(name), familyObstacle(name, everyDevice)))
        .toList();
  }

  private SortedSet<DnsName> keptBelow(DnsName family) {
    return Family.above(family)
        .map(
            above ->
                kept.hosts().stream()
                    .filter(name -> name.isAtOrBelow(above) && !name.equals(family))
                    .collect(Collectors.toCollection(TreeSet::new)))
        .orElseGet(TreeSet::new);
  }

  private String familyObstacle(DnsName family, boolean everyDevice) {
    if (!names(new DnsName(family.text().replace('*', 'x')))) {
      return "the name cannot be written safely in this format";
    }
    List<Destination> needed =
        kept.of(id()).stream().filter(destination -> destination.host().equals(family)).toList();
    if (!needed.isEmpty()) {
      return "the device needs, or may need, %s".formatted(join(needed));
    }
    return kept.aliases().stream()
        .filter(family::holds)
        .map(alias -> obstacle(alias, everyDevice))
        .filter(obstacle -> !obstacle.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** The destinations without a name: not for a resolver. */
  List<String> addresses() {
    return blocked().stream()
        .filter(destination -> destination.host() instanceof IpAddress)
        .map(Destination::toString)
        .toList();
  }

  private String obstacle(DnsName name, boolean everyDevice) {
    if (readAsAddress(name)) {
      return "the name would be taken for an address";
    }
    if (!writable(name)) {
      return "the name cannot be written safely in this format";
    }
    List<Destination> needed =
        kept.of(id()).stream().filter(destination -> destination.host().equals(name)).toList();
    if (!needed.isEmpty()) {
      return "the device needs, or may need, %s".formatted(join(needed));
    }
    DnsName alias = kept.leadingThrough(name).get(id());
    if (alias != null) {
      return leads("the device", alias);
    }
    return everyDevice ? others(name) : "";
  }

  private static String leads(String device, DnsName alias) {
    return "%s asks for %s, whose answer leads through it as an alias: resolvers that match lists against aliases would refuse that, too"
        .formatted(device, plain(alias.text()));
  }

  private String others(DnsName name) {
    for (var other : kept.leadingThrough(name).entrySet()) {
      return leads("another device", other.getValue());
    }
    return kept.another(id(), name)
        .flatMap(run::device)
        .map(other -> plain(other.device().name()))
        .map(other -> "another device needs, or may need it: " + other)
        .orElse("");
  }

  /** Whether every format can write a name, and each consumer reads it as one. */
  static boolean names(DnsName name) {
    return writable(name) && !readAsAddress(name);
  }

  private static boolean readAsAddress(DnsName name) {
    return name.looksLikeAddress() || ENDS_IN_NUMBER.matcher(name.text()).find();
  }

  private static boolean writable(DnsName name) {
    return name.text().length() <= LONGEST_NAME
        && name.text().matches(LABEL + "(\\." + LABEL + ")*");
  }

  /**
   * The addresses that stood for a destination of the list, and which of them something else needs.
   */
  SortedMap<IpAddress, Optional<Destination>> addressesOf(Destination blocked) {
    SortedMap<IpAddress, Optional<Destination>> addresses =
        new TreeMap<>(Comparator.comparing(IpAddress::toString));
    handed.of(blocked).forEach(address -> addresses.put(address, needing(address, blocked)));
    return addresses;
  }

  private Optional<Destination> needing(IpAddress address, Destination blocked) {
    return keptBeside(blocked).stream()
        .filter(needed -> handed.of(needed).contains(address))
        .findFirst();
  }

  /** What is kept of the same transport and port. */
  List<Destination> keptBeside(Destination blocked) {
    return kept().stream()
        .filter(
            needed ->
                needed.transport().equals(blocked.transport()) && needed.port() == blocked.port())
        .toList();
  }

  /** Every address that stood for a destination. */
  Set<IpAddress> everyAddressOf(Destination destination) {
    return handed.of(destination);
  }

  private static String join(List<Destination> destinations) {
    List<String> words = new ArrayList<>();
    destinations.forEach(destination -> words.add(destination.toString()));
    return words.stream().collect(Collectors.joining(" and "));
  }

  private static String stated(String text) {
    return text.isEmpty() ? "not stated" : text;
  }

  /** One line of printable ASCII: comments end at a line feed, and names are hostile. */
  static String plain(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
