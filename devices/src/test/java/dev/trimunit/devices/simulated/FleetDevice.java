// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.VerdictKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A device of {@code fleet/facts.txt}, and the device file that follows from the facts. */
final class FleetDevice {
  private final String name;
  private final Map<Destination, VerdictKind> published = new TreeMap<>();
  private final Map<Destination, String> parties = new LinkedHashMap<>();
  private final List<List<Destination>> turns = new ArrayList<>();

  private FleetDevice(String name) {
    this.name = name;
  }

  /** Every device of the facts. */
  static List<FleetDevice> all(Path facts) throws IOException {
    List<FleetDevice> all = new ArrayList<>();
    for (String line : Files.readAllLines(facts)) {
      if (line.startsWith("  ")) {
        all.get(all.size() - 1).fact(line.strip());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        all.add(new FleetDevice(line.strip()));
      }
    }
    return all;
  }

  private void fact(String line) {
    String[] parts = line.split(": ", 2);
    String[] words = parts[0].split(" ");
    switch (words[0]) {
      case "needs" -> contacts(parts[1], words[1], VerdictKind.REQUIRED);
      case "spares" -> contacts(parts[1], words[1], VerdictKind.BLOCKABLE);
      case "turns" -> turns(parts[1]);
      default -> throw new IllegalArgumentException("What does '" + line + "' mean?");
    }
  }

  private void contacts(String destinations, String party, VerdictKind kind) {
    for (String text : destinations.split(" ")) {
      published.put(destination(text), kind);
      parties.put(destination(text), party);
    }
  }

  private void turns(String chain) {
    List<Destination> links =
        Arrays.stream(chain.split(" > ")).map(FleetDevice::destination).toList();
    links.forEach(link -> published.putIfAbsent(link, VerdictKind.BLOCKABLE));
    turns.add(links);
  }

  private static Destination destination(String text) {
    return Destination.parse(text.contains("/") ? text : text + ":443/tcp");
  }

  String name() {
    return name;
  }

  String id() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** What is published, or follows from what is published, of each destination. */
  Map<Destination, VerdictKind> published() {
    return published;
  }

  /** How many of a kind the list of 2021 has, and by a party. */
  long published(VerdictKind kind, String party) {
    return parties.entrySet().stream()
        .filter(e -> published.get(e.getKey()) == kind && e.getValue().equals(party))
        .count();
  }

  /** What shows only while the one before it in its chain is blocked. */
  Map<Destination, Destination> hidden() {
    Map<Destination, Destination> hidden = new TreeMap<>();
    turns.forEach(
        chain -> {
          for (int i = 1; i < chain.size(); i++) {
            hidden.put(chain.get(i), chain.get(i - 1));
          }
        });
    return hidden;
  }

  private String contactId(Destination destination) {
    return "c" + List.copyOf(published.keySet()).indexOf(destination);
  }

  /** The device file; when what is contacted, and how often a use fails, is assumed. */
  String yaml() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("name: \"%s\"%nnoun: device%nstart-up: 30 s%n".formatted(name));
    if (!parties.isEmpty()) {
      yaml.append("parties:\n");
      parties.forEach((d, party) -> yaml.append("  \"=%s\": %s%n".formatted(d, party)));
    }
    yaml.append("app:\n  package: com.example.fleet\n  states: {off: {}, on: {}}\n");
    yaml.append("model:\n  boot: 2 s\n  contacts:\n");
    int second = 1;
    for (Destination destination : published.keySet()) {
      String when = hidden().containsKey(destination) ? "" : ", after: " + ++second + " s";
      yaml.append(
          "    %s: {destination: \"%s\"%s%s}%n"
              .formatted(contactId(destination), destination, when, standsIn(destination)));
    }
    String needs = ids(VerdictKind.REQUIRED);
    yaml.append(
        "  functionalities:\n    working:\n      flakiness: 1 %\n      LAN: {"
            + (needs.isEmpty() ? "" : "needs: [" + needs + "]")
            + "}\n");
    yaml.append("  screen:\n    title: Device\n");
    yaml.append("    variables: {power: {first: off, reset: app-start}}\n    elements:\n");
    yaml.append(
        "      - {kind: toggle, label: Power, shows: power, does: working, toggles: power}\n");
    return yaml.toString();
  }

  private String ids(VerdictKind kind) {
    return published.entrySet().stream()
        .filter(entry -> entry.getValue() == kind)
        .map(entry -> contactId(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** The first of a chain has the others stand in, in their order. */
  private String standsIn(Destination destination) {
    Optional<List<Destination>> chain =
        turns.stream().filter(links -> links.get(0).equals(destination)).findFirst();
    return chain
        .map(links -> links.subList(1, links.size()))
        .map(links -> links.stream().map(this::contactId).collect(Collectors.joining(", ")))
        .map(links -> ", if-refused: [" + links + "]")
        .orElse("");
  }
}
