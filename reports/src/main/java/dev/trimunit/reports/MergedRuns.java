// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trimunit.engine.model.Device;
import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.evidence.ForeignFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What several runs found, as one run would have told it. */
final class MergedRuns {
  /** What has to be the same of a device that two runs had. */
  private static final List<String> IDENTITY = List.of("firmware", "app", "region");

  private final SortedMap<String, Found> devices = new TreeMap<>();
  private final List<Path> folders = new ArrayList<>();
  private @Nullable ObjectNode first;
  private final MergedLimits limits = new MergedLimits();
  private final List<String> notes = new ArrayList<>();
  private int twice;

  /** A device, and in which run's folder it was found. */
  private record Found(JsonNode device, Path folder) {}

  /**
   * Adds a run.
   *
   * @param folder its output folder
   * @throws IOException with what is wrong, if it does not go with those before
   */
  void add(Path folder) throws IOException {
    ObjectNode run = read(folder);
    ObjectNode known = first;
    if (known == null) {
      first = run;
    } else {
      requireSame(known, run, folder);
    }
    folders.add(folder);
    limits.add(run.path("settings").path("shard").asText(), folder);
    for (JsonNode device : run.path("devices")) {
      add(device, folder);
    }
  }

  private static String whereResultsAre(Path folder) {
    Path place = folder.toAbsolutePath().normalize();
    Path limited = place.resolveSibling("partial").resolve(place.getFileName());
    return Files.isRegularFile(limited.resolve("verdicts.json"))
        ? "a shard, or another limited run, left its results in %s".formatted(limited)
        : "name the output folders of runs that ended";
  }

  private static ObjectNode read(Path folder) throws IOException {
    Path file = folder.resolve("verdicts.json");
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s has no verdicts.json: %s".formatted(folder, whereResultsAre(folder)));
    }
    JsonNode root;
    try {
      root = Json.readExactly(ForeignFile.read(file));
    } catch (IOException e) {
      throw new IOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    if (!(root instanceof ObjectNode run) || root.path("version").asInt() != VerdictsJson.VERSION) {
      throw new IOException(
          "%s has version %s, understood is %d: merge it with the TrimUnit that made it"
              .formatted(file, root.path("version"), VerdictsJson.VERSION));
    }
    return run;
  }

  private void requireSame(ObjectNode known, ObjectNode run, Path folder) throws IOException {
    requireSame("lab", known.path("lab").path("key"), run.path("lab").path("key"), folder);
    JsonNode before = known.path("settings");
    JsonNode now = run.path("settings");
    TreeSet<String> keys = new TreeSet<>();
    before.fieldNames().forEachRemaining(keys::add);
    now.fieldNames().forEachRemaining(keys::add);
    MergedLimits.KEYS.forEach(keys::remove);
    requireSame("limits", MergedLimits.within(before), MergedLimits.within(now), folder);
    for (String key : keys) {
      requireSame("trimunit." + key, setting(before, key), setting(now, key), folder);
    }
  }

  /** What an earlier TrimUnit did not know was not set. */
  private static JsonNode setting(JsonNode settings, String key) {
    JsonNode value = settings.path(key);
    return value.isMissingNode() ? TextNode.valueOf("") : value;
  }

  private void requireSame(String what, JsonNode before, JsonNode now, Path folder)
      throws IOException {
    if (!before.equals(now)) {
      throw new IOException(
          "%s has %s %s, and %s has %s: runs are merged only if they differ in their devices. Run one of them again"
              .formatted(folder, what, now, folders.get(0), before));
    }
  }

  private void add(JsonNode device, Path folder) throws IOException {
    String id = device.path("id").asText();
    if (!Device.isId(id)) {
      throw new IOException("%s: device id %s".formatted(folder, Device.notAnId(id)));
    }
    Found known = devices.putIfAbsent(id, new Found(device, folder));
    if (known != null) {
      requireAgreement(id, known, new Found(device, folder));
      twice++;
    }
  }

