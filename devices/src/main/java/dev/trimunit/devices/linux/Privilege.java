// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.lab.LabException;
import java.util.List;
import java.util.Optional;

/** How network namespaces are made: by root, or inside a user namespace by anybody. */
public enum Privilege {
  ROOT,
  ROOTLESS;

  /** For messages: "as root", "in a user namespace". */
  public String words() {
    return this == ROOT ? "as root" : "in a user namespace";
  }

  List<String> unshare() {
    return this == ROOT ? List.of() : List.of("--user", "--map-root-user");
  }

  List<String> nsenter() {
    return this == ROOT ? List.of() : List.of("--user", "--preserve-credentials");
  }

  /** Why namespaces cannot be made so here, in the system's words; empty if they can. */
  public Optional<String> obstacle() {
    try (Sandbox probe = Sandbox.open(this)) {
      probe.add(new NamespaceName("probe"));
      return Optional.empty();
    } catch (LabException | dev.trimunit.engine.lab.LabFault e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The first that works here, root first.
   *
   * @throws LabException with the reasons, if neither does
   */
  public static Privilege available() {
    StringBuilder reasons = new StringBuilder();
    for (Privilege privilege : values()) {
      Optional<String> obstacle = privilege.obstacle();
      if (obstacle.isEmpty()) {
        return privilege;
      }
      reasons.append("; ").append(obstacle.get());
    }
    throw new LabException(
        "This system lets nobody make network namespaces (needs util-linux, iproute2, and root or"
            + " user namespaces, see /proc/sys/user/max_user_namespaces)"
            + reasons);
  }
}
