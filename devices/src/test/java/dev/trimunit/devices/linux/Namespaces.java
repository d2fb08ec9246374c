// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.linux.GatewaySettings.Resolver;
import dev.trimunit.needs.Machine;
import dev.trimunit.needs.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Network namespaces, made as the test's argument says or, if it has none, in any way; and the
 * resolver that it names.
 */
public final class Namespaces implements Need {
  private static final List<String> PROGRAMS =
      List.of("unshare", "nsenter", "ip", "sysctl", "ping", "conntrack");

  @Override
  public List<String> missing(List<Object> arguments) {
    List<String> programs = new ArrayList<>(PROGRAMS);
    if (isNamed(Resolver.BIND, arguments)) {
      programs.add("named");
    }
    List<String> missing = Machine.missing(programs);
    return missing.isEmpty() ? privilege(arguments).obstacle().stream().toList() : missing;
  }

  /** As root if this is root; in a user namespace otherwise. */
  public static Privilege any() {
    return Privilege.ROOT.obstacle().isEmpty() ? Privilege.ROOT : Privilege.ROOTLESS;
  }

  private static Privilege privilege(List<Object> arguments) {
    return Stream.of(Privilege.values())
        .filter(each -> isNamed(each, arguments))
        .findFirst()
        .orElseGet(Namespaces::any);
  }

  /** Arguments are constants, or their names. */
  private static boolean isNamed(Enum<?> constant, List<Object> arguments) {
    return arguments.stream().map(String::valueOf).anyMatch(constant.name()::equals);
  }
}
