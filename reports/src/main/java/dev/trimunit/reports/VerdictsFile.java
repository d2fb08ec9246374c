// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.accepted.Behaviour;
import dev.trimunit.reports.accepted.Contact;
import dev.trimunit.reports.evidence.ForeignFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@code verdicts.json} of any run, read back.
 *
 * @param file where it lies
 * @param started when the run began, from the {@code run.json} beside it; empty without
 * @param lab the lab's kind and the protocol, in words
 * @param simulated whether its devices are models
 * @param filters what the run was limited to, in words; empty if it looked at everything
 * @param devices by id
 * @param identities what else may have changed, by device id and then by field
 */
record VerdictsFile(
    Path file,
    String started,
    String lab,
    boolean simulated,
    String filters,
    SortedMap<String, Behaviour> devices,
    Map<String, SortedMap<String, String>> identities) {
  private static final List<String> FILTERS =
      List.of("device", "functionality", "vantage", "destination");
  private static final List<String> IDENTITY = List.of("firmware", "app", "region");

  /**
   * Reads a file, or the one in a run's output folder.
   *
   * @param tolerance by how many percentage points a share of the traffic may change
   * @throws IOException with what is wrong
   */
  static VerdictsFile read(Path place, double tolerance) throws IOException {
    Path file = Files.isDirectory(place) ? place.resolve("verdicts.json") : place;
    if (!Files.exists(file)) {
      throw new IOException("there is no " + file);
    }
    JsonNode root = Json.read(ForeignFile.read(file));
    int version = root.path("version").asInt();
    if (version != VerdictsJson.VERSION) {
      throw new IOException(
          "its version is %s, understood is %d"
              .formatted(root.path("version"), VerdictsJson.VERSION));
    }
    SortedMap<String, Behaviour> devices = new TreeMap<>();
    Map<String, SortedMap<String, String>> identities = new HashMap<>();
    for (JsonNode device : root.path("devices")) {
      String id = device.path("id").asText();
      devices.put(id, behaviour(device, tolerance));
      SortedMap<String, String> identity = new TreeMap<>();
      IDENTITY.forEach(field -> identity.put(field, device.path(field).asText()));
      identities.put(id, identity);
    }
    JsonNode settings = root.path("settings");
    return new VerdictsFile(
        file,
        started(file.resolveSibling("run.json")),
        root.path("lab").path("kind").asText() + " lab, " + settings.path("protocol").asText(),
        root.path("simulated").asBoolean(),
        filters(settings),
        devices,
        identities);
  }

  private static String filters(JsonNode settings) {
    String limits = settings.path("limits").asText();
    if (!limits.isBlank()) {
      return limits;
    }
    List<String> set = new ArrayList<>();
    for (String filter : FILTERS) {
      String value = settings.path(filter).asText();
      if (!value.isBlank()) {
        set.add(filter + "=" + value);
      }
    }
    return String.join(", ", set);
  }

  private static String started(Path runJson) {
    try {
      return Files.isRegularFile(runJson)
          ? Json.read(ForeignFile.read(runJson)).path("started").asText()
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static Behaviour behaviour(JsonNode device, double tolerance) throws IOException {
    Map<String, SortedMap<Usage, VerdictKind>> verdicts = new HashMap<>();
    SortedMap<Destination, Contact> contacts = new TreeMap<>();
    try {
      for (JsonNode verdict : device.path("verdicts")) {
        verdicts
            .computeIfAbsent(verdict.path("destination").asText(), d -> new TreeMap<>())
            .put(
                new Usage(
                    verdict.path("functionality").asText(),
                    Vantage.valueOf(verdict.path("vantage").asText())),
                VerdictKind.valueOf(verdict.path("verdict").asText()));
      }
      for (JsonNode destination : device.path("destinations")) {
        String text = destination.path("destination").asText();
        contacts.put(
            destination(destination),
            contact(destination, verdicts.getOrDefault(text, new TreeMap<>())));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "of %s it says what cannot be: %s".formatted(device.path("id"), e.getMessage()), e);
    }
    String id = device.path("id").asText();
    return new Behaviour(
        id, device.path("name").asText(id), device.path("firmware").asText(), tolerance, contacts);
  }

  /** From its parts: the text of a hostile name may look like anything. */
  private static Destination destination(JsonNode node) {
    JsonNode port = node.path("port");
    return new Destination(
        Host.parse(node.path("host").asText()),
        Transport.parse(node.path("transport").asText()),
        port.isInt() ? port.asInt() : Destination.NO_PORT);
  }

  private static Contact contact(JsonNode node, SortedMap<Usage, VerdictKind> verdicts) {
    JsonNode share = node.path("sharePercent");
    return new Contact(
        Party.valueOf(node.path("party").asText().toUpperCase(Locale.ROOT)),
        share.isNumber() ? OptionalDouble.of(share.asDouble()) : OptionalDouble.empty(),
        verdicts);
  }
}
