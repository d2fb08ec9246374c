// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code exports/<device>/}, for devices with a blocklist that was verified as a whole. A
 * list that was not is not written: each destination alone being blockable does not make the list
 * harmless. What looks like a server of updates or alarms is left out of it.
 */
public final class Exports implements Report {
  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    Map<String, SeldomUsed> seldom = new HashMap<>();
    run.devices().forEach(d -> seldom.put(d.device().id(), new SeldomUsed(run, d)));
    Kept kept = new Kept(run, seldom);
    for (DeviceData device : run.devices()) {
      List<Blocklist> lists = device.blocklists();
      SeldomUsed itsSeldom = seldom.get(device.device().id());
      if (!lists.isEmpty() && itsSeldom != null) {
        write(new Plan(run, kept, device, lists.get(lists.size() - 1), itsSeldom), output);
      }
    }
  }

  private static void write(Plan plan, ReportOutput output) throws IOException {
    String folder = "exports/" + plan.id() + "/";
    output.write(folder + "rpz.zone", Resolvers.rpz(plan));
    output.write(folder + "unbound.conf", Resolvers.unbound(plan));
    output.write(folder + "dnsmasq.conf", Resolvers.dnsmasq(plan));
    output.write(folder + "hosts", Resolvers.hosts(plan));
    output.write(folder + "adguard.txt", Resolvers.adGuard(plan));
    output.write(folder + "pihole.txt", Resolvers.piHole(plan));
    output.write(folder + "nftables.nft", Firewall.nftables(plan));
    output.write(folder + "nftset.conf", FollowedNames.dnsmasq(plan));
  }
}
