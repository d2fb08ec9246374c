// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import java.util.stream.Collectors;

/** What backends answer. */
final class Screens {
  private Screens() {}

  /** The shipped bulb's. */
  static String bulb(boolean on, String status) {
    return json(
        Screen.of(
            "Bulb",
            Element.lamp("Bulb", on, 80),
            Element.toggle("Power", on),
            Element.text("Status", status)));
  }

  static String json(Screen screen) {
    return screen.elements().stream()
        .map(Screens::json)
        .collect(
            Collectors.joining(
                ",", "{\"title\":%s,\"elements\":[".formatted(quoted(screen.title())), "]}"));
  }

  private static String json(Element element) {
    return "{\"kind\":%s,\"label\":%s,\"text\":%s,\"on\":%b,\"level\":%d}"
        .formatted(
            quoted(element.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')),
            quoted(element.label()),
            quoted(element.text()),
            element.on(),
            element.value());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
