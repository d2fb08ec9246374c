// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.reports.accepted.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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

/** Editors and our reader understand the same accepted files. */
@Tag("slow")
final class AcceptedSchemaTest {
  private static final Path SPECS = Path.of("..", "features", "src", "test", "resources");
  private static final String UNKNOWN = "xxxxxxxxxxxxxxxx";
  private static final Pattern KNOWN =
      Pattern.compile("unknown (?:key|word) 'x+'\\. Known (?:keys|words): (.*?)\\.");
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final YAMLMapper YAML = new YAMLMapper();

  @TempDir private Path folder;

  private static JsonNode root() throws IOException {
    return new ObjectMapper().readTree(SchemaFile.bytes(AcceptedFile.SCHEMA));
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root());
  }

  private static MemoryOutput written() throws IOException {
    MemoryOutput output = new MemoryOutput();
    AcceptedFiles.write(MemoryOutput.data(SampleRun.ofThePaper()), output);
    return output;
  }

  /** With every key that a file may have. */
  private static ObjectNode everyKey() throws IOException {
    ObjectNode file = (ObjectNode) YAML.readTree(written().text(AcceptedFile.path("tp-link-bulb")));
    return file.put("firmware", "1.10");
  }

  private Behaviour read(JsonNode file) throws IOException {
    Path path = Files.writeString(folder.resolve("file.yaml"), file.toString());
    return AcceptedFile.read(path.toUri().toURL());
  }

  @Test
  void what_is_written_follows_its_schema_and_lies_where_it_looks_for_it() throws IOException {
    MemoryOutput output = written();
    String text = output.text(AcceptedFile.path("tp-link-bulb"));

    assertThat(text)
        .startsWith("# yaml-language-server: $schema=../schemas/accepted.schema.json\n");
    assertThat(output.text("schemas/accepted.schema.json"))
        .isEqualToNormalizingNewlines(
            Files.readString(SPECS.resolve("schemas/accepted.schema.json")));
    assertThat(schema().validate(YAML.readTree(text))).isEmpty();
    assertThat(schema().validate(everyKey())).isEmpty();
  }

  @Test
  void the_files_of_the_project_and_of_the_docs_follow_it() throws IOException {
    List<String> texts = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "docs", "accepted.md")));
    while (block.find()) {
      texts.add(block.group(1));
    }
    assertThat(texts).isNotEmpty();
    if (Files.isDirectory(SPECS.resolve("accepted"))) {
      try (Stream<Path> files = Files.list(SPECS.resolve("accepted"))) {
        for (Path file : files.toList()) {
          texts.add(Files.readString(file));
        }
      }
    }
    for (String text : texts) {
      assertThat(schema().validate(YAML.readTree(text))).as(text).isEmpty();
    }
  }

  @Test
  void it_knows_the_keys_and_words_that_the_reader_knows() throws IOException {
    Set<Set<String>> known = new HashSet<>();
    ObjectNode file = everyKey();
    for (ObjectNode group : groups(file)) {
      group.put(UNKNOWN, UNKNOWN);
      known.addAll(refused(file));
      group.remove(UNKNOWN);
      for (String key : names(group)) {
        JsonNode before = group.get(key);
        if (!before.isContainerNode()) {
          group.put(key, UNKNOWN);
          known.addAll(refused(file));
          group.set(key, before);
        }
      }
    }
    assertThat(known).isEqualTo(listed(root()));
  }

  /** What the reader knows instead; the schema must refuse what it refuses so. */
  private Set<Set<String>> refused(JsonNode file) throws IOException {
    try {
      read(file);
      return Set.of();
    } catch (LabException e) {
      Matcher matcher = KNOWN.matcher(String.valueOf(e.getMessage()));
      if (!matcher.find()) {
        return Set.of();
      }
      assertThat(schema().validate(file)).as(e.getMessage()).isNotEmpty();
      String words = matcher.group(1).replace("'", "").toLowerCase(Locale.ROOT);
      return Set.of(new TreeSet<>(List.of(words.split(", "))));
    }
  }

  /** The keys of each group whose keys are fixed, and each list of words. */
  private static Set<Set<String>> listed(JsonNode node) {
    Set<Set<String>> listed = new HashSet<>();
    if (node.path("additionalProperties").isBoolean()) {
      Set<String> keys = new TreeSet<>();
      names(node.path("properties")).forEach(key -> keys.add(key.toLowerCase(Locale.ROOT)));
      listed.add(keys);
    }
    if (node.has("enum")) {
      Set<String> words = new TreeSet<>();
      node.path("enum").forEach(word -> words.add(word.asText()));
      listed.add(words);
    }
    node.forEach(child -> listed.addAll(listed(child)));
    return listed;
  }

  @Test
  void what_is_left_out_is_what_it_says() throws IOException {
    ObjectNode file = everyKey();
    file.remove(List.of("tolerance", "name"));

    assertThat(schema().validate(file)).isEmpty();
    assertThat(read(file).tolerance())
        .isEqualTo(root().at("/properties/tolerance/default").asDouble());
    assertThat(read(file).name()).isEqualTo(read(file).device());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "destinations: {}               |              | is {}, not a list",
        "tolerance: five                |              | is \"five\", not a number",
        "share: half                    | destinations | is \"half\", not a number",
        "verdicts: blockable            | destinations | is \"blockable\", not a group of keys",
        "verdicts: {watching: required} | destinations | is \"required\", not a group of keys"
      })
  void a_value_of_another_kind_is_refused_by_both(String line, String in, String said)
      throws IOException {
    ObjectNode file = everyKey();
    ObjectNode group = in == null ? file : (ObjectNode) file.path(in).path(0);
    group.setAll((ObjectNode) YAML.readTree(line));
    assertThat(schema().validate(file)).isNotEmpty();
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(said);
  }

  @Test
  void what_editors_underline_the_reader_refuses_too() throws IOException {
    for (String missing : List.of("version", "device")) {
      ObjectNode file = everyKey();
      file.remove(missing);
      assertThat(schema().validate(file)).isNotEmpty();
      assertThatThrownBy(() -> read(file)).isInstanceOf(LabException.class);
    }
  }

  private static List<ObjectNode> groups(JsonNode node) {
    List<ObjectNode> groups = new ArrayList<>();
    if (node instanceof ObjectNode group) {
      groups.add(group);
    }
    node.forEach(child -> groups.addAll(groups(child)));
    return groups;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
