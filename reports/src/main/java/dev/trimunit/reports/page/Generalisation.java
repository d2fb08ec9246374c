// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.Blockability;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.page.PageModel.Count;
import dev.trimunit.reports.page.PageModel.Group;
import dev.trimunit.reports.page.PageModel.SharedHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What holds across devices: verdicts by party, port, registered domain and organisation. */
final class Generalisation {
  /** So many lines of a group or of shared destinations are shown. */
  static final int MOST = 100;

  private static final int DEVICES_NAMED = 6;
  private final List<Seen> seen = new ArrayList<>();

  /** A destination of a device, with its class. */
  private record Seen(DeviceData device, Destination destination, Blockability blockability) {}

  Generalisation(List<DeviceData> devices) {
    for (DeviceData device : devices) {
      for (Destination destination : device.destinations()) {
        device
            .blockability(destination)
            .ifPresent(of -> seen.add(new Seen(device, destination, of)));
      }
    }
  }

  List<Group> groups() {
    return List.of(
        group("By party", "Party", "", 1, at -> at.device().party(at.destination()).word()),
        group("By port", "Port", "", 1, at -> port(at.destination())),
        group(
            "By registered domain",
            "Domain",
            "Domains that at least two devices contact; a domain is what somebody registered under a public suffix.",
            2,
            at -> at.device().owner(at.destination()).domain()),
        group(
            "By organisation",
            "Organisation",
            "Organisations that at least two devices contact, as far as they are known.",
            2,
            at -> at.device().owner(at.destination()).organisation()));
  }

  private static String port(Destination destination) {
    return (destination.hasPort() ? destination.port() + "/" : "") + destination.transport();
  }

  private Group group(
      String title, String what, String note, int leastDevices, Function<Seen, String> key) {
    Map<String, List<Seen>> byKey =
        seen.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    byKey.remove("");
    List<Count> counts = new ArrayList<>();
    byKey.forEach((name, members) -> counts.add(count(name, members)));
    counts.removeIf(count -> count.devices() < leastDevices);
    counts.sort(Comparator.comparingInt(Count::devices).reversed().thenComparing(Count::what));
    return new Group(
        title, what, note, counts.stream().limit(MOST).toList(), Math.max(0, counts.size() - MOST));
  }

  private static Count count(String name, List<Seen> members) {
    return new Count(
        name,
        devices(members).size(),
        number(members, Blockability.ALL),
        number(members, Blockability.SOME),
        number(members, Blockability.NONE));
  }

  private static int number(List<Seen> members, Blockability blockability) {
    return (int) members.stream().filter(at -> at.blockability() == blockability).count();
  }

  private static Set<String> devices(List<Seen> members) {
    return members.stream()
        .map(at -> at.device().device().name())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Destinations of several devices, those that every one of them can do without first. */
  List<SharedHost> shared() {
    Map<String, List<Seen>> byDestination =
        seen.stream()
            .collect(
                Collectors.groupingBy(
                    at -> at.destination().toString(), TreeMap::new, Collectors.toList()));
    return byDestination.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> shared(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing((SharedHost host) -> host.some() + host.none() > 0)
                .thenComparing(host -> -host.all() - host.some() - host.none()))
        .toList();
  }

  private static SharedHost shared(String destination, List<Seen> members) {
    int all = number(members, Blockability.ALL);
    int none = number(members, Blockability.NONE);
    String agreement =
        all == members.size()
            ? "blockable everywhere"
            : none == members.size() ? "required everywhere" : "differs";
    List<String> names = List.copyOf(devices(members));
    String named = names.stream().limit(DEVICES_NAMED).collect(Collectors.joining(", "));
    String more =
        names.size() > DEVICES_NAMED ? " and " + (names.size() - DEVICES_NAMED) + " more" : "";
    return new SharedHost(
        destination, agreement, all, members.size() - all - none, none, named + more);
  }
}
