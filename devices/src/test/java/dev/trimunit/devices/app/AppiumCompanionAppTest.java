// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.SimulatedPhone;
import dev.trimunit.devices.app.screen.StateSpec;
import dev.trimunit.devices.app.screen.StateSpec.ElementState;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.ScreenCheck;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appium's Java client against the simulated phone: everything but the device is real. */
@Tag("slow")
final class AppiumCompanionAppTest {
  private static final String PACKAGE = "com.example.bulb";

  @TempDir Path output;
  @TempDir Path resources;

  private final BulbApp bulb = new BulbApp();
  private final StoppedClock clock = new StoppedClock();
  private SimulatedPhone phone;
  private AppiumCompanionApp app;

  @BeforeEach
  void switchOn() {
    phone = SimulatedPhone.open("bulb LAN", PACKAGE, bulb, clock);
    app = connect(new AppSpec("bulb", PACKAGE, List.of()), Map.of());
  }

  @AfterEach
  void switchOff() {
    app.close();
    phone.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .as("threads left behind")
        .noneMatch(thread -> thread.getName().startsWith("HTTP-Dispatcher"));
  }

  @Test
  void starts_the_app_and_taps_what_it_shows() {
    app.restart();
    app.tap("Power");

    assertThat(bulb.on).isTrue();
    app.restart();
    assertThat(bulb.starts).isEqualTo(2);
  }

  @Test
  void taps_what_is_known_by_its_text_only() {
    bulb.extra = Element.text("Hint", "Tap the bulb");
    app.restart();
    app.tap("Tap the bulb");
    assertThat(bulb.on).as("a text does nothing").isFalse();
  }

