// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.files.LabFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a bench file and at the bench that it describes; switches and blocks nothing. */
public final class LabCheck {
  private static final Pattern MISTAKE = Pattern.compile("(.*?:\\d+): (.*)");

  private LabCheck() {}

  /**
   * Looks at everything that a run needs.
   *
   * @param devices those that a run uses; empty if it may use all
   * @throws IOException if the file cannot be read
   * @throws dev.trimunit.engine.lab.LabException if it is no YAML
   */
  public static List<BenchLine> of(Path file, Set<String> devices) throws IOException {
    String path = file.toString();
    BenchReading reading = new BenchReading(LabFiles.at(file), path, "", BenchFiles::secrets);
    List<BenchLine> lines = new ArrayList<>();
    reading.mistakes().forEach(mistake -> lines.add(mistake(path, mistake)));
    devices.stream()
        .filter(id -> !reading.names(id))
        .forEach(id -> lines.add(BenchLine.missing(reading.at("devices"), reading.without(id))));
    lines.addAll(BenchChecks.look(reading, devices, TestersFiles.around(file), Path.of("")));
    return lines;
  }

  private static BenchLine mistake(String path, String said) {
    Matcher parts = MISTAKE.matcher(said);
    return parts.matches()
        ? BenchLine.missing(parts.group(1), parts.group(2))
        : BenchLine.missing(path, said);
  }
}
