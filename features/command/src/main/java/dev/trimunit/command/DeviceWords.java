// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import dev.trimunit.engine.model.Device;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a new device is called. */
final class DeviceWords {
  private static final String NOUN = "[A-Za-z][A-Za-z-]{0,39}";
  private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N} .,()+_-]{0,79}";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The device's id: its files are called so. For example tp-link-bulb.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String id;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The device's name in reports; by default the id in words.")
  private @Nullable String name;

  @Option(
      names = "--noun",
      paramLabel = "NOUN",
      description =
          "What specs call it ('the bulb is power-cycled'); by default the id's last word.")
  private @Nullable String noun;

  String id() {
    if (!Device.isId(id)) {
      throw new ParameterException(
          command.commandLine(),
          "The device id " + Device.notAnId(id) + ". Did you mean '%s'?".formatted(meant()));
    }
    return id;
  }

  private String meant() {
    String plain =
        id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[._-]+|-+$", "");
    return plain.isEmpty() ? "my-device" : plain.substring(0, Math.min(80, plain.length()));
  }

  /** The values of the templates. */
  Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    values.put("deviceId", id());
    values.put("deviceName", checked("--name", name == null ? words() : name, NAME));
    values.put("noun", checked("--noun", noun == null ? lastWord() : noun, NOUN));
    return values;
  }

  private String words() {
    String words = id().replaceAll("[._-]+", " ").strip();
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private String lastWord() {
    String word = id().replaceAll("[._-]+$", "").replaceAll(".*[._-]", "");
    return word.matches(NOUN) ? word : "device";
  }

  private String checked(String option, String text, String form) {
    if (!text.matches(form)) {
      throw new ParameterException(
          command.commandLine(),
          option.equals("--noun")
              ? "--noun '%s' is not one word of letters and '-'".formatted(text)
              : "--name '%s' is not up to 80 letters, digits, blanks and . , ( ) + _ -"
                  .formatted(text));
    }
    return text;
  }
}
