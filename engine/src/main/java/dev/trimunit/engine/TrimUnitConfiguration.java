// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Nights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.ConfigurationParameters;

/** The properties of a run: JUnit configuration parameters, which system properties are too. */
final class TrimUnitConfiguration {
  /** A night has forty trials; who wants more passes wants another protocol. */
  private static final int MOST_PASSES = 20;

  private static final int MOST_ROTATED = 20;

  /** With more nights each decision takes seconds. */
  private static final int MOST_REMEMBERED = 14;

  private final GivenProperties properties;
  private final Filters filters;
  private final ConfigurationParameters parameters;

  TrimUnitConfiguration(ConfigurationParameters parameters) {
    this.parameters = parameters;
    this.properties = new GivenProperties(parameters);
    this.filters = new Filters(properties);
  }

  /** The {@code trimunit.*} properties that were given. */
  Map<String, String> given() {
    return properties.all();
  }

  /** One sentence for each property that nobody reads. */
  List<String> unknown() {
    return properties.unknown();
  }

  /** What of the specs a run is limited to. */
  Filters filters() {
    return filters;
  }

  /** One sentence for each setting of Cucumber that somebody may rely on. */
  List<String> cucumber() {
    return properties.value(Property.CUCUMBER).equals("ignored")
        ? List.of()
        : CucumberSettings.refused(parameters::get, ClasspathResources.classLoader());
  }

  String lab() {
    return properties.value(Property.LAB);
  }

  long seed() {
    return properties.parsed(Property.SEED, Long::parseLong, "a whole number");
  }

  String protocol() {
    return properties.value(Property.PROTOCOL);
  }

  /** The devices of which a campaign starts from what is accepted; {@code accepted} is its own. */
  List<String> known() {
    return properties.list(Property.KNOWN);
  }

  /** How much a night of a gate does. */
  Nights.Settings nights() {
    return new Nights.Settings(
        properties.count(Property.RECHECK_PASSES, 1, MOST_PASSES),
        properties.count(Property.RECHECK_ROTATION, 0, MOST_ROTATED),
        properties.count(Property.RECHECK_MEMORY, 1, MOST_REMEMBERED),
        !properties.value(Property.RECHECK_CERTIFY).equalsIgnoreCase("false"));
  }

  /** How the case of a gate ends that could not tell. */
  CaseStatus amber() {
    return properties.parsed(
        Property.RECHECK_AMBER,
        text ->
            switch (text) {
              case "aborted" -> CaseStatus.ABORTED;
              case "failed" -> CaseStatus.FAILED;
              default -> throw new IllegalArgumentException("found " + text);
            },
        "aborted or failed");
  }

  double errorBound() {
    return properties.parsed(
        Property.ERROR_BOUND, TrimUnitConfiguration::probability, "between 0 and 0.5");
  }

  Duration off() {
    return properties.parsed(Property.OFF, GivenProperties::time, "a time such as 10 s or 2 min");
  }

  /** A shorter time without power that is tried; zero if none is. */
  Duration shorterOff() {
    String text = properties.value(Property.OFF_SHORTER);
    if (text.equalsIgnoreCase("none")) {
      return Duration.ZERO;
    }
    Duration shorter =
        properties.parsed(
            Property.OFF_SHORTER, GivenProperties::someTime, "a time such as 20 s, or none");
    if (shorter.compareTo(off()) >= 0) {
      throw new IllegalArgumentException(
          "%s=%s is not shorter than %s=%s: leave it out, or ask for less"
              .formatted(
                  Property.OFF_SHORTER.key(),
                  text,
                  Property.OFF.key(),
                  properties.value(Property.OFF)));
    }
    return shorter;
  }

  /** How long a power experiment watches. */
  Duration watch() {
    return properties.parsed(Property.WATCH, GivenProperties::time, "a time such as 90 s or 3 min");
  }

  /** How long steps may take. */
  Duration trialLimit() {
    return properties.parsed(
        Property.TRIAL_LIMIT, GivenProperties::someTime, "a time such as 90 s or 30 min");
  }

  Path output() {
    return Path.of(properties.value(Property.OUTPUT));
  }

  Path journal() {
    return Path.of(properties.value(Property.JOURNAL));
  }

  /** What a device is told about a blocked name. */
  BlockAnswer answer() {
    return properties.parsed(Property.ANSWER, BlockAnswer::parse, "an answer to a blocked name");
  }

  /** In which forms a verified blocklist is verified once more. */
  List<BlockAnswer> forms() {
    return properties.value(Property.FORMS).equalsIgnoreCase("none")
        ? List.of()
        : properties.list(Property.FORMS).stream().map(this::form).distinct().toList();
  }

