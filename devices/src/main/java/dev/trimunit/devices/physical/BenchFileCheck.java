// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.devices.power.Secrets;
import dev.trimunit.engine.gherkin.FileCheck;
import dev.trimunit.engine.lab.LabException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks bench files and, where a run would open one, the bench itself. */
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
        boolean opened = used && name.equals(asked.orElse(PhysicalLabProvider.KEY));
        mistakes.addAll(opened ? bench(files, name, material) : file(files, name));
      } catch (LabException e) {
        String.valueOf(e.getMessage()).lines().forEach(mistakes::add);
      }
    }
    return new Checked(names.isEmpty() ? Map.of() : Map.of("lab files", names.size()), mistakes);
  }

  /** A file that may be of another machine. */
  private static List<String> file(LabFiles files, String name) {
    return BenchReading.of(files, name, secrets -> Secrets.unknown()).mistakes();
  }

  private static List<String> bench(LabFiles files, String name, Material material) {
    BenchReading bench = BenchReading.of(files, name, BenchFiles::secrets);
    List<String> mistakes = new ArrayList<>(bench.mistakes());
    material.devices().stream()
        .filter(id -> !bench.names(id))
        .forEach(id -> mistakes.add(bench.at("devices") + ": " + bench.without(id)));
    BenchChecks.look(
            bench, Set.copyOf(material.devices()), Optional.of(material.resources()), Path.of(""))
        .stream()
        .filter(line -> !line.isGood())
        .forEach(line -> mistakes.add(line.toString()));
    return mistakes;
  }
}
