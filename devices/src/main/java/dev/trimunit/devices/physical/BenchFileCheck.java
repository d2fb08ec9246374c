// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.devices.power.Secrets;
import dev.trimunit.engine.gherkin.FileCheck;
import dev.trimunit.engine.lab.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Checks bench files. */
public final class BenchFileCheck implements FileCheck {
  /** For {@link java.util.ServiceLoader}. */
  public BenchFileCheck() {}

  @Override
  public Checked check(Material material) {
    LabFiles files = new LabFiles(material.resources());
    Optional<String> asked =
        Optional.ofNullable(material.properties().get(PhysicalLabProvider.FILE));
    TreeSet<String> names = new TreeSet<>(files.names());
    asked.ifPresent(names::add);
    names.removeIf(
        name ->
            !files.isBench(
                name, asked.filter(name::equals).map(it -> material.lab()).orElse(name)));
    List<String> mistakes = new ArrayList<>();
    for (String name : names) {
      try {
        BenchFiles.read(files, name, file -> Secrets.unknown());
      } catch (LabException e) {
        String.valueOf(e.getMessage()).lines().forEach(mistakes::add);
      }
    }
    return new Checked(names.isEmpty() ? Map.of() : Map.of("lab files", names.size()), mistakes);
  }
}
