// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

import dev.trimunit.engine.model.Device;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code environment.properties}: what a reader must know about the run. */
final class Environment {
  /** The ones that change results come first: Allure shows five lines. */
  private static final List<String> SETTINGS =
      List.of("trimunit.seed", "trimunit.protocol", "trimunit.error-bound");

  private Environment() {}

  static String text(RunData run) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Lab", run.labBanner());
    facts.put("Kind of lab", run.lab().kind().word() + " (trimunit.lab=" + run.lab().key() + ")");
    SETTINGS.forEach(key -> facts.put(key, run.settings().getOrDefault(key, "")));
    run.devices().stream()
        .map(DeviceData::device)
        .forEach(device -> facts.put("device " + device.id(), of(device)));
    run.lab().facts().forEach((key, value) -> facts.put("lab " + key, value));
    run.settings().forEach(facts::putIfAbsent);
    facts.values().removeIf(String::isBlank);
    StringBuilder text = new StringBuilder();
    facts.forEach(
        (key, value) ->
            text.append(escape(key, true)).append('=').append(escape(value, false)).append('\n'));
    return text.toString();
  }

  private static String of(Device device) {
    return "%s, manufacturer %s, firmware %s, app %s, region %s"
        .formatted(
            device.name(),
            stated(device.manufacturer()),
            stated(device.firmware()),
            stated(device.app()),
            stated(device.region()));
  }

  private static String stated(String text) {
    return text.isEmpty() ? "not stated" : text;
  }

  /** As {@link java.util.Properties#store} escapes, which cannot be used as it writes the date. */
  private static String escape(String text, boolean key) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        escaped.append("\\u%04X".formatted((int) c));
      } else if ("\\=:#!".indexOf(c) >= 0 || (c == ' ' && (key || i == 0))) {
        escaped.append('\\').append(c);
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
