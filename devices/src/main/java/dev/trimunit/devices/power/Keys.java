// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.devices.files.Section;
import dev.trimunit.devices.files.Values;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The keys of a power control, with secrets put in. */
final class Keys {
  private static final List<String> OF_EACH = List.of("control", "limit", "read-back");
  private final String device;
  private final Section section;
  private final Secrets secrets;
  private final boolean readsOnly;

  /**
   * @param readsOnly whether the control is only asked, because another one switches
   */
  Keys(String device, Section section, Secrets secrets, boolean readsOnly) {
    this.device = device;
    this.section = section;
    this.secrets = secrets;
    this.readsOnly = readsOnly;
  }

  String device() {
    return device;
  }

  boolean readsOnly() {
    return readsOnly;
  }

  /** Whether another control says what came of it. */
  boolean isReadByAnother() {
    return section.has("read-back");
  }

  /** Refuses every other key. */
  Keys allow(String... keys) {
    section.allow(Stream.concat(OF_EACH.stream(), Arrays.stream(keys)).toArray(String[]::new));
    return this;
  }

  /** Refuses every other key of a group in a control. */
  Keys allowOnly(String... keys) {
    section.allow(keys);
    return this;
  }

  /** Whether secrets have their values, or only their names are read. */
  boolean hasSecrets() {
    return secrets.areKnown();
  }

  boolean isGroup(String key) {
    return section.isGroup(key);
  }

  /** What a word stands for. */
  <T> T oneOf(String key, Map<String, T> words) {
    String word = section.required(key, Values::text);
    T found = words.get(word);
    if (found == null) {
      throw section.unknown(key, word, words.keySet(), section.lineOf(key));
    }
    return found;
  }

  boolean has(String key) {
    return section.has(key);
  }

  <T> T required(String key, Function<String, T> reader) {
    return section.required(key, filled(reader));
  }

  <T> Optional<T> optional(String key, Function<String, T> reader) {
    return section.optional(key, filled(reader));
  }

  String text(String key) {
    return required(key, Values::text);
  }

  int number(String key, int least, int most, int usual) {
    return section.optional(key, Values.number(least, most)).orElse(usual);
  }

  /** What others must not know; a bench file names it only, because it is committed. */
  Optional<String> secret(String key) {
    return section.optional(
        key,
        written -> {
          if (!Secrets.isNamedIn(written)) {
            throw new IllegalArgumentException(
                "a secret is written out here: write ${NAME}, and its value into the environment or the file of secrets");
          }
          return secrets.fill(written);
        });
  }

  /** Something made of a secret is hidden as that is. */
  void hideToo(String made) {
    secrets.hideToo(made, "…");
  }

  /** A command with its arguments, which everybody on the machine can see. */
  List<String> command(String key) {
    return section.list(
        key,
        written -> {
          if (Secrets.isNamedIn(written)) {
            throw new IllegalArgumentException(
                "others on this machine see the arguments of a command: give it the secret under 'environment'");
          }
          return Values.text(written);
        });
  }

  /** Names with values; empty if left out. */
  Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    section
        .section(key)
        .ifPresent(
            group ->
                group
                    .keys()
                    .forEach(name -> pairs.put(name, group.required(name, filled(text -> text)))));
    return pairs;
  }

  /** The keys of a group. */
  Keys group(String key) {
    return new Keys(device, section.requiredSection(key), secrets, readsOnly);
  }

  /** What is wrong with a key. */
  RuntimeException fault(String key, String what) {
    return section.fault("'" + key + "': " + what, section.lineOf(key));
  }

  RuntimeException missing(String key) {
    return section.missing(key);
  }

  /** No message of a reader, nor its cause, tells a secret that it was given. */
  private <T> Function<String, T> filled(Function<String, T> reader) {
    return written -> {
      String text = secrets.fill(written);
      try {
        return reader.apply(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(secrets.hide(String.valueOf(e.getMessage())));
      }
    };
  }
}
