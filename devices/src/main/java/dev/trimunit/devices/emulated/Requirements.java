// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.lab.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The programs of the system that an emulated lab runs. */
final class Requirements {
  private static final List<String> NETWORK =
      List.of("unshare", "nsenter", "ip", "nft", "conntrack", "sysctl");
  private static final List<String> INTERNET = List.of("nginx", "mosquitto", "chronyd");
  private static final List<String> DEVICES =
      List.of("ping", "curl", "mosquitto_pub", "stdbuf", "chronyd");

  private Requirements() {}

  /** What this machine lacks, and what to do about it, in a sentence; empty if nothing. */
  static Optional<String> obstacle(Privilege privilege) {
    List<String> missing = missing(privilege);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The emulated lab lacks %s. Run devices/install-lab."
                .formatted(String.join(", ", missing)));
  }

  /** The programs that this machine lacks. */
  static List<String> missing(Privilege privilege) {
    List<String> programs = new ArrayList<>(NETWORK);
    programs.addAll(INTERNET);
    programs.addAll(DEVICES);
    if (privilege == Privilege.ROOT) {
      programs.add("tcpdump");
    }
    return Program.missing(programs).stream().distinct().toList();
  }

  /**
   * @throws LabException if something is missing
   */
  static void check(Privilege privilege) {
    obstacle(privilege)
        .ifPresent(
            missing -> {
              throw new LabException(missing);
            });
  }
}
