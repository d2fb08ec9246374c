// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.plan.Shard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.ConfigurationParameters;

/** The properties of a run: JUnit configuration parameters, which system properties are too. */
final class TrimUnitConfiguration {
  private static final String PREFIX = "trimunit.";
  private static final Pattern WORD = Pattern.compile("(?:\\\\[,\"]|\"[^\"]*\"|[^,])+");

  /** A night has forty trials; who wants more passes wants another protocol. */
  private static final int MOST_PASSES = 20;

  private static final int MOST_ROTATED = 20;

  /** With more nights each decision takes seconds. */
  private static final int MOST_REMEMBERED = 14;

  private final Map<String, String> properties = new TreeMap<>();
  private final ConfigurationParameters parameters;

  TrimUnitConfiguration(ConfigurationParameters parameters) {
    this.parameters = parameters;
    System.getProperties().stringPropertyNames().stream()
        .filter(key -> key.startsWith(PREFIX))
        .forEach(key -> properties.put(key, System.getProperty(key)));
    for (Property property : Property.values()) {
      parameters.get(property.key()).ifPresent(value -> properties.put(property.key(), value));
    }
    parameters.keySet().stream()
        .filter(key -> key.startsWith(PREFIX))
        .forEach(key -> parameters.get(key).ifPresent(value -> properties.put(key, value)));
  }

  /** The {@code trimunit.*} properties that were given. */
  Map<String, String> given() {
    return Collections.unmodifiableMap(properties);
  }

  /** One sentence for each property that nobody reads. */
  List<String> unknown() {
    List<String> known = Arrays.stream(Property.values()).map(Property::key).toList();
    return properties.keySet().stream()
        .filter(key -> !known.contains(key) && !Property.isOfALabOrTheBuild(key))
        .map(
            key ->
                "Unknown property %s=%s. %s"
                    .formatted(
                        key, properties.get(key), NearMisses.sentence(key, known, "properties")))
        .toList();
  }

  /** One sentence for each setting of Cucumber that somebody may rely on. */
  List<String> cucumber() {
    return value(Property.CUCUMBER).equals("ignored")
        ? List.of()
        : CucumberSettings.refused(parameters::get, ClasspathResources.classLoader());
  }

  String lab() {
    return value(Property.LAB);
  }

  long seed() {
    return parsed(Property.SEED, Long::parseLong, "a whole number");
  }

  String protocol() {
    return value(Property.PROTOCOL);
  }

  /** How much a night of a gate does. */
  Nights.Settings nights() {
    return new Nights.Settings(
        count(Property.RECHECK_PASSES, 1, MOST_PASSES),
        count(Property.RECHECK_ROTATION, 0, MOST_ROTATED),
        count(Property.RECHECK_MEMORY, 1, MOST_REMEMBERED),
        !value(Property.RECHECK_CERTIFY).equalsIgnoreCase("false"));
  }

  /** How the case of a gate ends that could not tell. */
  CaseStatus amber() {
    return parsed(
        Property.RECHECK_AMBER,
        text ->
            switch (text) {
              case "aborted" -> CaseStatus.ABORTED;
              case "failed" -> CaseStatus.FAILED;
              default -> throw new IllegalArgumentException("found " + text);
            },
        "aborted or failed");
  }

