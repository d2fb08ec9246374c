// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.physical.Ear.Heard;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who has come into the LAN that no file knows. A device that has made up another MAC address is
 * one: what is refused to the old one is not refused to it, so nothing follows from its trial.
 */
final class Strangers {
  /** As long as {@link HeardPower} listens after each call. */
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private static final int CALLS = 2;

  private final String id;
  private final String mac;
  private final Ear ear;
  private final LabClock clock;

  /** Who was there when it was looked, and the device not yet heard. */
  private Map<IpAddress, MacAddress> seen;

  /** Who is not the device: it was heard after they had come. */
  private Map<IpAddress, MacAddress> others;

  /**
   * @param id the device
   * @param mac as the file has it
   */
  Strangers(String id, String mac, Ear ear, LabClock clock) {
    this.id = id;
    this.mac = mac;
    this.ear = ear;
    this.clock = clock;
    this.seen = known();
    this.others = seen;
  }

  /** Who is in the LAN now that no file knows. */
  Map<IpAddress, MacAddress> known() {
    return ear.strangers();
  }

  /** Looks who is there, before one listens for the device. */
  void look() {
    seen = known();
  }

  /**
   * The device is there: whoever was there before it is somebody else. Who has come since may be
   * the device, which was heard and then took another MAC address.
   */
  void isThere() {
    others = seen;
  }

  /** Who has come since it was last there, as a sentence about the device. */
  Optional<String> sinceItWasThere() {
    return since(others);
  }

  private Optional<String> since(Map<IpAddress, MacAddress> before) {
    Map<MacAddress, IpAddress> come = new LinkedHashMap<>();
    new TreeMap<>(ear.strangers()).forEach((address, mac) -> come.putIfAbsent(mac, address));
    come.keySet().removeAll(before.values());
    return come.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Meanwhile there came %s, which no file knows: if that is %s, let it keep one MAC address (\"private\" or \"random\" is off in its settings), or write the new one under 'mac'"
                .formatted(
                    come.entrySet().stream()
                        .map(entry -> entry.getKey() + " at " + entry.getValue())
                        .collect(Collectors.joining(", ")),
                    id));
  }

  /**
   * Looks whether the device is still itself; if nobody has come, it need not be there.
   *
   * @throws LabFault if somebody has come and the device is silent
   */
  void requireSame(Map<IpAddress, MacAddress> before) {
    Optional<String> come = since(before);
    if (come.isPresent() && isSilent()) {
      throw new LabFault(
          "%s (%s) has fallen silent in this trial. %s".formatted(id, mac, come.get()));
    }
  }

  private boolean isSilent() {
    Heard heard = ear.heard();
    for (int call = 0; call < CALLS; call++) {
      ear.call();
      clock.pass(WINDOW);
      if (ear.heard().since(heard).frames() > 0) {
        return false;
      }
    }
    return true;
  }
}