  /**
   * For how long a verified list is blocked at the end; zero if it is not.
   *
   * @throws IllegalArgumentException if it is no time, is longer than a run may ask for, or the
   *     protocol verifies no list
   */
  Duration endurance() {
    String text = properties.value(Property.ENDURANCE);
    if (text.equalsIgnoreCase("none")) {
      return Duration.ZERO;
    }
    Duration asked =
        properties.parsed(
            Property.ENDURANCE, GivenProperties::someTime, "a time with a unit such as 14d or 12h");
    Duration most =
        properties.parsed(
            Property.ENDURANCE_LIMIT, GivenProperties::someTime, "a time with a unit such as 60d");
    if (asked.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s=%s is longer than %s=%s, so that no job of a build server runs into its end: ask for less, or set the limit"
              .formatted(
                  Property.ENDURANCE.key(),
                  text,
                  Property.ENDURANCE_LIMIT.key(),
                  properties.value(Property.ENDURANCE_LIMIT)));
    }
    if (!protocol().startsWith("certify")) {
      throw new IllegalArgumentException(
          "%s=%s blocks a list that was verified as a whole, and the protocol '%s' verifies none: use %s=certify, or leave it out"
              .formatted(Property.ENDURANCE.key(), text, protocol(), Property.PROTOCOL.key()));
    }
    return asked;
  }

  /**
   * Whether it is found out how wrong a device's clock may be.
   *
   * @throws IllegalArgumentException if it is neither {@code clock} nor {@code none}, or the
   *     protocol is a nightly gate
   */
  boolean clockMargin() {
    String text = properties.value(Property.MARGIN);
    if (text.equalsIgnoreCase("none")) {
      return false;
    }
    if (!text.equalsIgnoreCase("clock")) {
      throw new IllegalArgumentException(
          "%s=%s: the one margin that can be found out is that of a device's clock: use clock, or none"
              .formatted(Property.MARGIN.key(), text));
    }
    if (protocol().startsWith("recheck")) {
      throw new IllegalArgumentException(
          "%s=%s takes some twenty trials of each usage, and the protocol '%s' is for short nights: use %s=certify, or leave it out"
              .formatted(Property.MARGIN.key(), text, protocol(), Property.PROTOCOL.key()));
    }
    return true;
  }

  private BlockAnswer form(String text) {
    try {
      return BlockAnswer.parse(text);
    } catch (IllegalArgumentException e) {
      throw GivenProperties.unusable(Property.FORMS, text, "an answer to a blocked name", e);
    }
  }

  /** Whether what looks like a server of updates or alarms is handed on in blocklists, too. */
  boolean exportsEverything() {
    return properties.parsed(
        Property.EXPORTS,
        text -> {
          if (!text.equals("all") && !text.equals("careful")) {
            throw new IllegalArgumentException("found '" + text + "'");
          }
          return text.equals("all");
        },
        "'careful' or 'all'");
  }

  /**
   * Whether what was done on a unit by an earlier run is not done again.
   *
   * @param renewed whether the unit is another one in each run
   */
  boolean remembersOnce(boolean renewed) {
    return properties.parsed(
        Property.ONCE,
        text -> {
          if (!List.of("unit", "always", "again").contains(text)) {
            throw new IllegalArgumentException("found '" + text + "'");
          }
          return text.equals("always") || (text.equals("unit") && !renewed);
        },
        "'unit', 'always' or 'again'");
  }

  List<String> glue() {
    return properties.list(Property.GLUE);
  }

  boolean plan() {
    return !properties.value(Property.PLAN).equalsIgnoreCase("false");
  }

  /** Why nothing is run, if nothing is. */
  Optional<String> nothingRuns() {
    if (check()) {
      return Optional.of("This run only checks files (trimunit.check)");
    }
    return plan() ? Optional.of("This run only prints its plan (trimunit.plan)") : Optional.empty();
  }

  /** Whether files are read and nothing is run. */
  boolean check() {
    return !properties.value(Property.CHECK).equalsIgnoreCase("false");
  }

  boolean parallel() {
    return Boolean.parseBoolean(properties.value(Property.PARALLEL));
  }

  /** Whether the accepted files are written anew: {@code -Dtrimunit.accept} without a value too. */
  boolean writesAccepted() {
    String value = properties.value(Property.ACCEPT);
    return value.isEmpty() || Boolean.parseBoolean(value);
  }

  RecordMode recordMode() {
    return properties.parsed(
        Property.RECORD_REFERENCES, RecordMode::of, "true, keep, replace or false");
  }

  private static double probability(String text) {
    double value = Double.parseDouble(text);
    if (!(value > 0 && value < 0.5)) {
      throw new IllegalArgumentException("found " + value);
    }
    return value;
  }
}
