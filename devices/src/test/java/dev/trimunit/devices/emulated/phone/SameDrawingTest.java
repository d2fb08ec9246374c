// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.PhoneSpec;
import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.SimulatedApp;
import dev.trimunit.devices.app.phone.SimulatedPhone;
import dev.trimunit.devices.app.screen.Picture;
import dev.trimunit.devices.app.screen.Png;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulated phone draws what the simulated phone draws, pixel by pixel. */
@Tag("slow")
@Needs(also = PhoneLab.PhonePrograms.class)
final class SameDrawingTest {
  private static final List<Screen> SCREENS =
      List.of(
          Screen.of(
              "All sorts",
              Element.lamp("Bulb", true, 37),
              Element.badge("new"),
              Element.slider("Level", 0),
              Element.text("Status", "h\u00e9llo <~>"),
              Element.button("Go & see")),
          Screen.of(
              "A title that is longer than its bar",
              Element.livePicture("Picture", false),
              Element.badge("LIVE"),
              Element.toggle("Sound", true),
              Element.slider("Zoom", 100),
              Element.toggle("Motion", false),
              Element.button("Does not fit"),
              Element.text("Status", "fits again")),
          Screen.of(
              "",
              Element.badge("A badge of its own, far too long for a line"),
              Element.badge("b"),
              Element.lamp("Bulb", false, 80),
              Element.lamp("Bulb two", true, 100)),
          Screen.of("Live", Element.livePicture("Picture", true), Element.badge("LIVE")));

  @TempDir Path output;

  @Test
  void every_kind_of_element_in_both_states() throws IOException {
    Shown shown = new Shown();
    try (PhoneLab lab = PhoneLab.open(output);
        SimulatedPhone phone = SimulatedPhone.open("simulated", "app", shown, new Now());
        AppiumCompanionApp emulated = lab.app(lab.bulb());
        AppiumCompanionApp simulated =
            AppiumCompanionApp.on(
                PhoneSpec.simulated("simulated", phone.url()),
                new AppSpec("tp-link-bulb", "app", List.of()),
                lab.settings)) {
      for (Screen screen : SCREENS) {
        shown.screen = screen;
        lab.backend.shows(Screens.json(screen));
        simulated.restart();
        emulated.restart();
        same(screen, screenshot(simulated), screenshot(emulated));
      }
    }
  }

  private static void same(Screen screen, Picture one, Picture other) {
    assertThat(List.of(other.width(), other.height())).containsExactly(one.width(), one.height());
    for (int y = 0; y < one.height(); y++) {
      for (int x = 0; x < one.width(); x++) {
        if (!tellsTheTime(screen, x, y) && one.rgb(x, y) != other.rgb(x, y)) {
          throw new AssertionError(
              "'%s' differs at %d,%d: %06x, not %06x"
                  .formatted(screen.title(), x, y, other.rgb(x, y), one.rgb(x, y)));
        }
      }
    }
  }

  /** Clock and battery; who walks through a live picture, and its stamp. */
  private static boolean tellsTheTime(Screen screen, int x, int y) {
    boolean live = screen.title().equals("Live");
    return y < 24 && (x < 50 || x > 315) || live && y >= 169 && y < 276;
  }

  private static Picture screenshot(AppiumCompanionApp app) throws IOException {
    return Png.read(Files.readAllBytes(app.look("off").pictures().get(0).file()));
  }

  private static final class Shown implements SimulatedApp {
    volatile Screen screen = Screen.of("");

    @Override
    public void start() {}

    @Override
    public Screen screen() {
      return screen;
    }

    @Override
    public void tap(String label) {}

    @Override
    public void stop() {}
  }

  private static final class Now implements LabClock {
    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void pass(Duration time) {}
  }
}
