// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class PrivilegeTest {
  /** A user namespace in which we are nobody: no root, and no further user namespace. */
  @Test
  void without_any_right_the_systems_words_are_told_and_the_files_to_look_at() {
    List<String> nobody = List.of("unshare", "--user", "--");
    assumeTrue(Program.attempt(command(nobody, List.of("true")), "").exit() == 0, "no namespaces");
    String said = Program.run(command(nobody, Peer.command("privilege")), "");
    assertThat(said)
        .startsWith("refused: This system lets nobody make network namespaces")
        .contains("/proc/sys/user/max_user_namespaces")
        .contains("No network namespaces as root: ")
        .contains("No network namespaces in a user namespace: ")
        .contains("Operation not permitted");
  }

  private static List<String> command(List<String> first, List<String> then) {
    List<String> command = new ArrayList<>(first);
    command.addAll(then);
    return command;
  }
}
