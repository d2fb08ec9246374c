// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What editors know of a kind of file. */
final class Schema {
  /** The project's own specs, where the schemas are. */
  static final Path SPECS = Path.of("..", "features", "src", "test", "resources");

  private static final YAMLMapper YAML = new YAMLMapper();
  private final JsonNode root;
  private final JsonSchema schema;

  private Schema(JsonNode root) {
    this.root = root;
    this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root);
  }

  static Schema of(String kind) throws IOException {
    Path file = SPECS.resolve("schemas").resolve(kind + ".schema.json");
    return new Schema(new ObjectMapper().readTree(file.toFile()));
  }

  static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) YAML.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** What is wrong with a file; empty if nothing is. */
  Set<String> mistakes(JsonNode file) {
    return schema.validate(file).stream()
        .map(ValidationMessage::getMessage)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The keys of each group whose keys are fixed. */
  Set<Set<String>> keys() {
    Set<Set<String>> groups = new HashSet<>();
    for (JsonNode group : nodes(root)) {
      if (group.path("additionalProperties").isBoolean()) {
        groups.add(names(group.path("properties")));
      }
    }
    return groups;
  }

  /** The words of each list of words, in lower case; yes, no, on and off are no words. */
  Set<Set<String>> words() {
    Set<Set<String>> lists = new HashSet<>();
    for (JsonNode node : nodes(root)) {
      Set<String> words = new TreeSet<>();
      node.path("enum").forEach(word -> words.add(word.asText().toLowerCase(Locale.ROOT)));
      if (!words.isEmpty() && !words.contains("true")) {
        lists.add(words);
      }
    }
    return lists;
  }

  /** The keys of which a reader of the schema learns nothing. */
  Set<String> unexplained() {
    Set<String> names = new TreeSet<>();
    for (JsonNode group : nodes(root)) {
      group
          .path("properties")
          .properties()
          .forEach(
              property -> {
                boolean explained =
                    isCondition(property.getValue())
                        || property.getValue().has("description")
                        || resolved(property.getValue()).has("description");
                if (property.getValue().isObject() && !explained) {
                  names.add(property.getKey());
                }
              });
    }
    return names;
  }

  /** It says for which files something holds, and is no key by itself. */
  private static boolean isCondition(JsonNode property) {
    return property.size() == 1 && property.has("const");
  }

  /** Writes out what is left out of a file and has a default. */
  void writeDefaults(JsonNode file) {
    writeDefaults(root, file);
  }

  private void writeDefaults(JsonNode of, JsonNode value) {
    JsonNode group = resolved(of);
    group.path("anyOf").forEach(choice -> writeDefaults(choice, value));
    value.forEach(
        item -> {
          if (value.isArray()) {
            writeDefaults(group.path("items"), item);
          }
        });
    if (value instanceof ObjectNode object) {
      JsonNode others = group.path("additionalProperties");
      for (String key : names(object)) {
        writeDefaults(
            group.path("properties").has(key) ? group.path("properties").path(key) : others,
            object.path(key));
      }
      for (var property : group.path("properties").properties()) {
        if (property.getValue().has("default") && !object.has(property.getKey())) {
          object.set(property.getKey(), property.getValue().path("default"));
        }
      }
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static List<JsonNode> nodes(JsonNode root) {
    List<JsonNode> nodes = new ArrayList<>(List.of(root));
    root.forEach(child -> nodes.addAll(nodes(child)));
    return nodes;
  }

  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
