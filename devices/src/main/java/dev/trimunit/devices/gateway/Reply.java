// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

/** How a query that came in is answered. */
interface Reply {
  /** Sends an answer; never throws, never waits. */
  void send(byte[] answer);
}
