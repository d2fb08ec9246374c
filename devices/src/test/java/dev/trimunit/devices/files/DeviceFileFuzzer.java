// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Device and lab files of any octets: read, or refused with a sentence. */
public final class DeviceFileFuzzer {
  private static final Path FILE = file();

  private DeviceFileFuzzer() {}

  public static void fuzzerTestOneInput(byte[] yaml) {
    try {
      Files.write(FILE, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Resources only = new OnlyFile();
    refusedOrRead(() -> new DeviceFiles(only).read("device"));
    refusedOrRead(() -> new LabFiles(only).read("simulated", Optional.of("device")));
  }

  /** Where fuzzing starts: the files that we ship. */
  public static byte[][] seeds() {
    Path shipped = Path.of("..", "features", "src", "test", "resources");
    try (Stream<Path> files =
        Stream.concat(
            Files.list(shipped.resolve("devices")), Files.list(shipped.resolve("labs")))) {
      List<byte[]> seeds = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
      return seeds.toArray(byte[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refusedOrRead(Runnable reading) {
    try {
      reading.run();
    } catch (LabException refused) {
      // A sentence for the file's owner, as it should be.
    }
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("trimunit-fuzz", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class OnlyFile implements Resources {
    @Override
    public Optional<URL> find(String path) {
      try {
        return Optional.of(FILE.toUri().toURL());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> list(String folder, String suffix) {
      return List.of();
    }
  }
}
