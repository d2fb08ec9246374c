// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.app.screen.ReferenceCheck;
import dev.trimunit.devices.files.DeviceFiles.Shown;
import dev.trimunit.engine.gherkin.FileCheck;
import dev.trimunit.engine.gherkin.Spec;
import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.SourceLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks device files, lab files and reference pictures. */
public final class TesterFiles implements FileCheck {
  private static final Set<String> LABS_OF_MODELS = Set.of("simulated", "emulated");

  /** For {@link java.util.ServiceLoader}. */
  public TesterFiles() {}

  @Override
  public Checked check(Material material) {
    List<String> mistakes = new ArrayList<>();
    DeviceFiles files = new DeviceFiles(material.resources());
    Collection<String> ids = new TreeSet<>(material.devices());
    if (material.whole()) {
      ids.addAll(files.ids());
    }
    int read = 0;
    int pictures = 0;
    for (String id : ids) {
      if (!isLookedAt(files, id, material)) {
        continue;
      }
      read += files.ids().contains(id) ? 1 : 0;
      pictures += device(files, id, material, mistakes);
    }
    int labs = labs(material, mistakes);
    if (material.whole()) {
      strays(material, files, mistakes);
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("device files", read);
    counts.put("lab files", labs);
    counts.put("reference pictures", pictures);
    return new Checked(counts, mistakes);
  }

  /**
   * Where other devices have a file, or this one has a misnamed one, the spec of one without is
   * told of already.
   */
  private static boolean isLookedAt(DeviceFiles files, String id, Material material) {
    List<String> known = files.ids();
    boolean needed =
        known.isEmpty() && LABS_OF_MODELS.contains(material.lab()) && !isMisnamed(id, material);
    return Device.isId(id) && (known.contains(id) || needed);
  }

  private static boolean isMisnamed(String id, Material material) {
    return material.resources().find(misnamed("devices", id)).isPresent();
  }

  private static String misnamed(String folder, String name) {
    return folder + "/" + name + ".yml";
  }

  /** Returns how many pictures were read. */
  private static int device(
      DeviceFiles files, String id, Material material, List<String> mistakes) {
    List<Spec> specs = material.specs().stream().filter(spec -> spec.device().equals(id)).toList();
    Optional<Shown> shown = Optional.empty();
    try {
      DeviceFile file = files.read(id);
      if (specs.isEmpty()) {
        mistakes.add(
            "%s: No spec is about this device: tag one @device=%s, or delete it."
                .formatted(DeviceFiles.path(id), id));
      }
      if (LABS_OF_MODELS.contains(material.lab()) && file.model().isEmpty()) {
        mistakes.add(file.withoutModel().getMessage());
      }
      shown = Optional.of(new Shown(file.device(), file.app().states()));
    } catch (LabException e) {
      String.valueOf(e.getMessage()).lines().forEach(mistakes::add);
      if (files.ids().contains(id)) {
        shown = files.shown(id);
      }
    }
    return shown.map(what -> shown(what, specs, material, mistakes)).orElse(0);
  }

  private static int shown(
      Shown shown, List<Spec> specs, Material material, List<String> mistakes) {
    Device device = shown.device();
    specs.forEach(spec -> mistakes.addAll(nouns(spec, device)));
    ReferenceCheck references =
        new ReferenceCheck(device.id(), shown.states(), material.resources());
    mistakes.addAll(references.mistakes(states(specs, device)));
    return references.pictures();
  }

  private static List<String> nouns(Spec spec, Device device) {
    List<String> mistakes = new ArrayList<>();
    for (SpecScenario scenario : spec.scenarios()) {
      scenario
          .unknownNouns(device)
          .forEach(
              (noun, line) ->
                  mistakes.add(
                      "%s:%d: 'the %s' is not what %s calls the device%s"
                          .formatted(
                              scenario.location().file(),
                              line,
                              noun,
                              DeviceFiles.path(device.id()),
                              NearMisses.of(noun, device.nouns()))));
    }
    return mistakes;
  }

  private static Map<String, SourceLocation> states(List<Spec> specs, Device device) {
    Map<String, SourceLocation> states = new LinkedHashMap<>();
    for (Spec spec : specs) {
      spec.scenarios()
          .forEach(
              scenario ->
                  scenario
                      .states(device)
                      .forEach(
                          (state, line) ->
                              states.putIfAbsent(
                                  state, new SourceLocation(scenario.location().file(), line))));
    }
    return states;
  }

  private static int labs(Material material, List<String> mistakes) {
    LabFiles files = new LabFiles(material.resources());
    Optional<String> asked = Optional.ofNullable(material.properties().get(LabFiles.PROPERTY));
    Set<String> names = new TreeSet<>(files.names());
    asked.ifPresent(names::add);
    int read = 0;
    for (String name : names) {
      String lab = asked.filter(name::equals).map(it -> material.lab()).orElse(name);
      if (files.isBench(name, lab)) {
        continue;
      }
      read += files.names().contains(name) ? 1 : 0;
      try {
        files.check(name, lab);
      } catch (LabException e) {
        String.valueOf(e.getMessage()).lines().forEach(mistakes::add);
      }
    }
    return read;
  }

  /** Files that nobody would read, and nobody would say so. */
  private static void strays(Material material, DeviceFiles files, List<String> mistakes) {
    Set<String> told = toldOfAlready(material, files);
    for (String folder : List.of("devices", "labs")) {
      for (String path : material.resources().list(folder, "")) {
        if (!path.endsWith(".yaml") && !Material.stem(path).isEmpty() && !told.contains(path)) {
          mistakes.add(
              path
                  + ": Nobody reads this file: call it "
                  + Material.stem(path)
                  + ".yaml, or delete it.");
        }
      }
    }
    Set<String> known = new TreeSet<>(files.ids());
    known.addAll(material.devices());
    for (String path : material.resources().list("references", "")) {
      String id = path.substring(path.lastIndexOf('/') + 1);
      if (!known.contains(id) && !id.startsWith(".")) {
        mistakes.add(path + ": These pictures belong to no device" + NearMisses.of(id, known));
      }
    }
  }

  /** Misnamed files that a spec or a property asks for. */
  private static Set<String> toldOfAlready(Material material, DeviceFiles devices) {
    Set<String> told = new TreeSet<>();
    material.devices().stream()
        .filter(id -> !devices.ids().contains(id))
        .forEach(id -> told.add(misnamed("devices", id)));
    Optional.ofNullable(material.properties().get(LabFiles.PROPERTY))
        .filter(name -> !new LabFiles(material.resources()).names().contains(name))
        .ifPresent(name -> told.add(misnamed("labs", name)));
    return told;
  }
}
