// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The IoT thing under test. A verdict belongs to a device, firmware, app, region and date.
 *
 * @param id the word behind {@code @device=}, also the device file's name
 * @param name what reports call it, for example {@code TP-Link smart bulb}
 * @param noun what its spec calls it, for example {@code bulb}
 * @param manufacturer who makes it; empty if not stated
 * @param firmware its firmware's version; empty if not stated
 * @param app the companion app and its version; empty if not stated
 * @param region where it is used; empty if not stated
 */
public record Device(
    String id,
    String name,
    String noun,
    String manufacturer,
    String firmware,
    String app,
    String region) {
  private static final String PICTURE = "picture ";

  public Device {
    if (!isId(id)) {
      throw new IllegalArgumentException("Device id " + notAnId(id));
    }
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(noun, "noun");
  }

  /** Whether a word can be an id: files and folders are called so. */
  public static boolean isId(String word) {
    return word.matches("[a-z0-9][a-z0-9._-]{0,79}");
  }

  /** Why a word is no id, with the word. */
  public static String notAnId(String word) {
    String shown = word.length() > 100 ? word.substring(0, 100) + "..." : word;
    return "'%s' is not up to 80 lower-case letters, digits, '.', '_' and '-', beginning with a letter or digit"
        .formatted(shown.replaceAll("\\p{Cntrl}", "?"));
  }

  /** What a spec may call it. */
  public List<String> nouns() {
    return List.of("device", noun);
  }

  /**
   * The state in words such as {@code smart plug half open}: what follows the noun. Empty if they
   * begin with no noun of this device.
   */
  public Optional<String> stateIn(String words) {
    return nouns().stream()
        .filter(known -> words.startsWith(known + " "))
        .max(Comparator.comparingInt(String::length))
        .map(known -> unquoted(words.substring(known.length() + 1)));
  }

  /** What the state of a camera's picture is called, beside those of the companion app. */
  public static String pictured(String state) {
    return PICTURE + state;
  }

  /** Whether a state is told by a camera. */
  public static boolean isPictured(String state) {
    return state.startsWith(PICTURE);
  }

  /** A word or words without the double quotes around them, if there are any. */
  public static String unquoted(String words) {
    boolean quoted = words.length() > 1 && words.startsWith("\"") && words.endsWith("\"");
    return quoted ? words.substring(1, words.length() - 1) : words;
  }

  @Override
  public String toString() {
    return name;
  }
}
