// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.screen.StateSpec;
import dev.trimunit.devices.app.screen.StateSpec.ElementState;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Appium server and Chromium in a namespace, and a backend that does as it is told. */
@Tag("slow")
@Needs(also = PhoneLab.PhonePrograms.class)
final class BrowserPhoneTest {
  private static final StateSpec PRESSED =
      new StateSpec(
          "pressed",
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.of(new ElementState("Power", "checked", "true")));
  private static final StateSpec SILENT =
      new StateSpec(
          "silent",
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.of(new ElementState("Status", "text", "The device does not answer")));

  @TempDir Path output;

  @ParameterizedTest
  @EnumSource
  void a_tap_reaches_the_device_and_the_screen_tells(Privilege privilege) {
    try (PhoneLab lab = PhoneLab.open(privilege, output);
        AppiumCompanionApp app = lab.app(bulb(lab))) {
      lab.backend.shows(Screens.bulb(false, "Ready"));
      lab.backend.onTap(200, Screens.bulb(true, "Ready"));
      app.restart();
      lab.backend.await("POST start");
      matches(app, "off", true);
      matches(app, "pressed", false);

      app.tap("Power");
      lab.backend.await("POST tap {\"label\":\"Power\"}");
      matches(app, "on", true);
      matches(app, "off", false);
      matches(app, "pressed", true);
      noAnswer(lab, app);
      nobodyThere(lab, app);
      junk(lab, app);
    }
  }

  @Test
  void apps_of_one_phone_leave_each_other_alone() {
    try (PhoneLab lab = PhoneLab.open(output);
        AppiumCompanionApp one = lab.app(bulb(lab));
        AppiumCompanionApp other = lab.app(bulb(lab))) {
      lab.backend.shows(Screens.bulb(false, "Ready"));
      one.restart();
      other.restart();
      matches(one, "off", true);
      matches(other, "off", true);
    }
  }

  /** A tap of which the device hears nothing. */
  private static void noAnswer(PhoneLab lab, AppiumCompanionApp app) {
    lab.backend.shows(Screens.bulb(false, "Ready"));
    lab.backend.onTap(504, Screens.bulb(false, "The device does not answer"));
    app.restart();
    app.tap("Power");
    matches(app, "silent", true);
    matches(app, "off", true);
  }

  /** The device is gone, before and after the start of its app. */
  private static void nobodyThere(PhoneLab lab, AppiumCompanionApp app) {
    lab.backend.close();
    app.tap("Power");
    matches(app, "silent", true);
    app.restart();
    matches(app, "silent", true);
    assertThatThrownBy(() -> app.tap("Power"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("The companion app shows no 'Power' to tap. It shows: 'Status'");
    lab.backend = StubBackend.start(lab.sandbox, PhoneLab.DEVICE);
  }

  /** A device may answer anything. */
  private static void junk(PhoneLab lab, AppiumCompanionApp app) {
    for (String junk : List.of("{}", "[]", "<html>", "{\"elements\":[null,{},{\"kind\":7}]}")) {
      lab.backend.shows(junk);
      app.restart();
      assertThat(app.look("pressed").matches()).as(junk).isFalse();
    }
  }

  private static AppSpec bulb(PhoneLab lab) {
    List<StateSpec> states = new ArrayList<>(lab.bulb().states());
    states.addAll(List.of(PRESSED, SILENT));
    return new AppSpec(lab.bulb().device(), lab.bulb().appPackage(), states);
  }

  private static void matches(AppiumCompanionApp app, String state, boolean expected) {
    ScreenCheck check = app.look(state);
    assertThat(check.matches()).as(check.reason()).isEqualTo(expected);
  }
}
