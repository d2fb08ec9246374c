// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.party;

import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Party;

/**
 * A line of party data.
 *
 * @param host a name, which stands for everything below it too, or an address
 * @param party what it is to a device of any other maker than its owner
 * @param owner who runs it
 * @param alwaysAsListed whether it is that to its owner's devices too, as advertising is
 * @param source the file and line
 */
record PartyRule(Host host, Party party, String owner, boolean alwaysAsListed, String source) {

  boolean covers(Host other) {
    if (host instanceof DnsName domain && other instanceof DnsName name) {
      return name.isAtOrBelow(domain);
    }
    return host.equals(other);
  }

  /** How it tells an owner, for a reason. */
  String words() {
    return host + " is run by " + owner + " (" + source + ")";
  }

  /** Longer names are more specific. */
  int weight() {
    return host instanceof IpAddress ? Integer.MAX_VALUE : host.toString().length();
  }
}
