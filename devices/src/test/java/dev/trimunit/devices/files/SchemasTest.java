// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trimunit.devices.physical.BenchFileCheck;
import dev.trimunit.engine.gherkin.FileCheck;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Editors and our readers understand the same files. */
@Tag("slow")
final class SchemasTest {
  private static final Path EVERY_KEY = Path.of("src", "test", "resources", "every-key");
  private static final Path ARCHETYPE =
      Path.of("..", "features", "archetype", "src", "main", "resources", "archetype-resources");
  private static final Path TEMPLATES = ARCHETYPE.resolve(Path.of("src", "test", "resources"));
  private static final Path ODD = Path.of("src", "test", "resources", "odd");
  private static final String UNKNOWN = "~~~~~~";
  private static final Pattern KNOWN =
      Pattern.compile(
          "unknown (key|word|control|preset|version|authentication|privacy) '~+'.*; known: (.*)");
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private static final String ONE_DEVICE =
      """
      gateway: {lan: br0, address: 192.168.50.1, upstream: eth0, dns: 192.0.2.53}
      devices:
        bulb:
          mac: 02:00:5e:00:53:01
      """;

  @TempDir Path folder;

  private static List<Path> files(String kind) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path root : List.of(Schema.SPECS, TEMPLATES, ODD, EVERY_KEY)) {
      Path of = root.resolve(folder(kind));
      if (Files.isDirectory(of)) {
        try (Stream<Path> found = Files.list(of)) {
          found.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(files::add);
        }
      }
    }
    return files;
  }

  private static String folder(String kind) {
    return kind.equals("bench") ? "benches" : kind + "s";
  }

  /** What our reader says, a line for each mistake; empty if it understands the file. */
  private List<String> said(String kind, String name, JsonNode file) {
    try {
      read(kind, name, file);
      return List.of();
    } catch (LabException e) {
      return String.valueOf(e.getMessage()).lines().toList();
    }
  }

  private Object read(String kind, String name, JsonNode file) {
    try {
      Path path = Files.writeString(folder.resolve(name + ".yaml"), file.toString());
      String place = kind.equals("device") ? "devices/" : "labs/";
      Resources resources = one(place + name + ".yaml", path.toUri().toURL());
      if (kind.equals("bench")) {
        return requireNoMistake(resources);
      }
      LabFiles labs = new LabFiles(resources);
      return kind.equals("device")
          ? new DeviceFiles(resources).read(name)
          : name.equals("emulated")
              ? labs.emulated(name, Optional.of(name))
              : labs.read(name, Optional.of(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A bench is read by its lab, which tells mistakes and nothing else. */
  private static Object requireNoMistake(Resources resources) {
    List<String> mistakes =
        new BenchFileCheck()
            .check(new FileCheck.Material(resources, "simulated", Map.of(), List.of(), true))
            .mistakes();
    if (!mistakes.isEmpty()) {
      throw new LabException(String.join("\n", mistakes));
    }
    return mistakes;
  }

  private static Resources one(String path, URL url) {
    return new Resources() {
      @Override
      public Optional<URL> find(String asked) {
        return asked.equals(path) ? Optional.of(url) : Optional.empty();
      }

      @Override
      public List<String> list(String where, String suffix) {
        return List.of(path);
      }
    };
  }

  private static ObjectNode everyKey(String kind, String name) throws IOException {
    return Schema.yaml(Files.readString(EVERY_KEY.resolve(folder(kind)).resolve(name + ".yaml")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "lab", "bench"})
  void every_file_of_the_project_follows_its_schema(String kind) throws IOException {
    Schema schema = Schema.of(kind);
    assertThat(files(kind)).isNotEmpty();
    for (Path file : files(kind)) {
      assertThat(schema.mistakes(Schema.yaml(Files.readString(file))))
          .as(file.toString())
          .isEmpty();
    }
  }

  /** The path is right in this project and in those of testers: the folders lie side by side. */
  @ParameterizedTest
  @ValueSource(strings = {"device", "lab"})
  void every_file_of_specs_names_its_schema(String kind) throws IOException {
    for (Path file : files(kind)) {
      if (file.startsWith(Schema.SPECS) || file.startsWith(TEMPLATES)) {
        assertThat(Files.readAllLines(file).get(0))
            .as(file.toString())
            .isEqualTo("# yaml-language-server: $schema=../schemas/%s.schema.json", kind);
      }
    }
  }

  @Test
  void the_editor_settings_of_a_new_project_name_the_schemas() throws IOException {
    JsonNode settings =
        new ObjectMapper().readTree(ARCHETYPE.resolve(".vscode/settings.json").toFile());
    Set<String> named = Schema.names(settings.path("yaml.schemas"));
    try (Stream<Path> schemas = Files.list(Schema.SPECS.resolve("schemas"))) {
      assertThat(named)
          .containsExactlyInAnyOrderElementsOf(
              schemas.map(file -> "src/test/resources/schemas/" + file.getFileName()).toList());
    }
  }

  @Test
  void the_files_in_the_docs_follow_their_schemas() throws IOException {
    int checked = 0;
    for (String page : List.of("device-files.md", "first-device.md")) {
      Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "docs", page)));
      while (block.find()) {
        String kind =
            block.group(1).contains("faults:")
                ? "lab"
                : block.group(1).contains("noun:") ? "device" : "";
        if (!kind.isEmpty()) {
          checked++;
          assertThat(Schema.of(kind).mistakes(Schema.yaml(block.group(1)))).as(page).isEmpty();
        }
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(3);
  }

  @Test
  void the_benches_and_plugs_in_the_docs_follow_the_schema() throws IOException {
    Schema schema = Schema.of("bench");
    int checked = 0;
    for (String page : List.of("bench.md", "power.md")) {
      Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "docs", page)));
      while (block.find()) {
        String text = block.group(1);
        if (text.startsWith("power:")) {
          text = ONE_DEVICE + text.indent(4);
        }
        if (text.contains("gateway:")) {
          checked++;
          assertThat(schema.mistakes(Schema.yaml(text))).as(text).isEmpty();
        }
      }
    }
    assertThat(checked).isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "lab", "bench"})
  void every_key_is_explained(String kind) throws IOException {
    assertThat(Schema.of(kind).unexplained()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"device, gadget", "lab, simulated emulated", "bench, bench"})
  void a_schema_knows_the_keys_and_words_that_the_reader_knows(String kind, String names)
      throws IOException {
    Schema schema = Schema.of(kind);
    Set<Set<String>> keys = new HashSet<>();
    Set<Set<String>> words = new HashSet<>();
    for (String name : names.split(" ")) {
      ObjectNode file = everyKey(kind, name);
      assertThat(said(kind, name, file)).isEmpty();
      for (ObjectNode group : groups(file)) {
        keys.addAll(refused(schema, kind, name, file, group, UNKNOWN, new TextNode("")));
        for (String key : Schema.names(group)) {
          JsonNode before = group.get(key);
          words.addAll(refused(schema, kind, name, file, group, key, new TextNode(UNKNOWN)));
          group.set(key, before);
        }
      }
    }
    assertThat(kind.equals("lab") ? apart(schema.keys()) : schema.keys()).isEqualTo(keys);
    assertThat(words).isEqualTo(schema.words());
  }

  /** One schema serves both kinds of lab, which have no key but {@code units} in common. */
  private static Set<Set<String>> apart(Set<Set<String>> keys) {
    Set<Set<String>> apart = new HashSet<>();
    Set<String> emulated = Set.of("time-scale", "resolver");
    for (Set<String> group : keys) {
      if (group.containsAll(emulated)) {
        Set<String> common = new TreeSet<>(emulated);
        common.add("units");
        apart.add(common);
        Set<String> simulated = new TreeSet<>(group);
        simulated.removeAll(emulated);
        apart.add(simulated);
      } else {
        apart.add(group);
      }
    }
    return apart;
  }

  /** What the reader knows instead; the schema must refuse what it refuses so. */
  private Set<Set<String>> refused(
      Schema schema,
      String kind,
      String name,
      ObjectNode file,
      ObjectNode group,
      String key,
      JsonNode value) {
    group.set(key, value);
    Set<Set<String>> known = new HashSet<>();
    for (String line : said(kind, name, file)) {
      Matcher matcher = KNOWN.matcher(line);
      if (matcher.find()) {
        String all = matcher.group(2);
        boolean isKey = matcher.group(1).equals("key");
        String found = isKey ? all : all.toLowerCase(Locale.ROOT);
        known.add(new TreeSet<>(List.of(found.split(", "))));
        assertThat(schema.mistakes(file)).as(line).isNotEmpty();
      }
    }
    if (key.equals(UNKNOWN)) {
      group.remove(key);
    }
    return known;
  }

  private static List<ObjectNode> groups(JsonNode node) {
    List<ObjectNode> groups = new ArrayList<>();
    if (node instanceof ObjectNode group) {
      groups.add(group);
    }
    node.forEach(child -> groups.addAll(groups(child)));
    return groups;
  }

  @Test
  void what_is_left_out_is_what_the_schema_says() throws IOException {
    String least =
        """
        name: Gadget
        noun: gadget
        app: {package: com.example.gadget, states: {on: {}, off: {}}}
        model:
          names: {cloud.vendor.test: {addresses: [198.51.100.1]}}
          contacts: {cloud: {destination: "cloud.vendor.test:443/tcp"}}
          functionalities: {switching on: {LAN: {}}}
          screen:
            title: Gadget
            variables: {power: {}}
            elements: [{kind: lamp, label: Power}]
        """;
    assertDefaults("device", "gadget", Schema.yaml(least));
    assertDefaults("lab", "emulated", Schema.yaml("{}"), "time-scale", "resolver");
    assertDefaults("lab", "simulated", Schema.yaml("shared: [{name: air}]"));
  }

  private void assertDefaults(String kind, String name, ObjectNode file, String... only)
      throws IOException {
    Schema schema = Schema.of(kind);
    assertThat(schema.mistakes(file)).isEmpty();
    ObjectNode full = file.deepCopy();
    schema.writeDefaults(full);
    if (kind.equals("lab") && only.length == 0) {
      full.remove(List.of("time-scale", "resolver"));
    }
    assertThat(full).isNotEqualTo(file);
    assertThat(schema.mistakes(full)).isEmpty();
    assertThat(read(kind, name, full)).isEqualTo(read(kind, name, file));
  }

  @Test
  void a_lab_is_either_simulated_or_emulated() throws IOException {
    ObjectNode both = Schema.yaml("{phones: 1, time-scale: 60}");
    assertThat(Schema.of("lab").mistakes(both)).isNotEmpty();
    assertThat(said("lab", "emulated", both)).isNotEmpty();
    assertThat(said("lab", "simulated", both)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start-up: 20          | .start-up",
        "start-up: 20 minutes  | .start-up",
        "parties: {a.test: 1st} | .parties.a.test",
        "model: {}             | .model",
        "app: {package: a}     | .app",
        "noun:                 | .noun"
      })
  void what_editors_underline_the_reader_refuses_too(String lines, String place)
      throws IOException {
    ObjectNode file = everyKey("device", "gadget");
    file.setAll(Schema.yaml(lines));
    assertThat(Schema.of("device").mistakes(file))
        .anyMatch(said -> said.startsWith("$" + place + ":"));
    assertThat(said("device", "gadget", file)).isNotEmpty();
  }
}
