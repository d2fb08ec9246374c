// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabProvider;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference pictures of the simulated devices show what the simulated phone draws. After a
 * change of its drawing, {@code mvn test -pl features -am -Dtest=ReferencesTest
 * -Dreferences.update=true} draws them anew; look at them before they are committed.
 */
@Tag("slow")
final class ReferencesTest {
  private static final Path FILES = Path.of("src/test/resources");

  @TempDir Path output;

  @ParameterizedTest
  @CsvSource({
    "tp-link-bulb, off, Power, on",
    "yi-camera, idle, Watch, live",
    "bosiwo-camera, idle, Watch, live"
  })
  void a_reference_is_what_the_phone_draws(
      String device, String before, String button, String after) throws IOException {
    if (Boolean.getBoolean("references.update")) {
      update(device, before, button, after);
    }
    try (Lab lab = open(FILES, Map.of())) {
      CompanionApp app = ready(lab.bench(device));
      app.restart();
      assertSame(app.look(before));
      assertThat(app.look(after).matches()).as("%s for %s", before, after).isFalse();
      app.tap(button);
      assertSame(app.look(after));
      assertThat(app.look(before).matches()).as("%s for %s", after, before).isFalse();
    }
  }

  /** The app of a device that has power, is ready, and from which nothing is withheld. */
  private static CompanionApp ready(Bench bench) {
    bench.gateway().block(Set.of(), Set.of(), Gateway.Strength.NORMAL);
    bench.power().on();
    bench.clock().pass(bench.startUp());
    return bench.app(Vantage.LAN);
  }

  private static void assertSame(ScreenCheck look) {
    assertThat(look.matches()).as(look.reason()).isTrue();
    assertThat(look.difference()).as(look.reason()).isZero();
  }

  /** Records against a copy of the files that has no references. */
  private void update(String device, String before, String button, String after)
      throws IOException {
    Path copy = Files.createDirectories(output.resolve("copy"));
    Files.createDirectories(copy.resolve("devices"));
    Path file = Path.of("devices", device + ".yaml");
    Files.copy(FILES.resolve(file), copy.resolve(file));
    try (Lab lab = open(copy, Map.of("trimunit.record-references", "true"))) {
      CompanionApp app = ready(lab.bench(device));
      app.restart();
      app.look(before);
      app.tap(button);
      app.look(after);
    }
    for (String state : List.of(before, after)) {
      Path picture = Path.of("references", device, state + ".png");
      Files.createDirectories(FILES.resolve(picture).getParent());
      Files.copy(
          output.resolve(picture), FILES.resolve(picture), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Lab open(Path files, Map<String, String> properties) {
    LabProvider simulated =
        ServiceLoader.load(LabProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.key().equals("simulated"))
            .findFirst()
            .orElseThrow();
    return simulated.open(new LabSettings(1, output, new Folder(files), properties));
  }

  private record Folder(Path root) implements Resources {
    @Override
    public Optional<URL> find(String path) {
      try {
        Path file = root.resolve(path);
        return Files.isRegularFile(file) ? Optional.of(file.toUri().toURL()) : Optional.empty();
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> list(String folder, String suffix) {
      String[] names = root.resolve(folder).toFile().list((dir, name) -> name.endsWith(suffix));
      return names == null
          ? List.of()
          : Arrays.stream(names).sorted().map(name -> folder + "/" + name).toList();
    }
  }
}
