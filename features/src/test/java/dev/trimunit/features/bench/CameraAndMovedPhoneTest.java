// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trimunit.needs.Needs;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bulb that a camera looks at, and that one phone uses from both vantages. */
@Tag("slow")
@Needs(
    programs = {"nft", "tcpdump", "ip", "curl"},
    also = Namespaces.class)
final class CameraAndMovedPhoneTest {
  private static final String SPEC =
      """
      @device=bulb
      Feature: A bulb that is looked at
        @functionality @LAN @WAN
        Scenario: switching on
          Given the picture shows the bulb off
          When "Power" is tapped
          Then the picture shows the bulb on

        Scenario Outline: <functionality> over <vantage> without <destination>
          When destination <destination> is blocked
          Then <functionality> succeeds
      """;

  /**
   * Each look that finds nothing takes 20 s of real time: three to four minutes in all. To run it:
   * {@code -Dtrimunit.bench.camera=true -Dtrimunit.tests.hear.properties=true}.
   */
  private static final boolean RUNS = Boolean.getBoolean("trimunit.bench.camera");

  @TempDir private Path folder;

  private Path picture(String name, Color bulb) throws IOException {
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics wall = image.getGraphics();
    wall.setColor(new Color(120, 110, 100));
    wall.fillRect(0, 60, 320, 180);
    wall.setColor(bulb);
    wall.fillOval(120, 80, 80, 80);
    wall.dispose();
    Path file = folder.resolve("references/bulb").resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    return file;
  }

  /** What the camera sees is what the bulb is. */
  private Path camera(String bulb) throws IOException {
    Path on = picture("picture on.png", Color.WHITE);
    Path off = picture("picture off.png", Color.DARK_GRAY);
    String script =
        """
        #!/bin/sh
        case "$(curl -s -m 5 %s)" in on) exec cat '%s';; esac
        exec cat '%s'
        """;
    Path camera = Files.writeString(folder.resolve("camera"), script.formatted(bulb, on, off));
    return Files.setPosixFilePermissions(camera, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  @Timeout(600)
  void verdicts_for_both_vantages_come_from_pictures_and_one_phone() throws Exception {
    assumeTrue(RUNS, "takes minutes, and runs with -Dtrimunit.bench.camera=true");
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb")) {
      TestersFolder files = new TestersFolder(folder);
      String bulb = "http://" + bench.place("bulb").station().ipv4() + ":" + ForeignBulb.PORT;
      files.write(
          bench
              .file()
              .replace("phones: {LAN: of-bulb}", "picture: {command: [%s]}".formatted(camera(bulb)))
              .replace("vantage: LAN, appium", "vantage: [LAN, WAN], wifi: {settle: 1 s}, appium"),
          "bulb");
      files.put("features/bulb.feature", SPEC);

      TestersFolder.Said said = files.said(bench, files.run("--protocol", "fixed-1"));
      TestersFolder.Said check = files.said(bench, "lab", "check", files.lab().toString());

      assertThat(check.text())
          .containsPattern("good +\\S*:23: '\\S*/camera' gave a picture of bulb, 320 x 240")
          .containsPattern("good +\\S*:25: phone 'of-bulb' may tap away 'Later', id 'close_rating'")
          .containsPattern("good +\\S*:25: the Wi-Fi of phone 'of-bulb' is on \\(Appium\\)");
      assertThat(said.text())
          .containsPattern("broker\\.bulb\\.test:8883/tcp +required +required")
          .containsPattern("weather\\.vendor\\.test:8081/tcp +blockable +blockable");
      assertThat(said.code()).isZero();
      assertThat(files.output().resolve("screens/camera-of-bulb-lan")).isNotEmptyDirectory();
      assertThat(files.output().resolve("screens/camera-of-bulb-wan")).isNotEmptyDirectory();
    }
  }
}
