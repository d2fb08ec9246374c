// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.evidence.ForeignFile;
import dev.trimunit.reports.history.PastRun;
import dev.trimunit.reports.history.PastRun.PastDestination;
import dev.trimunit.reports.history.PastRun.PastDevice;
import dev.trimunit.reports.history.PastRun.PastVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads of a {@code verdicts.json} what a history tells, token by token: there may be a thousand of
 * them. What older files lack is empty.
 */
final class PastRunReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String NONE = "";

  private final Path folder;
  private int version;
  private String lab = NONE;
  private final Map<String, String> settings = new HashMap<>();
  private final List<PastDevice> devices = new ArrayList<>();
  private boolean hasDevices;

  private PastRunReader(Path folder) {
    this.folder = folder;
  }

  /** When a run began, by the {@code run.json} beside its results, or by the age of the file. */
  record Began(Instant when, boolean dated) {
    static Began of(Path file) throws IOException {
      Path run = file.resolveSibling("run.json");
      if (Files.isRegularFile(run)) {
        try {
          JsonNode started = Json.read(ForeignFile.read(run)).path("started");
          return new Began(Instant.parse(started.asText()), true);
        } catch (JsonProcessingException | DateTimeException e) {
          // One that was cut off says as much as none.
        }
      }
      return new Began(Files.getLastModifiedTime(file).toInstant(), false);
    }
  }

  /**
   * Reads a run's results.
   *
   * @throws IOException with what is wrong
   */
  static PastRun read(Path file, Began began) throws IOException {
    Path folder = file.toAbsolutePath().normalize().resolveSibling("");
    PastRunReader reader = new PastRunReader(folder);
    try (JsonParser json = JSON.createParser(ForeignFile.read(file))) {
      reader.root(json);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "its verdicts.json is cut off, or no JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException("its verdicts.json says what cannot be: " + e.getMessage(), e);
    }
    return reader.run(began);
  }

  private PastRun run(Began began) throws IOException {
    if (version != VerdictsJson.VERSION) {
      throw new IOException(
          "its verdicts.json has version %d, understood is %d"
              .formatted(version, VerdictsJson.VERSION));
    }
    if (!hasDevices) {
      throw new IOException("its verdicts.json names no devices");
    }
    return new PastRun(
        folder,
        began.when(),
        began.dated(),
        lab.isEmpty() ? "unknown" : lab,
        settings.getOrDefault("protocol", NONE),
        isWhole(),
        devices);
  }

  /** Files that are older than limits have the filters only. */
  private boolean isWhole() {
    return List.of("functionality", "vantage", "destination").stream()
            .allMatch(filter -> settings.getOrDefault(filter, NONE).isBlank())
        && MergedLimits.within(key -> settings.getOrDefault(key, NONE)).isEmpty();
  }

  private void root(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("it is no object");
    }
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      switch (field) {
        case "version" -> version = json.getValueAsInt();
        case "lab" -> lab = texts(json).getOrDefault("kind", NONE);
        case "settings" -> settings.putAll(texts(json));
        case "devices" -> devices(json);
        default -> json.skipChildren();
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT) {
      throw new IllegalArgumentException("it does not end");
    }
  }

  private void devices(JsonParser json) throws IOException {
    hasDevices = true;
    while (json.nextToken() == JsonToken.START_OBJECT) {
      devices.add(device(json));
    }
  }

  private static PastDevice device(JsonParser json) throws IOException {
    Map<String, String> facts = new HashMap<>();
    SortedMap<String, PastDestination> destinations = new TreeMap<>();
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      switch (field) {
        case "destinations" -> destinations(json, destinations);
        case "verdicts" -> verdicts(json, destinations);
        default -> fact(json, field, facts);
      }
    }
    String id = facts.getOrDefault("id", NONE);
    if (!Device.isId(id)) {
      throw new IllegalArgumentException("device id " + Device.notAnId(id));
    }
    return new PastDevice(
        id,
        facts.getOrDefault("name", id),
        facts.getOrDefault("firmware", NONE),
        facts.getOrDefault("app", NONE),
        destinations);
  }

  private static void destinations(JsonParser json, SortedMap<String, PastDestination> all)
      throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      Map<String, String> facts = texts(json);
      String party = facts.getOrDefault("party", NONE);
      all.merge(
          facts.getOrDefault("destination", NONE),
          new PastDestination(party, new HashMap<>()),
          (before, now) -> new PastDestination(party, before.verdicts()));
    }
  }

  private static void verdicts(JsonParser json, SortedMap<String, PastDestination> all)
      throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      Map<String, String> facts = new HashMap<>();
      String evidence = NONE;
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        json.nextToken();
        if (field.equals("bundle")) {
          evidence = texts(json).getOrDefault("file", NONE);
        } else {
          fact(json, field, facts);
        }
      }
      Usage usage =
          new Usage(
              facts.getOrDefault("functionality", NONE),
              Vantage.valueOf(facts.getOrDefault("vantage", NONE)));
      all.computeIfAbsent(
              facts.getOrDefault("destination", NONE),
              text -> new PastDestination(NONE, new HashMap<>()))
          .verdicts()
          .put(
              usage,
              new PastVerdict(VerdictKind.valueOf(facts.getOrDefault("verdict", NONE)), evidence));
    }
  }

  /** The fields of an object that are texts. */
  private static Map<String, String> texts(JsonParser json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return texts;
    }
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      fact(json, field, texts);
    }
    return texts;
  }

  private static void fact(JsonParser json, String field, Map<String, String> facts)
      throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      facts.put(field, json.getText());
    } else {
      json.skipChildren();
    }
  }
}