  private int count(Property property, int least, int most) {
    return parsed(
        property,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException("found " + number);
          }
          return number;
        },
        "a whole number from %d to %d".formatted(least, most));
  }

  double errorBound() {
    return parsed(Property.ERROR_BOUND, TrimUnitConfiguration::probability, "between 0 and 0.5");
  }

  Duration off() {
    return parsed(Property.OFF, TrimUnitConfiguration::duration, "a time such as 10 s or 2 min");
  }

  /** How long a power experiment watches. */
  Duration watch() {
    return parsed(Property.WATCH, TrimUnitConfiguration::duration, "a time such as 90 s or 3 min");
  }

  /** How long steps may take. */
  Duration trialLimit() {
    return parsed(
        Property.TRIAL_LIMIT, TrimUnitConfiguration::some, "a time such as 90 s or 30 min");
  }

  private static Duration some(String text) {
    Duration time = duration(text);
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("it must not be zero");
    }
    return time;
  }

  Path output() {
    return Path.of(value(Property.OUTPUT));
  }

  Path journal() {
    return Path.of(value(Property.JOURNAL));
  }

  /** What a device is told about a blocked name. */
  BlockAnswer answer() {
    return parsed(Property.ANSWER, BlockAnswer::parse, "an answer to a blocked name");
  }

  /** In which forms a verified blocklist is verified once more. */
  List<BlockAnswer> forms() {
    return value(Property.FORMS).equalsIgnoreCase("none")
        ? List.of()
        : list(Property.FORMS).stream().map(this::form).distinct().toList();
  }

  private BlockAnswer form(String text) {
    try {
      return BlockAnswer.parse(text);
    } catch (IllegalArgumentException e) {
      throw unusable(Property.FORMS, text, "an answer to a blocked name", e);
    }
  }

  /** Whether what looks like a server of updates or alarms is handed on in blocklists, too. */
  boolean exportsEverything() {
    return parsed(
        Property.EXPORTS,
        text -> {
          if (!text.equals("all") && !text.equals("careful")) {
            throw new IllegalArgumentException("found '" + text + "'");
          }
          return text.equals("all");
        },
        "'careful' or 'all'");
  }

  List<String> glue() {
    return list(Property.GLUE);
  }

  boolean plan() {
    return !value(Property.PLAN).equalsIgnoreCase("false");
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
    return !value(Property.CHECK).equalsIgnoreCase("false");
  }

  boolean parallel() {
    return Boolean.parseBoolean(value(Property.PARALLEL));
  }

  /** Whether the accepted files are written anew: {@code -Dtrimunit.accept} without a value too. */
  boolean writesAccepted() {
    String value = value(Property.ACCEPT);
    return value.isEmpty() || Boolean.parseBoolean(value);
  }

  /** Whether no filter leaves anything out. */
  boolean selectsEverything() {
    return Stream.of(
            Property.DEVICE,
            Property.SHARD,
            Property.FUNCTIONALITY,
            Property.VANTAGE,
            Property.DESTINATION)
        .allMatch(filter -> list(filter).isEmpty());
  }

  /** Which of several runs this is; empty if it is the only one. */
  Optional<Shard> shard() {
    return value(Property.SHARD).isEmpty()
        ? Optional.empty()
        : Optional.of(parsed(Property.SHARD, Shard::parse, "a shard"));
  }

  RecordMode recordMode() {
    return parsed(Property.RECORD_REFERENCES, RecordMode::of, "true, keep, replace or false");
  }

  boolean selectsDevice(String device) {
    return selects(Property.DEVICE, device);
  }

  boolean selectsFunctionality(String functionality) {
    return selects(Property.FUNCTIONALITY, functionality);
  }

  boolean selects(Usage usage) {
    return selectsFunctionality(usage.functionality())
        && selects(Property.VANTAGE, usage.vantage().name());
  }

  /** Whether some usages are left out. */
  boolean selectsUsages() {
    return !list(Property.FUNCTIONALITY).isEmpty() || !list(Property.VANTAGE).isEmpty();
  }

  boolean selects(Destination destination) {
    List<DestinationPattern> wanted = destinations();
    return wanted.isEmpty() || wanted.stream().anyMatch(pattern -> pattern.covers(destination));
  }

  private DestinationPattern pattern(String text) {
    try {
      return DestinationPattern.parse(text);
    } catch (IllegalArgumentException e) {
      throw unusable(Property.DESTINATION, text, "a destination", e);
    }
  }

  private boolean selects(Property property, String word) {
    List<String> wanted = list(property);
    return wanted.isEmpty() || wanted.stream().anyMatch(word::equalsIgnoreCase);
  }

  /** The filters that leave out verdicts of a device, in words; empty if none does. */
  String partsLeftOut() {
    return Stream.of(Property.FUNCTIONALITY, Property.VANTAGE, Property.DESTINATION)
        .flatMap(property -> filter(property).stream())
        .collect(Collectors.joining(", "));
  }

  /** The feature files that are asked for; none for all. */
  List<FeatureFilter> features() {
    return list(Property.FEATURES).stream().map(FeatureFilter::parse).toList();
  }

  /** The destinations that are asked for; none for all. */
  List<DestinationPattern> destinations() {
    return list(Property.DESTINATION).stream().map(this::pattern).toList();
  }

  /** A filter as it was given, {@code trimunit.vantage=LAN}; empty if it was not. */
  Optional<String> filter(Property property) {
    String value = value(property);
    return value.isEmpty() ? Optional.empty() : Optional.of(property.key() + "=" + value);
  }

  /** One sentence for each word of a filter that none of these is. */
  List<String> unmatched(Property property, Collection<String> known, String whatIsKnown) {
    return list(property).stream()
        .filter(word -> known.stream().noneMatch(word::equalsIgnoreCase))
        .map(
            word ->
                "%s=%s: there is none in this run. %s"
                    .formatted(property.key(), word, NearMisses.sentence(word, known, whatIsKnown)))
        .toList();
  }

  /** Words between commas; a comma within double quotes, or behind a backslash, is part of one. */
  private List<String> list(Property property) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(value(property));
    while (matcher.find()) {
      String word = matcher.group().strip().replaceAll("\\\\([,\"])|\"", "$1");
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private String value(Property property) {
    return properties.getOrDefault(property.key(), property.defaultValue()).strip();
  }

  private <T> T parsed(Property property, Function<String, T> parser, String wanted) {
    String text = value(property);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw unusable(property, text, wanted, e);
    }
  }

  private static IllegalArgumentException unusable(
      Property property, String text, String wanted, IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "%s=%s is not %s (%s)".formatted(property.key(), text, wanted, cause.getMessage()), cause);
  }

  private static double probability(String text) {
    double value = Double.parseDouble(text);
    if (!(value > 0 && value < 0.5)) {
      throw new IllegalArgumentException("found " + value);
    }
    return value;
  }

  private static Duration duration(String text) {
    String compact = text.toLowerCase(Locale.ROOT).replace(" ", "");
    String number = compact.replaceFirst("[a-z]+$", "");
    String unit = compact.substring(number.length());
    long amount = Long.parseLong(number);
    return switch (unit) {
      case "s", "second", "seconds" -> Duration.ofSeconds(amount);
      case "min", "minute", "minutes" -> Duration.ofMinutes(amount);
      case "h", "hour", "hours" -> Duration.ofHours(amount);
      default -> throw new IllegalArgumentException("the unit is s, min or h");
    };
  }
}
