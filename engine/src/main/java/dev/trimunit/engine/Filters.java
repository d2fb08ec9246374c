// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.plan.Shard;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run is limited to by its properties: devices, functionalities, vantages, destinations. */
final class Filters {
  private final GivenProperties properties;

  Filters(GivenProperties properties) {
    this.properties = properties;
  }

  /** Whether no filter leaves anything out. */
  boolean selectsEverything() {
    return Stream.of(
            Property.DEVICE,
            Property.SHARD,
            Property.FUNCTIONALITY,
            Property.VANTAGE,
            Property.DESTINATION)
        .allMatch(filter -> properties.list(filter).isEmpty());
  }

  /** Which of several runs this is; empty if it is the only one. */
  Optional<Shard> shard() {
    return properties.value(Property.SHARD).isEmpty()
        ? Optional.empty()
        : Optional.of(properties.parsed(Property.SHARD, Shard::parse, "a shard"));
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
    return !properties.list(Property.FUNCTIONALITY).isEmpty()
        || !properties.list(Property.VANTAGE).isEmpty();
  }

  boolean selects(Destination destination) {
    List<DestinationPattern> wanted = destinations();
    return wanted.isEmpty() || wanted.stream().anyMatch(pattern -> pattern.covers(destination));
  }

  private static DestinationPattern pattern(String text) {
    try {
      return DestinationPattern.parse(text);
    } catch (IllegalArgumentException e) {
      throw GivenProperties.unusable(Property.DESTINATION, text, "a destination", e);
    }
  }

  private boolean selects(Property property, String word) {
    List<String> wanted = properties.list(property);
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
    return properties.list(Property.FEATURES).stream().map(FeatureFilter::parse).toList();
  }

  /** The destinations that are asked for; none for all. */
  List<DestinationPattern> destinations() {
    return properties.list(Property.DESTINATION).stream().map(Filters::pattern).toList();
  }

  /** A filter as it was given, {@code trimunit.vantage=LAN}; empty if it was not. */
  Optional<String> filter(Property property) {
    String value = properties.value(property);
    return value.isEmpty() ? Optional.empty() : Optional.of(property.key() + "=" + value);
  }

  /** One sentence for each word of a filter that none of these is. */
  List<String> unmatched(Property property, Collection<String> known, String whatIsKnown) {
    return properties.list(property).stream()
        .filter(word -> known.stream().noneMatch(word::equalsIgnoreCase))
        .map(
            word ->
                "%s=%s: there is none in this run. %s"
                    .formatted(property.key(), word, NearMisses.sentence(word, known, whatIsKnown)))
        .toList();
  }
}
