// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.app.phone.SimulatedPhone;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Phones behind a Grid: how many there are, and what is said when there is none. */
@Tag("slow")
final class GridTest {
  private static final String PACKAGE = "com.example.bulb";
  private static final Map<String, Object> GROUP =
      Map.of(
          "platformName",
          "Android",
          "appium:automationName",
          "TrimUnitSimulated",
          "trimunit:group",
          "android-lan");

  @TempDir Path output;
  private final BulbApp bulb = new BulbApp();
  private final SimulatedPhone phone =
      SimulatedPhone.open("bulb LAN", PACKAGE, bulb, new StoppedClock());
  private final FakeGrid grid = new FakeGrid(phone.url());

  @AfterEach
  void switchOff() {
    grid.close();
    phone.close();
  }

  private static String words(String status, Map<String, Object> asked) {
    return GridStatus.read("http://grid:4444/", status).words(asked);
  }

  private static Map<String, Object> udid(String udid) {
    return Map.of("platformName", "android", "appium:udid", udid, "appium:noReset", true);
  }

  @Test
  void its_phones_are_counted_by_what_a_session_asks_for() {
    GridStatus free = GridStatus.read("http://grid:4444/", FakeGrid.status("UP", "null"));
    assertThat(free.phones(udid("A1"))).isEqualTo(1);
    assertThat(free.free(udid("A1"))).isEqualTo(1);
    assertThat(free.phones(udid("B2"))).isZero();
    assertThat(free.phones(GROUP)).isEqualTo(1);
    assertThat(free.phones(Map.of("platformName", "iOS"))).isZero();
    assertThat(free.phones(Map.of("trimunit:group", "android-wan"))).isZero();
  }

  @Test
  void a_node_takes_no_more_sessions_at_once_than_it_says() {
    String two = "[%s, %s]".formatted(slot("null"), slot("{\"sessionId\": \"s1\"}"));
    String status =
        "{\"value\": {\"nodes\": [{\"availability\": \"UP\", \"maxSessions\": 1, \"slots\": %s}]}}";
    GridStatus grid = GridStatus.read("http://grid:4444/", status.formatted(two));
    assertThat(grid.phones(GROUP)).isEqualTo(1);
    assertThat(grid.free(GROUP)).isZero();
  }

  private static String slot(String session) {
    return "{\"session\": %s, \"stereotype\": {\"platformName\": \"Android\"}}".formatted(session);
  }

  @Test
  void what_there_is_for_a_session_is_said() {
    String busy = FakeGrid.status("UP", "{\"sessionId\": \"s1\"}");
    assertThat(words(busy, udid("A1")))
        .isEqualTo("the Grid at http://grid:4444/ has 1 phone for it, 0 free");
    assertThat(words(FakeGrid.status("DOWN", "null"), udid("A1")))
        .isEqualTo("the Grid at http://grid:4444/ has lost the node of its phone");
    assertThat(words(busy, udid("B2")))
        .contains("has no phone for it, but {")
        .contains("appium:udid=A1");
    assertThat(words("{\"value\": {\"nodes\": []}}", udid("A1")))
        .contains("has no phone for it, but none at all: start a node");
  }

  @Test
  void a_grid_that_is_none_gives_a_sentence() {
    assertThatThrownBy(() -> words("<html>router\u001b[31m</html>", GROUP))
        .isInstanceOf(LabFault.class)
        .hasMessage(
            "what is at http://grid:4444/ answers as no Grid does, with '<html>router [31m</html>'");
    assertThatThrownBy(
            () -> words("{\"value\": {\"ready\": true, \"build\": {\"version\": \"3\"}}}", GROUP))
        .hasMessageContaining(
            "is a server of its own and no Grid: write 'appium' instead of 'grid'");
    assertThatThrownBy(() -> words("{\"value\": {}}", GROUP))
        .hasMessageContaining("answers as no Grid does");
    assertThatThrownBy(() -> GridStatus.of(URI.create("http://user:secret@127.0.0.1:9/wd/hub")))
        .isInstanceOf(LabFault.class)
        .hasMessageStartingWith("the Grid at http://127.0.0.1:9/ does not answer (")
        .hasMessageNotContaining("secret");
  }

  private AppiumCompanionApp app(Duration queue) {
    PhoneSpec spec =
        new PhoneSpec(
            "phone android-lan",
            grid.url(),
            GROUP,
            PhoneSpec.Locator.NATIVE,
            Duration.ofSeconds(20),
            Optional.of(queue),
            PopUps.NONE);
    return AppiumCompanionApp.on(
        spec,
        new AppSpec("bulb", PACKAGE, List.of()),
        new LabSettings(1, output, new FolderResources(output), Map.of()));
  }

  @Test
  void a_full_grid_a_killed_session_and_a_lost_node_are_faults_that_heal() {
    try (AppiumCompanionApp app = app(Duration.ofSeconds(30))) {
      grid.full = true;
      grid.status = FakeGrid.status("UP", "{\"sessionId\": \"of somebody else\"}");
      assertThatThrownBy(app::restart)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("New session request timed out")
          .hasMessageEndingWith("has 1 phone for it, 0 free");
      grid.full = false;
      app.restart();
      app.tap("Power");
      assertThat(bulb.on).isTrue();

      grid.killed = true;
      grid.status = FakeGrid.status("DOWN", "null");
      assertThatThrownBy(() -> app.tap("Power"))
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("Cannot find session")
          .hasMessageEndingWith("has lost the node of its phone");
      grid.killed = false;
      app.restart();
      app.tap("Power");
    }
  }

  @Test
  void an_address_with_no_grid_behind_it_is_said_with_the_fault() {
    grid.close();
    try (AppiumCompanionApp app = app(Duration.ofSeconds(1))) {
      assertThatThrownBy(app::restart)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("the Grid at http://127.0.0.1")
          .hasMessageContaining("does not answer");
    }
  }
}
