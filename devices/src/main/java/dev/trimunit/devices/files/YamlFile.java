// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Utf8Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a YAML file into nodes; every fault of form is a message with file and line. */
final class YamlFile {
  private static final YAMLFactory YAML = new YAMLFactory();

  /** Far more than any device needs; the parser's time grows with the square of a long value. */
  private static final int MOST_BYTES = 1 << 18;

  private final String path;
  private final JsonParser parser;

  private YamlFile(String path, JsonParser parser) {
    this.path = path;
    this.parser = parser;
  }

  /** The file's one document, which must be a group of keys. */
  static Section read(String path, URL url) {
    try (JsonParser parser = YAML.createParser(Utf8Text.of(bytes(path, url)))) {
      return new YamlFile(path, parser).document();
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
      throw new LabException(path + line + ": this is no YAML: " + what(e), e);
    } catch (IOException e) {
      throw new LabException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The parser speaks of blocks and tokens; people see columns. */
  private static String what(JsonProcessingException e) {
    String said = String.valueOf(e.getOriginalMessage()).strip();
    boolean indentation =
        said.contains("block mapping")
            || said.contains("block collection")
            || said.contains("block end")
            || said.contains("mapping values are not allowed")
            || said.contains("could not find expected ':'")
            || said.contains("cannot start any token");
    return indentation
        ? "look at the indentation of this line and of those above it. Keys of one group stand in one column,"
            + " two blanks to the right of the key that they belong to; there are no tabs, and a blank"
            + " follows each ':' (the parser says: "
            + said.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("")
            + ")"
        : said;
  }

  private static byte[] bytes(String path, URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new LabException(
            "%s is no file of ours: it has more than %,d bytes".formatted(path, MOST_BYTES));
      }
      return bytes;
    }
  }

  /** A document of any kind, from another parser. */
  static YamlNode document(String name, JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new LabException(name + " is empty");
    }
    return new YamlFile(name, parser).node(first);
  }

  private Section document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new LabException(path + " is empty: see docs/device-files.md for what it holds");
    }
    YamlNode root = node(first);
    if (parser.nextToken() != null) {
      throw fault(
          "the file holds a second document; write one", parser.currentLocation().getLineNr());
    }
    if (root instanceof YamlNode.Mapping mapping) {
      return new Section(path, mapping);
    }
    throw fault("the file holds " + root.kind() + " where keys are expected", root.line());
  }

  private YamlNode node(JsonToken token) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    requirePlain(line);
    return switch (token) {
      case START_OBJECT -> mapping(line);
      case START_ARRAY -> sequence(line);
      case VALUE_NULL -> new YamlNode.Scalar("", line);
      default -> new YamlNode.Scalar(parser.getText(), line);
    };
  }

  /** Files are data: nothing in them is made of anything else, or names a class. */
  private void requirePlain(int line) throws IOException {
    boolean alias = parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    if (alias || parser.getObjectId() != null) {
      throw fault("anchors (&) and aliases (*) are not understood here; write it out", line);
    }
    if (parser.getTypeId() != null) {
      throw fault("tags (!) are not understood here; leave it out", line);
    }
  }

  private YamlNode sequence(int line) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(node(token));
    }
    return new YamlNode.Sequence(items, line);
  }

  private YamlNode mapping(int line) throws IOException {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = parser.currentTokenLocation().getLineNr();
      Integer earlier = lines.put(key, keyLine);
      if (earlier != null) {
        throw fault("the key '" + key + "' is given twice; first in line " + earlier, keyLine);
      }
      entries.put(key, node(parser.nextToken()));
    }
    return new YamlNode.Mapping(entries, lines, line);
  }

  private LabException fault(String what, int line) {
    return new LabException(path + ":" + line + ": " + what);
  }
}
