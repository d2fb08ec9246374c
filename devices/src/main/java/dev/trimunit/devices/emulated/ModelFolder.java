// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Device files as a folder, for processes that do not have the run's class path entries open. */
record ModelFolder(Path folder) implements Resources {
  private static final String DEVICES = "devices";
  private static final String SUFFIX = ".yaml";

  /** Copies the tester's device files. */
  static ModelFolder copy(Resources resources, Path folder) {
    try {
      Files.createDirectories(folder.resolve(DEVICES));
      deleteOld(folder.resolve(DEVICES));
      for (String path : resources.list(DEVICES, SUFFIX)) {
        URL url = resources.find(path).orElseThrow();
        try (InputStream in = url.openStream()) {
          Path target = folder.resolve(DEVICES).resolve(path.substring(path.lastIndexOf('/') + 1));
          Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return new ModelFolder(folder);
    } catch (IOException e) {
      throw new LabException("The device files could not be copied to " + folder, e);
    }
  }

  /** A device that is not among the resources any more is none of this run. */
  private static void deleteOld(Path devices) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(devices, "*" + SUFFIX)) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
  }

  /** The id of one of several units of a device, in here: the first has the device's own. */
  static String unit(String device, int number) {
    return number == 1 ? device : device + "-unit-" + number;
  }

  /**
   * Gives each further unit of a device a file of its own, so that it is served as a device is.
   *
   * @throws LabException if there is no such device, its file is wrong, or another device is called
   *     as a unit would be
   */
  void add(DeviceUnits units) {
    String id = new DeviceFiles(this).read(units.device()).device().id();
    try {
      for (int number = 2; number <= units.count(); number++) {
        Files.copy(
            folder.resolve(DeviceFiles.path(id)),
            folder.resolve(DeviceFiles.path(unit(id, number))));
      }
    } catch (FileAlreadyExistsException e) {
      throw new LabException(
          "The lab file lists %d units of '%s', and there is a device file %s, as one of them would be called: rename that"
              .formatted(units.count(), units.device(), Path.of(e.getFile()).getFileName()),
          e);
    } catch (IOException e) {
      throw new LabException("The device files could not be copied to " + folder, e);
    }
  }

  private List<String> ids() {
    return list(DEVICES, SUFFIX).stream()
        .map(path -> path.substring(DEVICES.length() + 1, path.length() - SUFFIX.length()))
        .toList();
  }

  /** Every file with a model that can be read; the others say what is wrong when they are used. */
  List<DeviceFile> modelled() {
    DeviceFiles files = new DeviceFiles(this);
    return ids().stream()
        .flatMap(id -> read(files, id))
        .filter(file -> file.model().isPresent())
        .toList();
  }

  /** The models of {@link #modelled}. */
  List<DeviceModel> models() {
    return modelled().stream().map(file -> file.model().orElseThrow()).toList();
  }

  private static Stream<DeviceFile> read(DeviceFiles files, String id) {
    try {
      return Stream.of(files.read(id));
    } catch (LabException e) {
      return Stream.empty();
    }
  }

  @Override
  public Optional<URL> find(String path) {
    Path file = folder.resolve(path);
    try {
      return Files.exists(file) ? Optional.of(file.toUri().toURL()) : Optional.empty();
    } catch (MalformedURLException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> list(String where, String suffix) {
    try (Stream<Path> files = Files.list(folder.resolve(where))) {
      return files
          .map(file -> where + "/" + file.getFileName())
          .filter(path -> path.endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
