// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.gherkin.FileCheck;
import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.reports.accepted.Behaviour;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks the accepted files, which are otherwise read when a run is nearly over. */
public final class AcceptedCheck implements FileCheck {
  private static final String FOLDER = "accepted";
  private static final String ENDING = ".yaml";

  /** For {@link java.util.ServiceLoader}. */
  public AcceptedCheck() {}

  @Override
  public Checked check(Material material) {
    List<String> mistakes = new ArrayList<>();
    int read = 0;
    for (String path : material.resources().list(FOLDER, "")) {
      String id = Material.stem(path);
      if (!path.endsWith(ENDING)) {
        mistakes.add(path + ": Nobody reads this file: call it " + id + ENDING + ", or delete it.");
      } else if (material.devices().contains(id) || material.whole()) {
        read += file(path, id, material, mistakes);
      }
    }
    return new Checked(Map.of("accepted files", read), mistakes);
  }

  private static int file(String path, String id, Material material, List<String> mistakes) {
    URL file = material.resources().find(path).orElseThrow(); // it was listed
    if (!material.devices().contains(id)) {
      mistakes.add(
          "%s: No spec is about this device. %s Rename the file, or delete it."
              .formatted(path, NearMisses.sentence(id, material.devices(), "devices")));
    }
    try {
      Behaviour accepted = AcceptedFile.read(file);
      if (!accepted.device().equals(id)) {
        mistakes.add(
            "%s: It says 'device: %s', and is read for %s. Correct one of them."
                .formatted(path, accepted.device(), id));
      }
    } catch (LabException e) {
      mistakes.add(path + ": " + e.getMessage());
    }
    return 1;
  }
}
