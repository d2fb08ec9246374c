// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.screen.Picture;
import dev.trimunit.devices.app.screen.PngWriter;
import dev.trimunit.devices.app.screen.StateSpec;
import dev.trimunit.devices.app.screen.StateSpec.ElementState;
import dev.trimunit.devices.power.Secrets;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A camera beside an app: commands of the tester's take the pictures. */
final class PicturedAppTest {
  private static final int SIDE = 120;

  @TempDir private Path folder;

  /** A wall with a lamp, and a screen beside it that changes by itself. */
  private static byte[] scene(int lamp, int screen) {
    int[] rgb = new int[SIDE * SIDE];
    for (int at = 0; at < rgb.length; at++) {
      int x = at % SIDE;
      int y = at / SIDE;
      boolean inLamp = x > 20 && x < 60 && y > 40 && y < 80;
      rgb[at] = inLamp ? lamp : x > 80 && y > 80 ? screen : 0x808070 + x;
    }
    return PngWriter.write(new Picture(SIDE, SIDE, rgb));
  }

  private Path write(String name, byte[] octets) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class FolderFiles implements Resources {
    @Override
    public Optional<URL> find(String path) {
      try {
        Path file = folder.resolve(path);
        return Files.exists(file) ? Optional.of(file.toUri().toURL()) : Optional.empty();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public List<String> list(String where, String suffix) {
      return List.of();
    }
  }

  private CameraCommand camera(String limit, String... command) {
    return new CameraCommand(
        "lamp",
        List.of(command),
        Map.of("CAMERA", "s3cret"),
        Duration.parse("PT" + limit),
        secrets(),
        new ReentrantLock());
  }

  private static Secrets secrets() {
    Secrets secrets = Secrets.of(Map.of("PASSWORD", "s3cret"));
    assertThat(secrets.fill("${PASSWORD}")).isEqualTo("s3cret");
    return secrets;
  }

  private PicturedApp app(
      CameraCommand camera, Map<String, String> properties, StateSpec... states) {
    return PicturedApp.of(
        new PicturedApp.NoPhone("no phone is there"),
        new AppSpec("lamp", "none", List.of(states)),
        camera,
        Vantage.LAN,
        new LabSettings(1, folder.resolve("output"), new FolderFiles(), properties));
  }

  private static StateSpec state(String name, List<String> masks) {
    return new StateSpec(name, List.of(), Optional.of("110x110+0+0"), masks, Optional.empty());
  }

  @Test
  void a_picture_is_judged_by_references_crop_and_masks_and_kept() {
    write("references/lamp/picture on.png", scene(0xffff90, 0));
    Path now = write("now.png", scene(0xffff90, 0xff0000));
    PicturedApp app =
        app(
            camera("10S", "cat", now.toString()),
            Map.of(),
            state("picture on", List.of("40x40+80+80")));

    app.restart();
    ScreenCheck right = app.look("picture on");
    assertThat(right.matches()).as(right.reason()).isTrue();

    write("now.png", scene(0x303030, 0xff0000));
    ScreenCheck wrong = app.look("picture on");
    assertThat(wrong.matches()).isFalse();
    assertThat(wrong.reason()).contains("does not show 'picture on'", "picture on.png");
    assertThat(wrong.pictures())
        .hasSize(3)
        .allSatisfy(
            picture ->
                assertThat(picture.file())
                    .isNotEmptyFile()
                    .startsWith(folder.resolve("output/screens/camera-of-lamp-lan")));
  }

  @Test
  void a_picture_may_be_written_to_a_file_that_is_new_each_time() {
    Path now = write("now.png", scene(0xffff90, 0));
    String copy = "cp \"$1\" \"$2\"; echo chatter";
    CameraCommand camera = camera("10S", "sh", "-c", copy, "sh", now.toString(), "{file}");
    assertThat(camera.screenshot()).isEqualTo(scene(0xffff90, 0));

    CameraCommand idle = camera("10S", "echo", "{file}");
    assertThatThrownBy(idle::screenshot)
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("wrote no picture to {file}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo no camera $CAMERA >&2; exit 3 | ended with exit code 3: 'no camera ${PASSWORD}'",
        "true                               | printed no picture",
        "echo hello                         | took nothing that can be looked at: it is neither PNG nor JPEG",
      })
  void what_gives_no_picture_is_the_labs_fault(String script, String said) {
    assertThatThrownBy(() -> camera("10S", "sh", "-c", script).screenshot())
        .isInstanceOf(LabFault.class)
        .hasMessageStartingWith("The command 'sh -c ")
        .hasMessageContaining("for a picture of lamp " + said)
        .hasMessageNotContaining("s3cret")
        .hasMessageEndingWith("Run it in a terminal, where the specs are run");
  }

  @Test
  void what_takes_too_long_or_is_not_there_is_the_labs_fault() {
    assertThatThrownBy(() -> camera("0.2S", "sleep", "60").screenshot())
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("took over PT0.2S ('limit')");
    assertThatThrownBy(() -> camera("10S", "no-such-camera").screenshot())
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("cannot be started");
    Path black = write("black.png", PngWriter.write(new Picture(9, 9, new int[81])));
    assertThatThrownBy(() -> camera("10S", "cat", black.toString()).screenshot())
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("it is black");
  }

  @Test
  void no_argument_reaches_a_shell() {
    Path trap = folder.resolve("trap");
    assertThatThrownBy(() -> camera("10S", "cat", "$(touch " + trap + ")").screenshot())
        .isInstanceOf(LabFault.class);
    assertThat(trap).doesNotExist();
  }

  @Test
  void references_are_recorded_from_the_camera_too() {
    Path now = write("now.png", scene(0xffff90, 0));
    PicturedApp app =
        app(camera("10S", "cat", now.toString()), Map.of("trimunit.record-references", "true"));
    assertThat(app.obstacle("picture on")).isEmpty();
    assertThat(app.look("picture on").matches()).isTrue();
    assertThat(app.recorded()).hasSize(1);
    assertThat(folder.resolve("output/references/lamp/picture on.png")).isNotEmptyFile();
  }

  @Test
  void what_a_camera_cannot_tell_is_said_before_anything_is_run() {
    StateSpec pressed =
        new StateSpec(
            "picture on",
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.of(new ElementState("Power", "checked", "true")));
    PicturedApp app = app(camera("10S", "true"), Map.of(), pressed);
    assertThat(app.obstacle("picture on"))
        .hasValueSatisfying(why -> assertThat(why).contains("a camera shows none"));
    assertThat(app.obstacle("picture off"))
        .hasValueSatisfying(
            why -> assertThat(why).contains("there is no references/lamp/picture off.png"));
    assertThat(app.obstacle("on")).contains("no phone is there");
    assertThatThrownBy(() -> app.tap("Power"))
        .isInstanceOf(LabException.class)
        .hasMessage("no phone is there");
  }
}
