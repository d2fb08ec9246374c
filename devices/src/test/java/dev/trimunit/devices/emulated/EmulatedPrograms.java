// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.needs.Need;
import java.util.ArrayList;
import java.util.List;

/** What the emulated lab runs, and the namespaces that it runs in. */
final class EmulatedPrograms implements Need {
  @Override
  public List<String> missing(List<Object> arguments) {
    List<String> missing = new ArrayList<>(new Namespaces().missing(arguments));
    Privilege privilege =
        arguments.contains(Privilege.ROOTLESS) ? Privilege.ROOTLESS : Privilege.ROOT;
    Requirements.missing(privilege).stream()
        .filter(each -> !missing.contains(each))
        .forEach(missing::add);
    return missing;
  }
}
