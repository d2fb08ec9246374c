// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.ScreenCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CompanionApp}: the same screens on any phone, one phone for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CompanionAppContract {
  private AppUnderTest subject;
  private CompanionApp app;

  /** Switches a phone on. */
  protected abstract AppUnderTest open(Path output);

  @BeforeAll
  final void switchOn(@TempDir Path output) {
    subject = open(output);
    app = subject.app();
  }

  @AfterAll
  final void switchOff() {
    if (subject != null) {
      subject.close();
    }
  }

  @BeforeEach
  final void start() {
    subject.shows(bulb(false));
    subject.afterTap(bulb(true));
    app.restart();
    subject.taps();
  }

  private static Screen bulb(boolean on) {
    return bulb(on, "Power");
  }

  private static Screen bulb(boolean on, String label) {
    return Screen.of(
        "Bulb",
        Element.lamp("Bulb", on, 80),
        Element.toggle(label, on),
        Element.text("Status", "Ready"));
  }

  @Test
  void a_tap_reaches_the_device_once_and_the_screen_tells_what_came_of_it() {
    shows("off", "on");
    app.tap("Power");
    assertThat(subject.taps()).containsExactly("Power");
    shows("on", "off");
  }

  @Test
  void a_restarted_app_shows_the_device_afresh() {
    app.tap("Power");
    app.restart();
    shows("off", "on");
  }

  @Test
  void pictures_are_kept_of_what_was_seen() {
    ScreenCheck right = app.look("off");
    assertThat(right.difference()).isZero();
    assertThat(right.pictures()).hasSize(1);
    ScreenCheck wrong = app.look("on");
    assertThat(wrong.difference()).isPositive();
    assertThat(wrong.pictures())
        .hasSize(3)
        .allSatisfy(picture -> assertThat(picture.file()).isNotEmptyFile());
  }

  @Test
  void what_is_not_there_cannot_be_tapped() {
    assertThatThrownBy(() -> app.tap("Pover"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("The companion app shows no 'Pover' to tap. It shows: ")
        .hasMessageContainingAll("'Bulb'", "'Power'", "'Status'");
    assertThat(subject.taps()).isEmpty();
  }

  @Test
  void a_state_without_reference_is_an_unusable_lab() {
    assertThatThrownBy(() -> app.look("onn"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("references/tp-link-bulb/onn.png");
  }

  /** What a device calls things is text, whatever it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=x onerror=alert(1)>",
        "</button><script>document.title=1</script>",
        "it's \"quoted\" &amp; \\n",
        "' or '1'='1",
        "😀 ünïcode \u202e"
      })
  void a_label_may_be_anything(String label) {
    subject.shows(bulb(false, label));
    app.restart();
    app.tap(label);
    assertThat(subject.taps()).containsExactly(label);
    shows("on", "off");
  }

  @Test
  void a_lost_phone_is_a_fault_once_and_comes_back() {
    subject.losePhone();
    assertThatThrownBy(() -> app.tap("Power"))
        .isInstanceOf(LabFault.class)
        .message()
        .contains("did not tap 'Power': ")
        .doesNotContain("\n");
    app.restart();
    app.tap("Power");
    shows("on", "off");
  }

  private void shows(String state, String other) {
    ScreenCheck right = app.look(state);
    assertThat(right.matches()).as(right.reason()).isTrue();
    ScreenCheck wrong = app.look(other);
    assertThat(wrong.matches()).as(wrong.reason()).isFalse();
  }
}
