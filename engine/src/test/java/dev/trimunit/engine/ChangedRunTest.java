// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was cut short goes on only if nothing changed that its trials depend on. */
@Tag("slow")
@ResourceLock("listeners")
class ChangedRunTest {
  private static final String STEPS = "dev.trimunit.engine.glue";
  private final List<String> notices = new ArrayList<>();
  @TempDir Path folder;

  @BeforeEach
  void listen() throws IOException {
    HeardEvents.listenWith(
        new RunListener() {
          @Override
          public void noticed(Device device, String sentence) {
            notices.add(sentence);
          }
        });
    new Specs(folder)
        .write("bulb.feature", Specs.BULB)
        .write("testers/devices/bulb.yaml", "name: Bulb")
        .write("testers/devices/hub.yaml", "name: Hub")
        .write("testers/references/bulb/on.png", "a picture")
        .write("testers/references/hub/on.png", "a picture")
        .write("testers/labs/stub.yaml", "phones: 2")
        .write("testers/labs/other.yaml", "phones: 1");
    run(bench("1.0"), Map.of(), STEPS);
    cutShort();
    notices.clear();
  }

  /** Leaves the first six trials of the run, as if it had been killed in the seventh. */
  private void cutShort() throws IOException {
    Path finished = folder.resolve("journal/archive/bulb.000001.jsonl");
    Files.write(folder.resolve("journal/bulb.jsonl"), Files.readAllLines(finished).subList(0, 7));
    Files.delete(finished);
  }

  @AfterEach
  void leave() {
    HeardEvents.listenWith(new RunListener() {});
  }

  private static StubBench bench(String firmware) {
    return new StubBench(new Device("bulb", "Bulb", "bulb", "", firmware, "", ""))
        .use(
            StubUse.of(new Usage("switching on", Vantage.LAN))
                .tapping("Power", "on")
                .requires(Destination.parse("cloud.example.com:443/tcp"))
                .contacts(Destination.parse("ads.example.net:80/tcp")));
  }

  /** With the tester's files of the folder on the class path, read anew. */
  private void run(StubBench bench, Map<String, String> more, String glue) {
    ClassLoader usual = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader testers =
        new URLClassLoader(new URL[] {folder.resolve("testers").toUri().toURL()}, usual)) {
      Thread.currentThread().setContextClassLoader(testers);
      new Specs(folder, glue)
          .builder(new StubLab(bench), selectDirectory(folder.toFile()))
          .configurationParameters(more)
          .execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Thread.currentThread().setContextClassLoader(usual);
    }
  }

  private void requireAfresh(String changed) {
    assertThat(notices)
        .anyMatch(n -> n.startsWith("The run starts afresh") && n.endsWith("since: " + changed));
  }

  @Test
  void nothing_changed() {
    run(bench("1.0"), Map.of(), STEPS);

    assertThat(notices).contains("The run goes on after trial 6 of an unfinished one");
  }

  @Test
  void another_firmware() {
    run(bench("1.1"), Map.of(), STEPS);

    requireAfresh("firmware");
  }

  @Test
  void another_spec() {
    new Specs(folder).write("bulb.feature", Specs.BULB + "\n# More.\n");
    run(bench("1.0"), Map.of(), STEPS);

    requireAfresh("specs");
  }

  @ParameterizedTest
  @CsvSource({
    "devices/bulb.yaml, device file",
    "references/bulb/on.png, references",
    "references/bulb/off.png, references",
    "labs/stub.yaml, lab file"
  })
  void another_file_of_the_tester(String file, String changed) {
    new Specs(folder).write("testers/" + file, "something else");
    run(bench("1.0"), Map.of(), STEPS);

    requireAfresh(changed);
  }

  @Test
  void a_reference_picture_less() throws IOException {
    Files.delete(folder.resolve("testers/references/bulb/on.png"));
    run(bench("1.0"), Map.of(), STEPS);

    requireAfresh("references");
  }

  @ParameterizedTest
  @ValueSource(strings = {"devices/hub.yaml", "references/hub/on.png", "labs/other.yaml"})
  void files_of_another_device_or_lab_do_not_matter(String file) {
    new Specs(folder).write("testers/" + file, "something else");
    run(bench("1.0"), Map.of(), STEPS);

    assertThat(notices).contains("The run goes on after trial 6 of an unfinished one");
  }

  @ParameterizedTest
  @CsvSource({
    "trimunit.seed, 2, seed",
    "trimunit.off, 3 min, off-duration",
    "trimunit.off.shorter, 20 s, shorter off-duration",
    "trimunit.watch, 1 min, watch of the power experiment",
    "trimunit.lab.file, other, lab file"
  })
  void another_lab(String property, String value, String changed) {
    run(bench("1.0"), Map.of(property, value), STEPS);

    requireAfresh(changed);
  }

  @Test
  void other_step_classes() {
    run(bench("1.0"), Map.of(), STEPS + ",dev.trimunit.engine.testing");

    requireAfresh("step classes");
  }

  @Test
  void another_phone() {
    run(bench("1.0").withTwoPhones(), Map.of(), STEPS);

    requireAfresh("both vantages in one trial");
  }
}
