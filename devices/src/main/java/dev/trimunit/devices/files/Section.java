// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.lab.LabException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A group of keys of a file, read by typed look-ups; whoever reads it names every key that may
 * occur.
 */
public final class Section {
  private final String path;
  private final String name;
  private final YamlNode.Mapping mapping;
  private final Faults faults;

  /** A file as a whole. */
  Section(String path, YamlNode.Mapping mapping) {
    this(path, "", mapping, new Faults());
  }

  private Section(String path, String name, YamlNode.Mapping mapping, Faults faults) {
    this.path = path;
    this.name = name;
    this.mapping = mapping;
    this.faults = faults;
  }

  /**
   * Reads a part of the file. A fault is kept until {@link #done}, so that the tester hears of
   * those in other parts too.
   */
  public <T> Optional<T> attempt(Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (LabException e) {
      faults.add(e);
      return Optional.empty();
    }
  }

  /** Reads each group below a key; faults of one do not hide those of the next. */
  public void each(String key, BiConsumer<String, Section> reader) {
    sections(key).forEach((name, group) -> group.attempt(() -> accepted(reader, name, group)));
  }

  private static boolean accepted(BiConsumer<String, Section> reader, String key, Section group) {
    reader.accept(key, group);
    return true;
  }

  /**
   * The file was read to its end.
   *
   * @throws LabException with all its faults, a line each
   */
  public void done() {
    faults.throwAll();
  }

  /** Refuses every other key. */
  public Section allow(String... keys) {
    Set<String> known = new TreeSet<>(Arrays.asList(keys));
    for (String key : mapping.entries().keySet()) {
      if (!known.contains(key)) {
        String where = name.isEmpty() ? "" : " in '" + name + "'";
        faults.add(
            fault("unknown key '" + key + "'" + where + NearMisses.of(key, known), lineOf(key)));
      }
    }
    return this;
  }

  /** Its keys, in the file's order. */
  public Collection<String> keys() {
    return mapping.entries().keySet();
  }

  /** Whether a key is written. */
  public boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  /** Whether a key has keys of its own, not one value. */
  public boolean isGroup(String key) {
    return mapping.entries().get(key) instanceof YamlNode.Mapping;
  }

  /** Where a key stands; where the group begins, if it does not. */
  public int lineOf(String key) {
    return mapping.keyLines().getOrDefault(key, mapping.line());
  }

  /** Where a key stands, {@code labs/bench.yaml:7}; where the group begins, if it does not. */
  public String placeOf(String key) {
    return path + ":" + lineOf(key);
  }

  /** A value that must be there. */
  public <T> T required(String key, Function<String, T> reader) {
    return optional(key, reader).orElseThrow(() -> missing(key));
  }

  /** A value that may be left out. */
  public <T> Optional<T> optional(String key, Function<String, T> reader) {
    YamlNode node = mapping.entries().get(key);
    return node == null ? Optional.empty() : Optional.of(value(key, node, reader));
  }

  /** A list of values; one value alone stands for a list of one; empty if left out. */
  public <T> List<T> list(String key, Function<String, T> reader) {
    YamlNode node = mapping.entries().get(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items().stream().map(item -> value(key, item, reader)).toList();
    }
    return List.of(value(key, node, reader));
  }

  /** A group below this one. */
  public Optional<Section> section(String key) {
    YamlNode node = mapping.entries().get(key);
    return node == null ? Optional.empty() : Optional.of(section(key, node));
  }

  /** A group that must be there. */
  public Section requiredSection(String key) {
    return section(key).orElseThrow(() -> missing(key));
  }

  /** The groups below a key, by their own keys in the file's order; empty if left out. */
  public Map<String, Section> sections(String key) {
    Map<String, Section> sections = new LinkedHashMap<>();
    section(key)
        .ifPresent(
            outer ->
                outer
                    .mapping
                    .entries()
                    .forEach(
                        (k, node) ->
                            outer
                                .attempt(() -> outer.section(k, node))
                                .ifPresent(group -> sections.put(k, group))));
    return sections;
  }

  /** A list of groups; empty if left out. */
  public List<Section> sectionList(String key) {
    List<Section> sections = new ArrayList<>();
    for (YamlNode item : nodes(key)) {
      attempt(() -> section(key, item)).ifPresent(sections::add);
    }
    return sections;
  }

  /** A list of values and of groups; one alone stands for a list of one; empty if left out. */
  public <T> List<T> mixed(String key, Function<String, T> ofValue, Function<Section, T> ofGroup) {
    return nodes(key).stream()
        .map(
            node ->
                node instanceof YamlNode.Mapping
                    ? ofGroup.apply(section(key, node))
                    : value(key, node, ofValue))
        .toList();
  }

  /**
   * Whatever is below a key, as lists, groups and values of those kinds that JSON has; empty if
   * left out.
   */
  public Map<String, Object> values(String key) {
    Map<String, Object> values = new LinkedHashMap<>();
    section(key)
        .ifPresent(group -> group.mapping.entries().forEach((k, v) -> values.put(k, plain(v))));
    return values;
  }

  private static Object plain(YamlNode node) {
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items().stream().map(Section::plain).toList();
    }
    if (node instanceof YamlNode.Mapping mapping) {
      Map<String, Object> values = new LinkedHashMap<>();
      mapping.entries().forEach((k, v) -> values.put(k, plain(v)));
      return values;
    }
    String text = ((YamlNode.Scalar) node).text();
    return switch (text) {
      case "true", "false" -> Boolean.valueOf(text);
      default -> text.matches("0|-?[1-9]\\d{0,8}") ? (Object) Integer.valueOf(text) : text;
    };
  }

  /** The nodes of a list as they are; one node alone stands for a list of one. */
  List<YamlNode> nodes(String key) {
    YamlNode node = mapping.entries().get(key);
    if (node == null) {
      return List.of();
    }
    return node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
  }

  Section section(String key, YamlNode node) {
    if (node instanceof YamlNode.Mapping group) {
      return new Section(path, key, group, faults);
    }
    throw fault("'" + key + "' is " + node.kind() + " where keys are expected", node.line());
  }

  <T> T value(String key, YamlNode node, Function<String, T> reader) {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      throw fault("'" + key + "' is " + node.kind() + " where one value is expected", node.line());
    }
    try {
      return reader.apply(scalar.text());
    } catch (IllegalArgumentException e) {
      throw new LabException(path + ":" + scalar.line() + ": '" + key + "': " + e.getMessage(), e);
    }
  }

  /** Refuses a group without this key. */
  public LabException missing(String key) {
    String where = name.isEmpty() ? "the file" : "'" + name + "'";
    return fault(where + " lacks the key '" + key + "'", mapping.line());
  }

  /** Refuses a name that nothing in the file has. */
  public LabException unknown(String what, String found, Collection<String> known, int line) {
    return fault("unknown " + what + " '" + found + "'" + NearMisses.of(found, known), line);
  }

  /** What is wrong in a line. */
  public LabException fault(String what, int line) {
    return new LabException(path + ":" + line + ": " + what);
  }
}
