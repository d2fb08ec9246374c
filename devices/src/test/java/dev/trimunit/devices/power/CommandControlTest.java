// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link CommandControl}: a script that keeps its state in a file. */
final class CommandControlTest extends OutletContract {
  private static final String PLUG =
      """
      #!/bin/sh
      cd "$(dirname "$0")" || exit 3
      case $(cat mode) in
        nonsense) echo "out of order, $TOKEN"; exit 0 ;;
        lies) [ "$1" = status ] || exit 0 ;;
      esac
      case $1 in
        status) echo "relay 1 is $(cat state)" ;;
        *) echo "$1" > state ;;
      esac
      """;

  @TempDir private Path folder;

  @Override
  Peer peer() throws IOException {
    Path plug = folder.resolve("plug");
    Files.writeString(plug, PLUG);
    Files.setPosixFilePermissions(plug, PosixFilePermissions.fromString("rwx------"));
    write("mode", "honest");
    write("state", "off");
    return new Script(plug);
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Script extends Peer {
    private final Path plug;

    Script(Path plug) {
      this.plug = plug;
    }

    @Override
    String yaml() {
      return """
          control: command
          on: [%1$s, on]
          off: [%1$s, off]
          status: [%1$s, status]
          says-on: is on
          says-off: is off
          environment: {TOKEN: "${SECRET}"}
          """
          .formatted(plug);
    }

    @Override
    String name() {
      return plug.toString();
    }

    @Override
    boolean isOn() {
      try {
        return Files.readString(folder.resolve("state")).equals("on\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    void isSwitched(boolean on) {
      write("state", on ? "on" : "off");
    }

    @Override
    void lies() {
      write("mode", "lies");
    }

    @Override
    void talksNonsense() {
      write("mode", "nonsense");
    }

    @Override
    void vanishes() {
      try {
        Files.delete(plug);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void one_that_never_ends_is_ended() throws InterruptedException {
    try (Outlet outlet = Peer.open(withStatus("[sleep, \"600\"]", "500 ms"))) {
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("'sleep 600' took over 500 ms");
      for (int i = 0; i < 200 && isRunning("sleep 600"); i++) {
        Thread.sleep(50); // A machine that is busy takes a while to end what was killed.
      }
      assertThat(isRunning("sleep 600")).isFalse();
    }
  }

  private static boolean isRunning(String command) {
    return ProcessHandle.current()
        .descendants()
        .anyMatch(each -> each.info().commandLine().orElse("").contains(command));
  }

  @Test
  void one_that_fails_says_so_with_its_complaint() {
    try (Outlet outlet = Peer.open(withStatus("[ls, /no/such/relay]", "10 s"))) {
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("exit code 2")
          .hasMessageContaining("/no/such/relay");
    }
  }

  @Test
  void one_that_a_Ctrl_C_stopped_is_nothing_to_look_at() {
    try (Outlet outlet = Peer.open(withStatus("[sh, -c, \"exit 130\"]", "10 s"))) {
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageEndingWith("was stopped by a Ctrl-C before it was done");
    }
  }

  @Test
  void an_answer_that_says_both_says_nothing() {
    try (Outlet outlet = Peer.open(withStatus("[echo, on or off]", "10 s"))) {
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("says neither on nor off: 'on or off");
    }
  }

  @Test
  void a_secret_is_no_argument() {
    assertThatThrownBy(() -> Peer.open(withStatus("[relay, \"${SECRET}\"]", "10 s")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("labs/physical.yaml:4: 'status'")
        .hasMessageContaining("give it the secret under 'environment'");
  }

  private static String withStatus(String command, String limit) {
    return """
        control: command
        on: ["true"]
        off: ["true"]
        status: %s
        says-on: "on"
        says-off: "off"
        limit: %s
        """
        .formatted(command, limit);
  }
}
