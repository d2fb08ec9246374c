// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.needs.Need;
import dev.trimunit.needs.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class PrivilegeTest {
  private static final List<String> NOBODY = List.of("unshare", "--user", "--");

  static final class UserNamespace implements Need {
    @Override
    public List<String> missing(List<Object> arguments) {
      Program.Result result = Program.attempt(command(NOBODY, List.of("true")), "");
      return result.exit() == 0
          ? List.of()
          : List.of("user namespaces (" + result.complaint() + ")");
    }
  }

  /** A user namespace in which we are nobody: no root, and no further user namespace. */
  @Test
  @Needs(programs = "unshare", also = UserNamespace.class)
  void without_any_right_the_systems_words_are_told_and_the_files_to_look_at() {
    String said = Program.run(command(NOBODY, Peer.command("privilege")), "");
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
