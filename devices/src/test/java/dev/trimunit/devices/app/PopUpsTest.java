// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.SimulatedApp;
import dev.trimunit.devices.app.phone.SimulatedPhone;
import dev.trimunit.devices.app.screen.StateSpec;
import dev.trimunit.devices.app.screen.StateSpec.ElementState;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Attachment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pop-ups over an app, by Appium's client against the simulated phone. */
@Tag("slow")
final class PopUpsTest {
  private static final String PACKAGE = "com.example.bulb";
  private static final String PLACE = "labs/physical.yaml:19";
  private static final StateSpec ON =
      new StateSpec(
          "on",
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.of(new ElementState("Power", "checked", "true")));

  @TempDir Path output;

  private final Nagging bulb = new Nagging();
  private SimulatedPhone phone;
  private AppiumCompanionApp app;

  /** A bulb's app whose pop-ups hide everything until one of their buttons is tapped. */
  private static final class Nagging implements SimulatedApp {
    final Deque<String> popUps = new ArrayDeque<>();
    final List<String> tapped = new ArrayList<>();
    boolean again;
    boolean on;

    @Override
    public void start() {}

    @Override
    public Screen screen() {
      return popUps.isEmpty()
          ? new Screen("Bulb", List.of(Element.toggle("Power", on)))
          : new Screen(
              "Do you like this app?",
              List.of(Element.button("Rate it"), Element.button(popUps.getFirst())));
    }

    @Override
    public void tap(String label) {
      tapped.add(label);
      if (popUps.isEmpty()) {
        on = !on;
      } else if (!again) {
        popUps.removeFirst();
      }
    }

    @Override
    public void stop() {}
  }

  @BeforeEach
  void switchOn() {
    phone = SimulatedPhone.open("bulb LAN", PACKAGE, bulb, new StoppedClock());
    app = connect("Not now", "Later");
  }

  @AfterEach
  void switchOff() {
    app.close();
    phone.close();
  }

  @Test
  void what_may_be_dismissed_is_dismissed_before_a_tap_and_kept_as_a_picture() {
    app.restart();
    bulb.popUps.addAll(List.of("Later", "Not now"));
    app.tap("Power");
    assertThat(bulb.tapped).containsExactly("Later", "Not now", "Power");
    List<Attachment> noted = app.noted();
    assertThat(noted)
        .extracting(Attachment::name)
        .containsExactly("dismissed 'Later'", "dismissed 'Not now'");
    assertThat(noted).allSatisfy(one -> assertThat(one.file()).isNotEmptyFile());
    assertThat(app.noted()).isEmpty();
  }

  @Test
  void a_screen_that_does_not_match_is_looked_at_again_without_the_pop_up() {
    app.restart();
    app.tap("Power");
    bulb.popUps.add("Later");
    assertThat(app.look("on").matches()).isTrue();
    assertThat(app.noted()).extracting(Attachment::name).containsExactly("dismissed 'Later'");
    bulb.popUps.add("Later");
    bulb.on = false;
    ScreenCheck check = app.look("on");
    assertThat(check.matches()).isFalse();
    assertThat(check.reason()).endsWith("checked of 'Power' is 'false', not 'true'");
  }

  @Test
  void what_is_not_in_the_list_is_left_alone() {
    app.restart();
    bulb.popUps.add("Maybe");
    assertThatThrownBy(() -> app.tap("Power"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "The companion app shows no 'Power' to tap. It shows: 'Rate it', 'Maybe'. If that is a pop-up that says nothing about the device, add the button that takes it away to 'dismiss' of this phone (labs/physical.yaml:19)");
    assertThat(app.look("on").matches()).isFalse();
    assertThat(bulb.tapped).isEmpty();
    assertThat(app.noted()).isEmpty();
  }

  @Test
  void a_button_that_a_spec_taps_itself_is_left_to_the_spec() {
    app.restart();
    bulb.popUps.add("Later");
    app.tap("Later");
    assertThat(bulb.tapped).containsExactly("Later");
    assertThat(app.noted()).isEmpty();
  }

  @Test
  void an_id_is_found_by_the_accessibility_id_alone() {
    app.close();
    app =
        connect(
            new PopUps(List.of(new PopUps.Button("close_rating", true)), PLACE),
            Map.of(),
            List.of(ON));
    app.restart();
    bulb.popUps.add("close_rating");
    app.tap("Power");
    assertThat(app.noted())
        .extracting(Attachment::name)
        .containsExactly("dismissed id 'close_rating'");
  }

  @Test
  void what_comes_again_and_again_is_a_fault_and_the_next_trial_counts_anew() {
    app.restart();
    app.begin();
    bulb.again = true;
    bulb.popUps.add("Later");
    assertThatThrownBy(() -> app.tap("Power"))
        .isInstanceOf(LabFault.class)
        .hasMessage(
            "Pop-ups come again and again: 10 were dismissed in this trial ('Later'), and 'Later' is there once more."
                + " If the app says so that the device does not answer, take it off 'dismiss' (labs/physical.yaml:19)");
    assertThat(bulb.tapped).hasSize(10);
    bulb.again = false;
    assertThatThrownBy(() -> app.tap("Power")).isInstanceOf(LabFault.class);
    app.begin();
    app.tap("Power");
    assertThat(bulb.on).isTrue();
  }

  @Test
  void no_pop_up_becomes_a_reference() {
    app.close();
    app =
        connect(
            new PopUps(List.of(new PopUps.Button("Later", false)), PLACE),
            Map.of("trimunit.record-references", "true"),
            List.of());
    app.restart();
    bulb.popUps.add("Later");
    assertThat(app.look("off").matches()).isTrue();
    assertThat(bulb.tapped).containsExactly("Later");
  }

  @Test
  void a_pop_up_is_no_change_that_a_tap_has_made() {
    app.close();
    app =
        connect(
            new PopUps(List.of(new PopUps.Button("Later", false)), PLACE),
            Map.of(),
            List.of(
                new StateSpec(
                    "moving", List.of(), Optional.empty(), List.of(), Optional.empty(), true)));
    app.restart();
    bulb.popUps.add("Later");
    app.tap("Power");
    bulb.on = false;
    bulb.popUps.add("Later");
    assertThat(app.look("moving").matches()).isFalse();
  }

  private AppiumCompanionApp connect(String... labels) {
    List<PopUps.Button> buttons =
        List.of(labels).stream().map(label -> new PopUps.Button(label, false)).toList();
    return connect(new PopUps(buttons, PLACE), Map.of(), List.of(ON));
  }

  private AppiumCompanionApp connect(
      PopUps popUps, Map<String, String> properties, List<StateSpec> states) {
    PhoneSpec spec =
        new PhoneSpec(
            "phone LAN",
            phone.url(),
            Map.of("platformName", "Android", "appium:automationName", "TrimUnitSimulated"),
            PhoneSpec.Locator.NATIVE,
            Duration.ofSeconds(20),
            Optional.empty(),
            popUps);
    return AppiumCompanionApp.on(
        spec,
        new AppSpec("bulb", PACKAGE, states),
        new LabSettings(1, output, new FolderResources(output), properties));
  }
}
