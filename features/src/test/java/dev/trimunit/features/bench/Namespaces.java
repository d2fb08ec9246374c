// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.needs.Machine;
import dev.trimunit.needs.Need;
import java.util.List;

/** Network namespaces, as root or in a user namespace. */
public final class Namespaces implements Need {
  @Override
  public List<String> missing(List<Object> arguments) {
    List<String> programs = Machine.missing(List.of("unshare", "nsenter", "ip", "sysctl"));
    if (!programs.isEmpty()) {
      return programs;
    }
    try {
      Privilege.available();
      return List.of();
    } catch (LabException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
