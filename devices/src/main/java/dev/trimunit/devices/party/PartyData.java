// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.party;

import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.Party;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rules about who runs what, read from text. A line is {@code domain-or-address party owner}, with
 * party {@code support} or {@code third}, or {@code company Name = other name, other name}; {@code
 * #} starts a comment. Later files win over earlier ones, longer names over shorter ones.
 */
public final class PartyData {
  private static final String BUILT_IN = "parties.txt";

  private final List<PartyRule> rules;
  private final Map<String, String> companies;

  private PartyData(List<PartyRule> rules, Map<String, String> companies) {
    this.rules = List.copyOf(rules);
    this.companies = Map.copyOf(companies);
  }

  /** The rules that come with TrimUnit. */
  public static PartyData builtIn() {
    try (InputStream in = PartyData.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + BUILT_IN + " is missing from the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new PartyData(List.of(), Map.of()).and(text.lines().toList(), BUILT_IN);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + BUILT_IN + " cannot be read", e);
    }
  }

  /**
   * These and a user's rules.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException with file and line, if a line is none of the two kinds
   */
  public PartyData and(Path file) throws IOException {
    return and(Files.readAllLines(file), file.toString());
  }

  /** These and further lines; {@code source} is what a reason calls them. */
  public PartyData and(List<String> lines, String source) {
    List<PartyRule> more = new ArrayList<>(rules);
    Map<String, String> names = new HashMap<>(companies);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      String place = source + ":" + (i + 1);
      if (line.startsWith("company ")) {
        company(line.substring(8), place, names);
      } else if (!line.isEmpty()) {
        more.add(rule(line, place));
      }
    }
    return new PartyData(more, names);
  }

  private static void company(String text, String place, Map<String, String> names) {
    String[] sides = text.split("=", 2);
    if (sides.length != 2) {
      throw new IllegalArgumentException(place + ": write 'company Name = other name, other name'");
    }
    String company = sides[0].strip();
    names.put(key(company), company);
    Arrays.stream(sides[1].split(","))
        .filter(s -> !s.isBlank())
        .forEach(alias -> names.put(key(alias), company));
  }

  private static PartyRule rule(String line, String place) {
    String[] words = line.split("\\s+", 3);
    if (words.length != 3 || !words[1].matches("support|third")) {
      throw new IllegalArgumentException(
          place
              + ": found '"
              + line
              + "', write 'example.com support Owner' or 'example.com third Owner'");
    }
    try {
      boolean always = words[2].endsWith("!");
      String owner = always ? words[2].substring(0, words[2].length() - 1) : words[2];
      Party party = Party.valueOf(words[1].toUpperCase(Locale.ROOT));
      return new PartyRule(Host.parse(words[0]), party, owner, always, place);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  /** The name that rules use for a company, if it is known under this one. */
  String company(String name) {
    return companies.getOrDefault(key(name), name.strip());
  }

  boolean isSameCompany(String one, String other) {
    return !one.isBlank() && key(company(one)).equals(key(company(other)));
  }

  /** The most specific rule for a host; among equals the last. */
  Optional<PartyRule> rule(Host host) {
    return rules.stream()
        .filter(rule -> rule.covers(host))
        .reduce((a, b) -> b.weight() >= a.weight() ? b : a);
  }

  /** Letters and digits in lower case: {@code TP-Link} and {@code TP LINK} are one company. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
