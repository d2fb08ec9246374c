// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a YAML file that knows its place. */
sealed interface YamlNode {
  /** The 1-based line where it begins. */
  int line();

  /** What messages call it. */
  String kind();

  /** A single value; its text is as written, without quotes. */
  record Scalar(String text, int line) implements YamlNode {
    @Override
    public String kind() {
      return "'" + text + "'";
    }
  }

  /** Values in order. */
  record Sequence(List<YamlNode> items, int line) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with values, in the file's order. */
  record Mapping(Map<String, YamlNode> entries, Map<String, Integer> keyLines, int line)
      implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      keyLines = Map.copyOf(keyLines);
    }

    @Override
    public String kind() {
      return "a group of keys";
    }
  }
}
