// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.PhoneSpec;
import dev.trimunit.devices.app.PopUps;
import dev.trimunit.devices.app.PopUps.Button;
import dev.trimunit.devices.app.screen.StateSpec;
import dev.trimunit.devices.app.screen.StateSpec.ElementState;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.needs.Needs;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pop-ups of a web page, by a real Appium server and Chromium. */
@Tag("slow")
@Needs(also = PhoneLab.PhonePrograms.class)
final class PagePopUpsTest {
  private static final StateSpec ON =
      new StateSpec(
          "on",
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.of(new ElementState("State", "text", "ON")));

  /** The first dialog is never shown; each tap on the bulb's button opens the other two. */
  private static final String PAGE =
      """
      <div role="dialog" style="display: none"><button>Never</button></div>
      <dialog id="rating"><p>Do you like it?</p><button onclick="rating.close()">Later</button></dialog>
      <dialog id="news"><button id="close_news" onclick="news.close()">x</button></dialog>
      <span aria-label="State" id="state">OFF</span>
      <button onclick="state.innerText = 'ON'; news.showModal(); rating.showModal()">Power</button>
      <script>rating.showModal()</script>
      """;

  @TempDir Path output;

  @Test
  void a_page_is_used_as_if_its_pop_ups_were_not_there() {
    try (PhoneLab lab = PhoneLab.open(output);
        AppiumCompanionApp patient =
            app(lab, new Button("Never", false), new Button("Later", false), id("close_news"));
        AppiumCompanionApp strict = app(lab, new Button("Never", false))) {
      patient.restart();
      patient.tap("Power");
      assertThat(patient.look("on").matches()).isTrue();
      patient.tap("Power");
      assertThat(patient.noted())
          .extracting(Attachment::name)
          .containsExactly("dismissed 'Later'", "dismissed 'Later'", "dismissed id 'close_news'");

      strict.restart();
      assertThat(strict.look("on").reason())
          .endsWith(
              "A pop-up lies over the app ('Later'): if it says nothing about the device, add the button that takes it away to 'dismiss' of this phone (labs/physical.yaml:19)");
      assertThatThrownBy(() -> strict.tap("Off"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("shows no 'Off' to tap")
          .hasMessageContaining("A pop-up lies over the app ('Later')");
      assertThat(strict.noted()).isEmpty();
    }
  }

  private static Button id(String id) {
    return new Button(id, true);
  }

  private static AppiumCompanionApp app(PhoneLab lab, Button... buttons) {
    PhoneSpec known = lab.phone.spec("bulb LAN");
    PhoneSpec spec =
        new PhoneSpec(
            known.name(),
            known.url(),
            known.capabilities(),
            known.locator(),
            known.patience(),
            Optional.empty(),
            new PopUps(List.of(buttons), "labs/physical.yaml:19"));
    String page =
        "data:text/html;charset=utf-8,"
            + URLEncoder.encode(PAGE, StandardCharsets.UTF_8).replace("+", "%20");
    return AppiumCompanionApp.on(spec, new AppSpec("bulb", page, List.of(ON)), lab.settings);
  }
}
