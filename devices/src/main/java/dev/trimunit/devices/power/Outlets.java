// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.devices.files.Section;
import dev.trimunit.devices.files.Values;
import dev.trimunit.engine.lab.LabException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes an outlet of what a bench file says under {@code power:}; docs/power.md has every key. */
public final class Outlets {
  private static final Map<String, Function<Keys, Control>> CONTROLS =
      new TreeMap<>(
          Map.of(
              "by-hand", ByHandControl::read,
              "command", CommandControl::read,
              "http", HttpControl::read,
              "kasa", KasaControl::read,
              "mqtt", MqttControl::read,
              "snmp", SnmpControl::read));

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** A person walks to the shelf first. */
  private static final Duration LIMIT_BY_HAND = Duration.ofMinutes(10);

  private static final Duration LONGEST = Duration.ofHours(1);
  private final Secrets secrets;

  /**
   * @param secrets {@link Secrets#unknown} if files are only read, on any machine
   */
  public Outlets(Secrets secrets) {
    this.secrets = secrets;
  }

  /** What {@code control:} may say. */
  static Set<String> names() {
    return CONTROLS.keySet();
  }

  /**
   * Reads what a device gets its supply from. Nothing is switched, asked or connected yet. Unknown
   * keys are told when the file is {@link Section#done}.
   *
   * @param device what people call the device
   * @throws LabException with file, line and near misses
   */
  public Outlet open(String device, Section power) {
    Control control = control(device, power, false);
    if (secrets.areKnown()) {
      control
          .refusal()
          .ifPresent(
              reason -> {
                throw power.fault(reason, power.lineOf("control"));
              });
    }
    Duration usual = control instanceof ByHandControl ? LIMIT_BY_HAND : LIMIT;
    return new CheckedOutlet(
        control, power.optional("limit", Outlets::limit).orElse(usual), secrets);
  }

  private Control control(String device, Section power, boolean readsOnly) {
    String name = power.required("control", Values::text);
    Function<Keys, Control> reader = CONTROLS.get(name);
    if (reader == null) {
      throw power.unknown("control", name, CONTROLS.keySet(), power.lineOf("control"));
    }
    Control control = reader.apply(new Keys(device, power, secrets, readsOnly));
    return power
        .section("read-back")
        .<Control>map(other -> new SplitControl(control, control(device, other, true)))
        .orElse(control);
  }

  private static Duration limit(String text) {
    Duration limit = Values.duration(text);
    if (limit.isZero() || limit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("'" + text + "' is not between 1 ms and 1 h");
    }
    return limit;
  }
}
