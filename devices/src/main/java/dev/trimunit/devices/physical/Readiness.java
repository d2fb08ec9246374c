// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.physical.Ear.Heard;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;

/** Whether a device that has power again is ready. */
record Readiness(Ready ready, Ear ear, LabClock clock) {
  private static final int CONNECT_MILLIS = 1_000;

  /**
   * Looks once.
   *
   * @param before what had been heard when it got power
   * @param on when it got power
   */
  boolean isSeen(Heard before, Instant on) {
    Heard heard = ear.heard().since(before);
    if (ready instanceof Ready.Network) {
      return heard.network() > 0;
    }
    if (ready instanceof Ready.Contact) {
      return heard.contacts() > 0;
    }
    if (ready instanceof Ready.After after) {
      return Duration.between(on, clock.now()).compareTo(after.time()) >= 0;
    }
    int port = ((Ready.Port) ready).number();
    return heard.frames() > 0 && ear.addresses().stream().anyMatch(at -> accepts(at, port));
  }

  private static boolean accepts(IpAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.value(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
