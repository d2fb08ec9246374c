// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Captures and pictures that no trial of a device refers to: of trials that were killed before they
 * counted, and of runs whose journals are gone. Beside those of trials that count they would be
 * taken for evidence.
 */
final class Leftovers {
  /** A lab numbers captures by trial, and pictures in their order. */
  private static final String NUMBERED = "trial-\\d+\\.pcap(ng)?|\\d{5,}-.*\\.png";

  private final String device;
  private final Set<Path> referredTo;

  Leftovers(String device, Collection<TrialRecord> trials) {
    this.device = device;
    this.referredTo =
        trials.stream().flatMap(Leftovers::files).map(Leftovers::place).collect(Collectors.toSet());
  }

  private static Stream<Path> files(TrialRecord trial) {
    Stream<Attachment> ofSteps =
        trial.outcomes().stream()
            .flatMap(outcome -> outcome.steps().stream())
            .flatMap(step -> step.attachments().stream());
    return Stream.concat(trial.attachments().stream(), ofSteps).map(Attachment::file);
  }

  private static Path place(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** Deletes them, in the device's own folders only. */
  void delete() throws IOException {
    List<Path> folders =
        referredTo.stream().map(Path::getParent).distinct().filter(this::isOurs).toList();
    for (Path folder : folders) {
      for (Path file : leftIn(folder)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private boolean isOurs(Path folder) {
    return folder.getFileName().toString().startsWith(device)
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  private List<Path> leftIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(NUMBERED))
          .filter(file -> !referredTo.contains(file))
          .toList();
    }
  }
}
