// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.reports.accepted.Behaviour;
import dev.trimunit.reports.accepted.Comparison;
import dev.trimunit.reports.accepted.Found;
import dev.trimunit.reports.data.Acceptance;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The reviewed files of all devices: compared at the end of a run, or written anew. */
final class AcceptedFiles {
  private static final String ACCEPT = "trimunit.accept";
  private static final String FOLDER = "trimunit.report.accepted";

  private final Function<String, Optional<URL>> resources;

  /**
   * @param resources finds a file of the tester by its path
   */
  AcceptedFiles(Function<String, Optional<URL>> resources) {
    this.resources = resources;
  }

  /** On the class path of the current thread, where the specs are. */
  static AcceptedFiles onClassPath() {
    return new AcceptedFiles(
        path ->
            Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .or(() -> Optional.ofNullable(AcceptedFiles.class.getClassLoader()))
                .map(loader -> loader.getResource(path)));
  }

  /**
   * What is accepted of a device; empty if nobody reviewed it yet.
   *
   * @throws LabException if the file says that it is another device's
   */
  Optional<Behaviour> accepted(String device) {
    Optional<Behaviour> accepted =
        Resources.yaml(resources, AcceptedFile.path(device)).map(AcceptedFile::read);
    accepted
        .filter(behaviour -> !behaviour.device().equals(device))
        .ifPresent(
            other -> {
              throw new LabException(
                  "%s says 'device: %s', and is read for %s: was it copied? Correct one of them, or write the file anew: mvn verify -Dtrimunit.device=%s -Dtrimunit.accept"
                      .formatted(AcceptedFile.path(device), other.device(), device, device));
            });
    return accepted;
  }

  /** The run with what is not as accepted; nothing is while files are written anew. */
  RunData compared(RunData run) {
    return writes(run) ? run : run.withDevices(device -> compared(device, run.whole()));
  }

  private DeviceData compared(DeviceData device, boolean whole) {
    return accepted(device.device().id())
        .map(
            accepted ->
                device.withAcceptance(
                    new Acceptance(
                        true,
                        accepted.firmware(),
                        Comparison.of(accepted, Found.in(device), whole))))
        .orElse(device);
  }

  /** Whether the run was asked to write the files. */
  static boolean writes(RunData run) {
    String value = run.settings().getOrDefault(ACCEPT, "false");
    return value.isBlank() || Boolean.parseBoolean(value.strip());
  }

  /**
   * Writes a file per device with verdicts, for review, and the schema that they refer to.
   *
   * @return the names of the devices' files
   */
  static List<String> write(RunData run, ReportOutput output) throws IOException {
    List<DeviceData> judged =
        run.devices().stream().filter(device -> !device.verdicts().isEmpty()).toList();
    for (DeviceData device : judged) {
      output.write(AcceptedFile.path(device.device().id()), AcceptedFile.text(Found.in(device)));
    }
    if (!judged.isEmpty()) {
      output.write(AcceptedFile.schemaPath(), SchemaFile.bytes(AcceptedFile.SCHEMA));
    }
    return judged.stream().map(device -> AcceptedFile.path(device.device().id())).toList();
  }

  /** As asked, else the project's sources if the run has them, else the run's output folder. */
  static FolderOutput folder(RunData run) {
    String asked = run.settings().getOrDefault(FOLDER, "").strip();
    if (!asked.isEmpty()) {
      return new FolderOutput(Path.of(asked));
    }
    Path sources = Path.of("src", "test", "resources");
    return new FolderOutput(Files.isDirectory(sources) ? sources : run.output());
  }
}
