// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.files.AppModel;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference pictures that the simulated phone drew tell the states of the shipped devices on
 * the emulated phone, too.
 */
@Tag("slow")
@Needs(also = PhoneLab.PhonePrograms.class)
final class ShippedStatesTest {
  private static final Map<String, List<String>> OFF_AND_ON =
      Map.of(
          "tp-link-bulb", List.of("off", "on"),
          "yi-camera", List.of("idle", "live"),
          "bosiwo-camera", List.of("idle", "live"));

  @TempDir Path output;

  @Test
  void each_state_is_told_from_the_other_without_any_difference() {
    try (PhoneLab lab = PhoneLab.open(output)) {
      OFF_AND_ON.forEach((id, states) -> tell(lab, id, states));
    }
  }

  private static void tell(PhoneLab lab, String id, List<String> states) {
    DeviceFile file = new DeviceFiles(lab.settings.resources()).read(id);
    AppModel model = file.model().orElseThrow().app();
    try (AppiumCompanionApp app = lab.app(file.app())) {
      for (boolean on : List.of(false, true)) {
        lab.backend.shows(Screens.json(screen(model, on)));
        app.restart();
        ScreenCheck own = app.look(states.get(on ? 1 : 0));
        assertThat(own.matches()).as(own.reason()).isTrue();
        assertThat(own.difference()).as(own.reason()).isZero();
        ScreenCheck other = app.look(states.get(on ? 0 : 1));
        assertThat(other.matches()).as(other.reason()).isFalse();
      }
    }
  }

  private static Screen screen(AppModel model, boolean on) {
    List<Element> elements = new ArrayList<>();
    for (AppModel.ElementModel each : model.elements()) {
      boolean lit = on && each.variable() != null;
      elements.add(new Element(each.kind(), each.label(), each.label(), lit, 80));
    }
    elements.add(Element.text("Status", "Ready"));
    return new Screen(model.title(), elements);
  }
}
