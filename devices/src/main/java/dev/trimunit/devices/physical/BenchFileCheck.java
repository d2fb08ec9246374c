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
import java.util.Set;
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
    boolean used = material.lab().equals(PhysicalLabProvider.KEY);
    Set<String> names = new TreeSet<>(files.names());
    names.removeIf(name -> asked.filter(name::equals).isEmpty() && !files.isBench(name, name));
    if (used) {
      names.add(asked.orElse(PhysicalLabProvider.KEY));
    } else {
      asked.filter(name -> !files.isBench(name, material.lab())).ifPresent(names::remove);
    }
    List<String> mistakes = new ArrayList<>();
    for (String name : names) {
      try {
        BenchFile file = BenchFiles.read(files, name, secrets -> Secrets.unknown());
        if (used && name.equals(asked.orElse(PhysicalLabProvider.KEY))) {
          material.devices().stream()
              .filter(id -> !file.devices().containsKey(id))
              .forEach(id -> mistakes.add(file.without(id)));
        }
      } catch (LabException e) {
        String.valueOf(e.getMessage()).lines().forEach(mistakes::add);
      }
    }
    return new Checked(names.isEmpty() ? Map.of() : Map.of("lab files", names.size()), mistakes);
  }
}
