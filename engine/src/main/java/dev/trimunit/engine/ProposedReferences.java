// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pictures that a run recorded, {@code references/<device>/*.png} in its output folder, for a
 * tester to look at. Only who asks for it gets them into the sources.
 */
final class ProposedReferences {
  private static final String FOLDER = "references";
  private static final String PNG = ".png";

  private final Path proposals;
  private final Path sources;

  /**
   * @param output the run's output folder
   * @param resources the folder of what testers write
   */
  ProposedReferences(Path output, Path resources) {
    this.proposals = output.resolve(FOLDER);
    this.sources = resources.resolve(FOLDER);
  }

  /** Where trials are noted from which nothing is concluded. */
  Path journal() {
    return proposals.resolveSibling("recording");
  }

  /**
   * Takes away what an earlier run proposed: it would be kept with what this one proposes; and the
   * trials of one that was killed, because this one must see the screens itself.
   */
  void forget(Collection<String> devices) {
    try {
      for (String device : devices) {
        for (Path picture : pictures(device)) {
          Files.delete(picture);
        }
      }
      Files.deleteIfExists(proposals.resolve("review.html"));
      for (String device : devices) {
        Files.deleteIfExists(journal().resolve(device + ".jsonl"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Earlier proposals in " + proposals + " cannot be deleted", e);
    }
  }

  /**
   * Copies what was proposed for these devices.
   *
   * @param replace whether a picture of the same name is replaced; else the new one goes beside it
   * @return a sentence for each picture
   * @throws LabException if nothing was proposed, or there is nowhere to put it
   */
  List<String> keep(Collection<String> devices, boolean replace) {
    Path above = sources.toAbsolutePath().getParent();
    if (above == null || !Files.isDirectory(above)) {
      throw new LabException(
          "Reference pictures are kept in %s, and there is no folder %s here (%s). Run this where the specs are."
              .formatted(sources, sources.getParent(), Path.of("").toAbsolutePath()));
    }
    List<String> said = new ArrayList<>();
    try {
      for (String device : devices) {
        for (Path picture : pictures(device)) {
          said.add(keep(picture, sources.resolve(device), replace));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A picture cannot be copied to " + sources, e);
    }
    if (said.isEmpty()) {
      throw new LabException(
          "No picture is proposed for %s: there is none in %s. Record first, with -Dtrimunit.record-references, and look at review.html there."
              .formatted(String.join(", ", devices), proposals.toAbsolutePath()));
    }
    return said;
  }

  private static String keep(Path picture, Path folder, boolean replace) throws IOException {
    byte[] content = Files.readAllBytes(picture);
    Files.createDirectories(folder);
    String name = picture.getFileName().toString();
    Path target = folder.resolve(name);
    String stem = name.substring(0, name.length() - PNG.length()).replaceFirst("-\\d+$", "");
    for (int next = 2; Files.exists(target) && !replace; next++) {
      if (Arrays.equals(content, Files.readAllBytes(target))) {
        return target + " is there already";
      }
      target = folder.resolve(stem + "-" + next + PNG);
    }
    boolean there = Files.exists(target);
    Files.write(target, content);
    return target + (there ? " was replaced" : " is new");
  }

  private List<Path> pictures(String device) throws IOException {
    Path folder = proposals.resolve(device);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(PNG))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
