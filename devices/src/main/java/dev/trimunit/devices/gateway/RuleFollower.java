// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.List;

/**
 * The firewall, as it keeps step with what the resolver says. It hears of rules before the device
 * sees the answer that called for them; if it throws, the device gets no answer.
 */
public interface RuleFollower {
  /** Refuses this from now on, and nothing else. */
  void follow(List<FirewallRule> all);

  /** Refuses this, too. */
  void followAlso(List<FirewallRule> more);
}
