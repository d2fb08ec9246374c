// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How network namespaces are made: by root, or inside a user namespace by anybody. */
public enum Privilege {
  ROOT,
  ROOTLESS;

  /** How this process itself got what it may do: as the machine's root, or a namespace's. */
  public static Privilege here() {
    try {
      String users = Files.readString(Path.of("/proc/self/uid_map")).strip();
      return users.matches("0\\s+0\\s+4294967295") ? ROOT : ROOTLESS;
    } catch (IOException e) {
      throw new LabFault("Which users this process knows cannot be read", e);
    }
  }

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
    } catch (LabException | LabFault e) {
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
