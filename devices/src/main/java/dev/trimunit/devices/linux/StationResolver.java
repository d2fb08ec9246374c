// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.RuleFollower;

/** What answers the DNS queries of a LAN, each station by a policy of its own. */
interface StationResolver extends AutoCloseable {
  /**
   * Adds a station; before {@link #start}.
   *
   * @param firewall hears which addresses are to be refused to it
   */
  StationDns station(int mark, RuleFollower firewall);

  /**
   * Begins to answer.
   *
   * @throws dev.trimunit.engine.lab.LabFault if it cannot, with the address that is taken
   */
  void start();

  @Override
  void close();
}