  @Test
  void names_what_is_shown_when_there_is_nothing_to_tap() {
    app.restart();
    assertThatThrownBy(() -> app.tap("Pover"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("The companion app shows no 'Pover' to tap. It shows: 'Bulb', 'Power'");
  }

  @Test
  void a_label_may_be_anything() {
    for (String label :
        List.of(
            "<b onclick='x'>\"&amp;",
            "it's \"quoted\"",
            "nul\u0000 esc\u001b[31m",
            "a\nb",
            "😀",
            "\ud800")) {
      bulb.label = label;
      app.restart();
      bulb.on = false;
      app.tap(label);
      assertThat(bulb.on).as(label).isTrue();
      assertThatThrownBy(() -> app.tap("x\u001b" + "y".repeat(500)))
          .isInstanceOf(AssertionError.class)
          .message()
          .doesNotContain("\u001b", "\u0000", "\n")
          .hasSizeLessThan(400);
    }
  }

  @Test
  void tells_the_state_by_reference_pictures_and_shows_the_difference() throws Exception {
    record("off", "on");
    app.restart();

    ScreenCheck right = app.look("off");
    assertThat(right.matches()).as(right.reason()).isTrue();
    assertThat(right.difference()).isZero();
    assertThat(right.pictures()).hasSize(1);

    ScreenCheck wrong = app.look("on");
    assertThat(wrong.matches()).isFalse();
    assertThat(wrong.reason())
        .startsWith("The screen does not show 'on': 2 places differ, the largest ")
        .endsWith("against on.png");
    assertThat(wrong.pictures())
        .extracting(picture -> picture.file().getFileName().toString())
        .containsExactly("00002-on.png", "00002-on-reference.png", "00002-on-difference.png");
    assertThat(wrong.pictures())
        .allSatisfy(picture -> assertThat(picture.file()).isNotEmptyFile().startsWith(output));
  }

  @Test
  void the_time_of_day_does_not_matter() throws Exception {
    record("off", "on");
    clock.pass(Duration.ofHours(7));
    app.restart();
    app.tap("Power");
    assertThat(app.look("on").matches()).isTrue();
  }

  @Test
  void the_element_tree_is_preferred_where_a_state_names_an_element() {
    StateSpec on =
        new StateSpec(
            "on",
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.of(new ElementState("Power", "checked", "true")));
    app = connect(new AppSpec("bulb", PACKAGE, List.of(on)), Map.of());
    app.restart();
    assertThat(app.look("on").reason())
        .isEqualTo("The app shows bulb not on: checked of 'Power' is 'false', not 'true'");
    app.tap("Power");
    assertThat(app.look("on").matches()).isTrue();
    bulb.label = "Gone";
    assertThat(app.look("on").reason())
        .endsWith("checked of 'Power' is not on the screen, not 'true'");
  }

  @Test
  void a_state_without_reference_is_an_unusable_lab() throws Exception {
    record("off", "on");
    app.restart();
    assertThatThrownBy(() -> app.look("onn"))
        .isInstanceOf(LabException.class)
        .hasMessageContainingAll(
            "references/bulb/onn.png", "references/bulb/on.png", "-Dtrimunit.record-references'");
    assertThat(app.obstacle("on")).isEmpty();
    assertThat(app.obstacle("onn").orElseThrow())
        .contains("references/bulb/onn.png", "mvn verify -Dtrimunit.device=bulb");
  }

  @Test
  void records_proposals_outside_the_sources() {
    app =
        connect(
            new AppSpec("bulb", PACKAGE, List.of()), Map.of("trimunit.record-references", "true"));
    app.restart();
    assertThat(app.look("../off").reason()).startsWith("Recorded, not compared");
    app.look("../off");
    assertThat(output.resolve("references/bulb")).isDirectoryContaining("glob:**/off.png");
    assertThat(output.resolve("references/bulb").toFile().list()).hasSize(1);
  }

  @Test
  void a_phone_that_dies_is_a_fault_and_the_next_one_works() {
    app.restart();
    phone.close();
    assertThatThrownBy(() -> app.tap("Power"))
        .isInstanceOf(LabFault.class)
        .hasMessageStartingWith("The phone LAN at http://127.0.0.1:")
        .hasMessageContaining(" did not tap 'Power': ");
    assertThatThrownBy(() -> app.look("on")).isInstanceOf(LabException.class);
    assertThatThrownBy(app::restart).isInstanceOf(LabFault.class).message().doesNotContain("\n");
  }

  @Test
  void a_lost_session_is_a_fault_once() {
    app.restart();
    AppiumCompanionApp other = connect(new AppSpec("bulb", PACKAGE, List.of()), Map.of());
    other.restart();
    assertThatThrownBy(() -> app.tap("Power"))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("session");
    app.tap("Power");
    assertThat(bulb.on).isTrue();
    other.close();
  }

  @Test
  void an_app_that_throws_is_a_fault_with_its_cause() {
    app.restart();
    bulb.broken = true;
    assertThatThrownBy(() -> app.tap("Power"))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("the model broke");
    bulb.broken = false;
  }

  @Test
  void a_phone_that_does_not_answer_is_a_fault_in_time() {
    PhoneSpec spec =
        new PhoneSpec(
            "phone LAN",
            phone.url(),
            Map.of("platformName", "Android"),
            PhoneSpec.Locator.NATIVE,
            Duration.ofMillis(300));
    AppiumCompanionApp hasty =
        AppiumCompanionApp.on(spec, new AppSpec("bulb", PACKAGE, List.of()), settings(Map.of()));
    hasty.restart();
    bulb.delay = Duration.ofSeconds(2);
    assertThatThrownBy(() -> hasty.tap("Power")).isInstanceOf(LabFault.class);
    bulb.delay = Duration.ZERO;
    hasty.close();
  }

  @Test
  void nobody_at_the_address_is_a_fault() {
    PhoneSpec spec = PhoneSpec.simulated("phone LAN", URI.create("http://127.0.0.1:9/"));
    try (AppiumCompanionApp nobody =
        AppiumCompanionApp.on(spec, new AppSpec("bulb", PACKAGE, List.of()), settings(Map.of()))) {
      assertThatThrownBy(nobody::restart)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("http://127.0.0.1:9/");
    }
  }

  /** Takes the app's screens as references, as a tester would. */
  private void record(String off, String on) throws Exception {
    try (AppiumCompanionApp recorder =
        connect(
            new AppSpec("bulb", PACKAGE, List.of()),
            Map.of("trimunit.record-references", "true"))) {
      recorder.restart();
      recorder.look(off);
      recorder.tap("Power");
      recorder.look(on);
      recorder.tap("Power");
    }
    Files.createDirectories(resources.resolve("references"));
    Files.move(output.resolve("references/bulb"), resources.resolve("references/bulb"));
    app.close();
    app = connect(new AppSpec("bulb", PACKAGE, List.of()), Map.of());
    try (var files = Files.walk(output.resolve("screens"))) {
      files.filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
    }
  }

  private AppiumCompanionApp connect(AppSpec spec, Map<String, String> properties) {
    return AppiumCompanionApp.on(
        PhoneSpec.simulated("phone LAN", phone.url()), spec, settings(properties));
  }

  private LabSettings settings(Map<String, String> properties) {
    return new LabSettings(1, output, new FolderResources(resources), properties);
  }
}
