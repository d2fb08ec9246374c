// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.data.RunData;
import java.util.List;
import java.util.Set;

/**
 * A device that calls everything by names that mean something to whoever reads a report: markup,
 * scripts, quotes, formulas, comments, line feeds, marks that turn text around, and great length.
 */
final class HostileNames {
  /** As they come from the network: escaped to printable ASCII, and at most 255 octets long. */
  static final List<String> NETWORK =
      List.of(
          "<script>alert(1)</script>.example",
          "\"onmouseover=alert(1)//.example",
          "'><img/src=x/onerror=alert(1)>.example",
          "=cmd|'/c.calc'!a1.example",
          "@sum(1+1).example",
          "+1.example",
          "-1.example",
          "|name^$important.example",
          "a;b,c.example",
          "a#b!c.example",
          "$include.example",
          "$(reboot).`reboot`.example",
          "..\\\\..\\\\windows.example",
          "../../etc/passwd",
          "line\\010feed.example",
          "turn\\226\\128\\174ed.example",
          "\\042.wildcard.example",
          "{}[]:&\\042!%.example",
          "x:80",
          ("a".repeat(63) + ".").repeat(3) + "a".repeat(61));

  /** As a tester's file may have them. */
  static final String TEXT =
      "=1+1\n<script>alert(1)</script>\"'`;\r\n0.0.0.0 bank.example\n\u202eRTL\u2066\u0000\u001b[31m"
          + "x".repeat(255);

  private HostileNames() {}

  static SampleDevice device() {
    SampleDevice device =
        new SampleDevice("evil", TEXT, "bulb")
            .contacts("ok.example:443/tcp", Party.THIRD)
            .contacts("needed.example:8443/tcp", Party.FIRST);
    NETWORK.forEach(device::contactsName);
    return device
        .needs(TEXT, Set.of(Vantage.LAN, Vantage.WAN), "needed.example:8443/tcp")
        .needs("=switching on", Set.of(Vantage.LAN), "needed.example:8443/tcp");
  }

  static RunData run() {
    return MemoryOutput.data(new SampleRun(List.of(device()), 2, LabKind.SIMULATED, List.of()));
  }

  static List<DnsName> names() {
    return NETWORK.stream().map(DnsName::of).toList();
  }
}
