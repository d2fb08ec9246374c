// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Packet;

/**
 * What becomes of the payloads of a flow. A flow starts with the reader for its ports and drops it
 * as soon as nothing more is to be learnt, so that most packets are not looked into.
 */
@FunctionalInterface
interface PayloadReader {
  PayloadReader NONE =
      new PayloadReader() {
        @Override
        public void read(Packet p, Flow flow, boolean fromA) {}
      };

  /** Takes a packet whose transport header was captured at {@code p.payload}. */
  void read(Packet p, Flow flow, boolean fromA);
}
