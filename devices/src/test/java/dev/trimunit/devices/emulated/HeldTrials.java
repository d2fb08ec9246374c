// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.needs.Machine;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What somebody else's program says about the captures of trials whose blocks were held. */
final class HeldTrials {
  private static final boolean TSHARK = Machine.has("tshark");

  private HeldTrials() {}

  /**
   * No packet from a device to a blocked name, wherever that had its addresses in the other trials.
   * The packets to a bare address, or to one port of a name, are seen at the device's side, but
   * nothing comes back, except that the gateway refuses them.
   */
  static void requireSilence(Collection<TrialRecord> trials) {
    int held = 0;
    for (TrialRecord trial : trials) {
      for (BlockEvidence evidence : trial.evidence()) {
        if (evidence.evidence() == Evidence.HELD) {
          held++;
          requireSilence(trial, evidence, addresses(trials, evidence.pattern()));
        }
      }
    }
    assertThat(held).isGreaterThanOrEqualTo(10);
  }

  private static void requireSilence(
      TrialRecord trial, BlockEvidence evidence, Set<IpAddress> addresses) {
    DestinationPattern pattern = evidence.pattern();
    assertThat(addresses).as(pattern.toString()).isNotEmpty();
    Path capture =
        trial.attachments().stream()
            .filter(attachment -> attachment.name().equals("capture"))
            .map(Attachment::file)
            .findFirst()
            .orElseThrow();
    String what = trial.device() + " trial " + trial.number() + ": " + pattern;
    for (IpAddress address : addresses) {
      if (TSHARK) {
        assertThat(tshark(capture, filter(evidence, address))).as(what).isEmpty();
      } else if (!isPort(evidence)) {
        assertThat(trial.observations())
            .as(what)
            .filteredOn(observation -> observation.addresses().contains(address))
            .filteredOn(observation -> pattern.covers(observation.destination()))
            .noneMatch(observation -> isName(pattern) || observation.packetsReceived() > 0);
      }
    }
  }

  /** Whether one port of a name was refused, by address: its other ports go on. */
  private static boolean isPort(BlockEvidence evidence) {
    return isName(evidence.pattern()) && evidence.packetsDropped() > 0;
  }

  private static boolean isName(DestinationPattern pattern) {
    return pattern.host() instanceof DnsName;
  }

  private static Set<IpAddress> addresses(
      Collection<TrialRecord> trials, DestinationPattern pattern) {
    Set<IpAddress> addresses = new TreeSet<>();
    for (TrialRecord trial : trials) {
      for (Observation observation : trial.observations()) {
        Destination destination = observation.destination();
        if (pattern.covers(destination)) {
          addresses.addAll(observation.addresses());
        }
      }
    }
    return addresses;
  }

  private static String filter(BlockEvidence evidence, IpAddress address) {
    DestinationPattern pattern = evidence.pattern();
    String family = address.isIpv6() ? "ipv6" : "ip";
    if (isPort(evidence)) {
      return "%1$s.src == %2$s && !icmp && !icmpv6 && (udp.srcport == %3$d || tcp.srcport == %3$d && tcp.flags.reset == 0)"
          .formatted(family, address, pattern.port());
    }
    if (!isName(pattern)) {
      return "%s.src == %s && !icmp.type == 3".formatted(family, address);
    }
    return "%s.dst == %s".formatted(family, address);
  }

  private static List<String> tshark(Path capture, String filter) {
    Program.Result result =
        Program.attempt(List.of("tshark", "-n", "-r", capture.toString(), "-Y", filter), "");
    assertThat(result.exit()).as(result.complaint()).isZero();
    return result.out().lines().toList();
  }
}
