// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.devices.power.Secrets;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabProvider;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.Vantage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Opens the lab of real devices; key {@code physical}. */
public final class PhysicalLabProvider implements LabProvider {
  static final String KEY = "physical";
  static final String FILE = "trimunit.lab.file";

  /** For {@link java.util.ServiceLoader}. */
  public PhysicalLabProvider() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public boolean hasPolicies() {
    return true;
  }

  @Override
  public Lab open(LabSettings settings) {
    LabFiles files = new LabFiles(settings.resources());
    BenchReading reading = BenchReading.of(files, name(settings), BenchFiles::secrets);
    BenchFile file = reading.file();
    BenchChecks.require(reading, used(settings), settings);
    try {
      return PhysicalLab.open(settings, file, files.octets(name(settings)), used(settings));
    } catch (LabFault e) {
      throw new LabException("The physical lab cannot be opened: " + e.getMessage(), e);
    }
  }

  @Override
  public Set<String> shared(LabSettings settings, String deviceId, Vantage vantage) {
    return place(settings, deviceId)
        .map(place -> BenchPhones.shared(place, vantage))
        .orElse(Set.of());
  }

  @Override
  public boolean vantagesTogether(LabSettings settings, String deviceId) {
    return place(settings, deviceId).map(BenchPhones::isForBoth).orElse(false);
  }

  private static Optional<BenchFile.Place> place(LabSettings settings, String deviceId) {
    BenchFile file = file(settings, path -> Secrets.unknown());
    return Optional.ofNullable(file.devices().get(deviceId));
  }

  /** The devices that the run asks for; empty if it does not say. */
  private static Set<String> used(LabSettings settings) {
    return settings
        .property("trimunit.device")
        .map(ids -> Arrays.stream(ids.split(",")).map(String::strip).collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  private static String name(LabSettings settings) {
    return settings.property(FILE).orElse(KEY);
  }

  private static BenchFile file(LabSettings settings, Function<Optional<Path>, Secrets> secrets) {
    LabFiles files = new LabFiles(settings.resources());
    return BenchFiles.read(files, name(settings), secrets);
  }
}
