// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.ArrayList;
import java.util.List;

/** A firewall that only remembers what it heard. */
public final class Following implements RuleFollower {
  private final List<FirewallRule> rules = new ArrayList<>();
  private int heard;

  @Override
  public void follow(List<FirewallRule> all) {
    rules.clear();
    followAlso(all);
  }

  @Override
  public void followAlso(List<FirewallRule> more) {
    rules.addAll(more);
    heard += more.size();
  }

  List<FirewallRule> rules() {
    return rules;
  }

  /** How many rules it was told, again ones included. */
  int heard() {
    return heard;
  }
}
