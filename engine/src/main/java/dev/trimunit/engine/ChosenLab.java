// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.MissingModule;
import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabProvider;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Vantage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lab that {@code trimunit.lab} chooses, never another: unopened, open, or left as found. */
final class ChosenLab {
  private final TrimUnitConfiguration configuration;
  private @Nullable Lab lab;
  private boolean opened;
  private @Nullable String notAsFound;

  ChosenLab(TrimUnitConfiguration configuration) {
    this.configuration = configuration;
  }

  /** Says what is wrong with the lab's name; opens none. */
  void check() {
    provider();
  }

  /**
   * Opens it.
   *
   * @return what it says of itself
   */
  LabDescription open(Path output) {
    Lab chosen = provider().open(settings(output));
    synchronized (this) {
      lab = chosen;
      opened = true;
    }
    return chosen.description();
  }

  synchronized boolean wasOpened() {
    return opened;
  }

  /** Everything that one device's trials need; only while it is open. */
  synchronized Bench bench(String device) {
    return Objects.requireNonNull(lab, "the lab is open").bench(device);
  }

  /** Leaves it as found; may be called twice, and from another thread. */
  synchronized void close() {
    Lab open = lab;
    lab = null;
    if (open != null) {
      try {
        open.close();
      } catch (RuntimeException e) {
        notAsFound = String.valueOf(e.getMessage());
        throw e;
      }
    }
  }

  /** What could not be left as found, in the lab's words. */
  synchronized Optional<String> notAsFound() {
    return Optional.ofNullable(notAsFound);
  }

  /** Whether it was opened and is left as found. */
  synchronized boolean isLeft() {
    return opened && lab == null;
  }

  /** What a device will share with others when used from a vantage; asks the unopened lab. */
  Set<String> shared(String device, Vantage vantage) {
    return provider().shared(settings(configuration.output()), device, vantage);
  }

  /** How many there will be of what devices share; asks the unopened lab. */
  int capacity(String shared) {
    return provider().capacity(settings(configuration.output()), shared);
  }

  /** Whether a device's trials may use both vantages; asks the unopened lab. */
  boolean vantagesTogether(String device) {
    return provider().vantagesTogether(settings(configuration.output()), device);
  }

  /** Whether there is such a lab, and only real time passes in it; asks the unopened lab. */
  boolean isInRealTime() {
    return providers().stream()
        .anyMatch(lab -> lab.key().equals(configuration.lab()) && !lab.isVirtual());
  }

  /** Whether days can pass there for a device; asks the unopened lab. */
  boolean passesDays(String device) {
    return provider().passesDays(settings(configuration.output()), device);
  }

  /** Whether there is such a lab, and its gateways only refuse; asks the unopened lab. */
  boolean onlyRefuses() {
    return providers().stream()
        .anyMatch(lab -> lab.key().equals(configuration.lab()) && !lab.hasPolicies());
  }

  /**
   * Refuses what only virtual time can do; opens none.
   *
   * @throws LabException if a list is to be blocked for days of real time
   */
  void checkEndurance() {
    Duration endurance = configuration.endurance();
    if (!endurance.isZero() && isInRealTime()) {
      throw new LabException(
          "trimunit.endurance=%s: the time of the lab '%s' is real, and its runs would take %s each. Run it on the simulated lab (trimunit.lab=simulated), or leave it out."
              .formatted(
                  configuration.given().get("trimunit.endurance"),
                  configuration.lab(),
                  Durations.words(endurance)));
    }
  }

  /**
   * Refuses what only a gateway of models can do; opens none.
   *
   * @throws LabException if a device is to be told a wrong time by another one
   */
  void checkMargin() {
    if (configuration.clockMargin() && isInRealTime()) {
      throw new LabException(
          "trimunit.margin=%s: to measure how a clock drifts takes a day, and the time of the lab '%s' is real. Run it on the simulated lab (trimunit.lab=simulated), or leave it out."
              .formatted(configuration.given().get("trimunit.margin"), configuration.lab()));
    }
  }

  private LabSettings settings(Path output) {
    return new LabSettings(
        configuration.seed(), output, ClasspathResources.ofTheRun(), configuration.given());
  }

  private static List<LabProvider> providers() {
    return ServiceLoader.load(LabProvider.class, ClasspathResources.classLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private LabProvider provider() {
    String key = configuration.lab();
    List<LabProvider> providers = providers();
    List<String> keys = providers.stream().map(LabProvider::key).toList();
    return providers.stream()
        .filter(provider -> provider.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    "Unknown lab '%s' (trimunit.lab). %s".formatted(key, instead(key, keys))));
  }

  private static String instead(String key, List<String> keys) {
    return keys.isEmpty() || key.equals(Property.LAB.defaultValue())
        ? "No jar with it is on the class path. " + MissingModule.add("devices")
        : NearMisses.sentence(key, keys, "labs");
  }
}
