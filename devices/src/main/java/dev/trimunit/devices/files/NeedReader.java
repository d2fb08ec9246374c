// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Reads what a use takes.
 *
 * @param contacts the ids that may be needed
 * @param tokens likewise
 */
record NeedReader(Set<String> contacts, Set<String> tokens) {
  private static final List<String> RESOLUTIONS = List.of("resolved", "unresolved");

  FunctionalityModel.Use use(Section use) {
    use.allow("needs", "also");
    List<String> also = use.list("also", Values::text);
    also.forEach(id -> requireContact(use, use.lineOf("also"), id, contacts));
    return new FunctionalityModel.Use(new Need.All(needs(use, "needs")), also);
  }

  private List<Need> needs(Section section, String key) {
    List<Need> needs = new ArrayList<>();
    for (YamlNode node : section.nodes(key)) {
      needs.add(need(section, key, node));
    }
    return needs;
  }

  private Need need(Section section, String key, YamlNode node) {
    if (node instanceof YamlNode.Scalar) {
      String id = section.value(key, node, Values::text);
      requireContact(section, node.line(), id, contacts);
      return new Need.Contact(id);
    }
    Section condition =
        section.section(key, node).allow("any", "all", "resolved", "unresolved", "token", "clock");
    if (condition.keys().size() != 1) {
      throw section.fault(
          "write one of 'any', 'all', 'resolved', 'unresolved', 'token' and 'clock', each as its own list item",
          node.line());
    }
    for (String word : RESOLUTIONS) {
      if (condition.has(word)) {
        String id = condition.required(word, Values::text);
        requireContact(section, condition.lineOf(word), id, contacts);
        return new Need.Resolution(id, word.equals("resolved"));
      }
    }
    return ofLife(condition);
  }

  private Need ofLife(Section condition) {
    if (condition.has("clock")) {
      return new Need.Clock(condition.required("clock", Values::duration));
    }
    if (condition.has("token")) {
      String id = condition.required("token", Values::text);
      if (!tokens.contains(id)) {
        throw condition.unknown("token", id, tokens, condition.lineOf("token"));
      }
      return new Need.Token(id);
    }
    return condition.has("any")
        ? new Need.Any(needs(condition, "any"))
        : new Need.All(needs(condition, "all"));
  }

  static void requireContact(Section section, int line, String id, Collection<String> known) {
    if (!known.contains(id)) {
      throw section.unknown("contact", id, known, line);
    }
  }
}
