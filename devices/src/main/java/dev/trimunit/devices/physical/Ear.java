// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.util.Map;
import java.util.Set;

/** What the gateway hears of one device. */
interface Ear {
  /**
   * What it has heard so far.
   *
   * @throws dev.trimunit.engine.lab.LabFault if it has stopped to listen: nothing follows from
   *     silence then
   */
  Heard heard();

  /** Asks the device by ARP and neighbour discovery whether it is there; does not wait. */
  void call();

  /** The addresses at which it was heard lately. */
  Set<IpAddress> addresses();

  /** Who else is in the LAN, and that no file knows. */
  Map<IpAddress, MacAddress> strangers();

  /**
   * How much was heard of a device.
   *
   * @param frames of any kind
   * @param network requests for an address, and words of ARP and neighbour discovery
   * @param contacts with the destination that says that it is ready
   */
  record Heard(long frames, long network, long contacts) {
    static final Heard NOTHING = new Heard(0, 0, 0);

    Heard since(Heard before) {
      return new Heard(
          frames - before.frames, network - before.network, contacts - before.contacts);
    }
  }
}
