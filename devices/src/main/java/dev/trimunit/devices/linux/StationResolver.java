// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.FirewallRule;
import java.util.List;
import java.util.function.Consumer;

/** What answers the DNS queries of a LAN, each station by a policy of its own. */
interface StationResolver extends AutoCloseable {
  /**
   * Adds a station; before {@link #start}.
   *
   * @param changed takes the firewall's rules whenever they may have changed
   */
  StationDns station(int mark, Consumer<List<FirewallRule>> changed);

  /**
   * Begins to answer.
   *
   * @throws dev.trimunit.engine.lab.LabFault if it cannot, with the address that is taken
   */
  void start();

  @Override
  void close();
}
