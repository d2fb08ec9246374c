// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.app.screen.Allocated;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Device and lab files that want memory, stack, classes or other folders: each gets a sentence. */
@Tag("slow")
final class HostileFilesTest {
  private static final String DEVICE =
      """
      name: Bulb
      noun: bulb
      app:
        package: com.example.bulb
        states:
          on: {%s}
      """;

  @TempDir Path folder;
  private final List<String> looked = new ArrayList<>();

  private Resources holding(String text) throws IOException {
    URL url = Files.writeString(folder.resolve("file.yaml"), text).toUri().toURL();
    return new Resources() {
      @Override
      public Optional<URL> find(String path) {
        looked.add(path);
        return Optional.of(url);
      }

      @Override
      public List<String> list(String where, String suffix) {
        return List.of();
      }
    };
  }

  static Stream<Arguments> bombs() throws MalformedURLException {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    return Stream.of(
        Arguments.of("billion laughs", laughs.toString(), "anchors"),
        Arguments.of("alias as a value", "name: &n Bulb\nnoun: *n\n", "anchors"),
        Arguments.of("merge key", "base: &b {name: x}\n<<: *b\n", "anchors"),
        Arguments.of(
            "a class", "name: !!javax.script.ScriptEngineManager [!!java.net.URL [x]]\n", "tags"),
        Arguments.of("own tag", "name: !evil x\n", "tags"),
        Arguments.of("deep lists", "name: " + "[".repeat(100_000), "this is no YAML"),
        Arguments.of("deep groups", "{a: ".repeat(50_000), "this is no YAML"),
        Arguments.of("huge value", "name: " + "x".repeat(40 << 20), "is no file of ours"),
        Arguments.of("huge key", "x".repeat(40 << 20) + ": 1", "is no file of ours"),
        Arguments.of("control characters", "name: \u0000\u001b[31m\n", "this is no YAML"),
        Arguments.of("two documents", "name: a\n---\nname: b\n", "second document"),
        Arguments.of("no text", "\u0089PNG\r\n\u001a\n", "this is no YAML"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void a_file_of_a_device_or_a_lab_is_refused_with_a_sentence(
      String kind, String text, String sentence) throws IOException {
    Resources resources = holding(text);
    long most = 50L << 20;
    for (Runnable reading :
        List.<Runnable>of(
            () -> new DeviceFiles(resources).read("bulb"),
            () -> new LabFiles(resources).read("simulated", Optional.of("soak")))) {
      long taken =
          Allocated.by(
              () ->
                  assertThatThrownBy(reading::run)
                      .isInstanceOf(LabException.class)
                      .hasMessageContaining(sentence)
                      .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_000)));
      assertThat(taken).as(kind).isLessThan(most);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../secret.png",
        "/etc/passwd",
        "a/b.png",
        "..",
        ".hidden",
        "a\\\\b.png",
        "C:x.png",
        "on.png\\0",
        "on\\n.png",
        "",
        " ",
        "http://192.0.2.1/x.png"
      })
  void a_reference_is_a_file_in_the_device_s_folder(String name) throws IOException {
    Resources resources = holding(DEVICE.formatted("references: [\"" + name + "\"]"));
    assertThatThrownBy(() -> new DeviceFiles(resources).read("bulb"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("devices/bulb.yaml:6");
  }

  @Test
  void a_very_long_reference_is_none() throws IOException {
    Resources resources = holding(DEVICE.formatted("references: [" + "x".repeat(9_000) + ".png]"));
    assertThatThrownBy(() -> new DeviceFiles(resources).read("bulb"))
        .isInstanceOf(LabException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        "a/b",
        "a\\b",
        "a\u0000",
        "a\nb",
        "A",
        ""
      })
  void a_device_is_no_path_and_nothing_is_looked_up(String id) throws IOException {
    Resources resources = holding("name: x");
    for (String hostile : List.of(id, "x".repeat(300))) {
      assertThatThrownBy(() -> new DeviceFiles(resources).read(hostile))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("lower-case letters");
    }
    assertThat(looked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../etc/passwd", "/etc/passwd", "..", "a/b", "a\\b", "a\u0000", "a\nb"})
  void a_lab_file_is_no_path_and_nothing_is_looked_up(String name) throws IOException {
    Resources resources = holding("time-scale: 2");
    assertThatThrownBy(() -> new LabFiles(resources).emulated("emulated", Optional.of(name)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("is no file name");
    assertThat(looked).isEmpty();
  }
}
