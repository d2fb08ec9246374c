// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Utf8Text;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.accepted.Behaviour;
import dev.trimunit.reports.accepted.Contact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** {@code accepted/<id>.yaml}; its format is in {@code docs/accepted.md}. */
final class AcceptedFile {
  static final int VERSION = 1;

  /** What editors know of the format, in the folder beside. */
  static final String SCHEMA = "accepted.schema.json";

  /** Far more than any device needs; the parser's time grows with the square of a long value. */
  private static final int MOST_BYTES = 1 << 20;

  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .stringQuotingChecker(new NumbersToo())
              .build());

  private AcceptedFile() {}

  /** A firmware that is called 1.10 is no number, and comes back as 1.10. */
  private static final class NumbersToo extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1;

    @Override
    public boolean needToQuoteValue(String value) {
      return super.needToQuoteValue(value) || value.matches("[-+]?[.0-9][0-9a-fA-FxXoO_.:,+-]*");
    }
  }

  /** The path on the class path. */
  static String path(String device) {
    return "accepted/" + device + ".yaml";
  }

  /** The path of the schema, from the same folder as {@link #path}. */
  static String schemaPath() {
    return "schemas/" + SCHEMA;
  }

  static String text(Behaviour behaviour) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("version", VERSION);
    root.put("device", behaviour.device());
    root.put("name", behaviour.name());
    if (!behaviour.firmware().isEmpty()) {
      root.put("firmware", behaviour.firmware());
    }
    root.put("tolerance", Json.number(behaviour.tolerance()));
    ArrayNode destinations = root.putArray("destinations");
    behaviour
        .destinations()
        .forEach((destination, contact) -> destinations.add(contact(destination, contact)));
    try {
      return "# yaml-language-server: $schema=../"
          + schemaPath()
          + "\n# What this device may do; reviewed by people, compared by TrimUnit"
          + " (docs/accepted.md).\n"
          + MAPPER.writeValueAsString(root);
    } catch (IOException e) {
      throw new UncheckedIOException("YAML in memory could not be written", e);
    }
  }

  private static ObjectNode contact(Destination destination, Contact contact) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("destination", destination.toString());
    node.put("party", contact.party().word());
    contact.share().ifPresent(share -> node.put("share", Json.number(share)));
    ObjectNode verdicts = node.putObject("verdicts");
    contact
        .verdicts()
        .forEach(
            (usage, kind) ->
                verdicts
                    .withObjectProperty(usage.functionality())
                    .put(usage.vantage().name(), kind.name().toLowerCase(Locale.ROOT)));
    return node;
  }

  /**
   * Reads a file.
   *
   * @throws LabException with the file and what is wrong, if it cannot be understood
   */
  static Behaviour read(URL file) {
    try (InputStream stream = file.openStream()) {
      byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it has more than %,d bytes".formatted(MOST_BYTES));
      }
      return behaviour(MAPPER.readTree(Utf8Text.of(bytes)));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw notUnderstood(file, "line " + line + ": " + e.getOriginalMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw notUnderstood(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static LabException notUnderstood(URL file, String why, Exception cause) {
    return new LabException(
        "%s cannot be understood: %s. Mend it, or write it anew with -Dtrimunit.accept"
            .formatted(file, why),
        cause);
  }

  private static Behaviour behaviour(JsonNode root) {
    allow(root, "version", "device", "name", "firmware", "tolerance", "destinations");
    if (root.path("version").asInt() != VERSION) {
      throw new IllegalArgumentException(
          "version is " + root.path("version") + ", understood is " + VERSION);
    }
    SortedMap<Destination, Contact> contacts = new TreeMap<>();
    for (JsonNode node : value(root, "destinations", JsonNode::isArray, "a list")) {
      contacts.put(Destination.parse(text(node, "destination")), contact(node));
    }
    String device = text(root, "device");
    return new Behaviour(
        device,
        root.path("name").asText(device),
        root.path("firmware").asText(),
        value(root, "tolerance", JsonNode::isNumber, "a number").asDouble(Behaviour.TOLERANCE),
        contacts);
  }

  private static Contact contact(JsonNode node) {
    SortedMap<Usage, VerdictKind> verdicts = new TreeMap<>();
    allow(node, "destination", "party", "share", "verdicts");
    JsonNode functionalities = group(node, "verdicts");
    for (Map.Entry<String, JsonNode> functionality : functionalities.properties()) {
      for (var vantage : group(functionalities, functionality.getKey()).properties()) {
        verdicts.put(
            new Usage(functionality.getKey(), word(Vantage.class, vantage.getKey())),
            word(VerdictKind.class, vantage.getValue().asText()));
      }
    }
    JsonNode share = value(node, "share", JsonNode::isNumber, "a number");
    return new Contact(
        word(Party.class, text(node, "party")),
        share.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(share.asDouble()),
        verdicts);
  }

  private static JsonNode group(JsonNode node, String key) {
    return value(node, key, JsonNode::isObject, "a group of keys");
  }

  /** What stands at a key, if it may be left out; something else than expected is a mistake. */
  private static JsonNode value(JsonNode node, String key, Predicate<JsonNode> fits, String what) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !fits.test(value)) {
      throw new IllegalArgumentException("'%s' is %s, not %s".formatted(key, value, what));
    }
    return value;
  }

  private static void allow(JsonNode node, String... keys) {
    List<String> known = List.of(keys);
    for (var entry : node.properties()) {
      if (!known.contains(entry.getKey())) {
        throw new IllegalArgumentException(
            "unknown key '%s'. %s"
                .formatted(entry.getKey(), NearMisses.sentence(entry.getKey(), known, "keys")));
      }
    }
  }

  private static <E extends Enum<E>> E word(Class<E> type, String text) {
    List<String> known =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).map(AcceptedFile::lower).toList();
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown word '%s'. %s"
                        .formatted(text, NearMisses.sentence(lower(text), known, "words"))));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String text(JsonNode node, String field) {
    String text = node.path(field).asText();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("'" + field + "' is missing in " + node);
    }
    return text;
  }
}