  /** Two runs of one device: the first stands, if the second says nothing else. */
  private static void requireAgreement(String id, Found one, Found other) throws IOException {
    for (String field : IDENTITY) {
      String before = one.device().path(field).asText();
      String now = other.device().path(field).asText();
      if (!before.equals(now)) {
        throw new IOException(
            "%s has %s '%s' in %s and '%s' in %s: those are two devices for a reader. Leave one run out"
                .formatted(id, field, before, one.folder(), now, other.folder()));
      }
    }
    Map<String, String> verdicts = verdicts(one.device());
    for (Map.Entry<String, String> now : verdicts(other.device()).entrySet()) {
      String before = verdicts.remove(now.getKey());
      if (!now.getValue().equals(before)) {
        throw new IOException(
            "%s: %s is %s in %s and %s in %s. Settle it with one more run, and leave the wrong one out"
                .formatted(
                    id,
                    now.getKey(),
                    before == null ? "without a verdict" : before,
                    one.folder(),
                    now.getValue(),
                    other.folder()));
      }
    }
    if (!verdicts.isEmpty()) {
      throw new IOException(
          "%s: %s has a verdict in %s and none in %s. Leave the run out that looked at less"
              .formatted(id, verdicts.keySet().iterator().next(), one.folder(), other.folder()));
    }
  }

  private static Map<String, String> verdicts(JsonNode device) {
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode verdict : device.path("verdicts")) {
      verdicts.put(
          "%s for %s over %s"
              .formatted(
                  verdict.path("destination").asText(),
                  verdict.path("functionality").asText(),
                  verdict.path("vantage").asText()),
          verdict.path("verdict").asText());
    }
    return verdicts;
  }

  /**
   * Writes the results, and the bundles that they name.
   *
   * @throws IOException if something cannot be read or written
   */
  void write(Path out) throws IOException {
    ObjectNode root = first == null ? Json.object() : first.deepCopy();
    limits.tell(root);
    ArrayNode all = root.putArray("devices");
    Map<Path, Path> bundles = new HashMap<>();
    for (Found found : devices.values()) {
      all.add(found.device());
      for (JsonNode verdict : found.device().path("verdicts")) {
        String name = verdict.path("bundle").path("file").asText();
        if (!name.isEmpty()) {
          bundles.put(inside(out, name), inside(found.folder(), name));
        }
      }
    }
    Files.createDirectories(out);
    for (Map.Entry<Path, Path> bundle : bundles.entrySet()) {
      copy(bundle.getValue(), bundle.getKey());
    }
    MergedFiles files = new MergedFiles(out);
    files.write(parts());
    notes.addAll(files.sentences());
    new MergedPages(out, root, parts(), folders, limits.missing()).write();
    new FolderOutput(out).write(SchemaFile.NAME, SchemaFile.bytes());
    // It is written last: where it is, everything is.
    Files.write(out.resolve("verdicts.json"), Json.text(root).getBytes(StandardCharsets.UTF_8));
  }

  private List<MergedFiles.Part> parts() {
    return devices.entrySet().stream()
        .map(
            found ->
                new MergedFiles.Part(
                    found.getKey(),
                    found.getValue().device().path("name").asText(),
                    found.getValue().folder()))
        .toList();
  }

  private static void copy(Path bundle, Path to) throws IOException {
    if (!Files.isRegularFile(bundle, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "The bundle %s is not there: take the whole output folder of the run, with its evidence"
              .formatted(bundle));
    }
    Files.createDirectories(to.getParent());
    Files.copy(bundle, to);
  }

  /** A path that a file names must not lead out of its folder. */
  private static Path inside(Path folder, String name) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    Path path = root.resolve(name).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      throw new IOException(
          "%s names '%s' as a bundle, which is not in its folder".formatted(folder, name));
    }
    return path;
  }

  /** Whether no run of a shard is missing. */
  boolean isWhole() {
    return limits.isWhole();
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%d %s, %d %s%s"
            .formatted(
                folders.size(),
                folders.size() == 1 ? "run" : "runs",
                devices.size(),
                devices.size() == 1 ? "device" : "devices",
                twice == 0 ? "" : " (%d in two runs, which agree)".formatted(twice)));
    if (!limits.isWhole()) {
      sentences.add(
          "NOT WHOLE: there is no run of shard %s. The results say so; merge again when there is one."
              .formatted(limits.missing()));
    }
    sentences.addAll(notes);
    return sentences;
  }
}
