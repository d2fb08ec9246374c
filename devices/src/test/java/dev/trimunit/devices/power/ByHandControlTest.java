// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.files.Values;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link ByHandControl}: a person of the test, and a real terminal. */
final class ByHandControlTest extends OutletContract {
  @Override
  Peer peer() {
    return new Helper();
  }

  private static final class Helper extends MadeUpPeer implements Person {
    @Override
    public String ask(String question, Limit limit) {
      boolean again = question.startsWith("Not understood");
      if (is(Mood.GONE) || (is(Mood.TALKING_NONSENSE) && again)) {
        throw new LabFault("nobody answered within " + limit);
      }
      if (is(Mood.TALKING_NONSENSE)) {
        return "?";
      }
      if (question.contains("by hand")) {
        turn(question.contains(" ON "));
      }
      return isOn() ? "on" : "OFF";
    }

    @Override
    Outlet openFor(String limit) {
      return new CheckedOutlet(
          new ByHandControl("the bulb", " (on the shelf)", this),
          Values.duration(limit),
          Secrets.of(Map.of()));
    }

    @Override
    String yaml() {
      return "control: by-hand";
    }

    @Override
    String name() {
      return "A person, by hand (on the shelf)";
    }
  }

  @Test
  void a_person_who_cannot_switch_it_says_so() {
    Control control = new ByHandControl("the bulb", "", (question, limit) -> "no");
    assertThatThrownBy(() -> control.set(true, new Limit(Duration.ofSeconds(1))))
        .isInstanceOf(LabFault.class)
        .hasMessage("the person could not switch it on");
  }

  @Test
  void nobody_is_asked_on_a_build_server() {
    assertThat(Terminal.refusal(true))
        .contains(
            "'by-hand' asks a person, and this is a build server (CI is set): choose another control");
  }

  /** What {@code script} runs in a terminal of its own. */
  static final class InTerminal {
    private InTerminal() {}

    public static void main(String[] arguments) {
      String file = "control: by-hand\nwhere: left\nlimit: 20 s\n";
      try (Outlet outlet = Peer.open(file)) {
        outlet.switchOn();
        System.out.println("It is " + outlet.isOn());
      }
    }
  }

  @Test
  @Tag("slow")
  @Needs(programs = {"script", "env"})
  void a_person_at_a_real_terminal_is_asked_and_heard() throws IOException, InterruptedException {
    Process process = start(List.of("env", "-u", "CI"));
    try (OutputStream keys = process.getOutputStream()) {
      StringBuilder seen = new StringBuilder();
      await(process, seen, "'no' if you could not:");
      type(keys, "on");
      await(process, seen, "type 'on' or 'off':");
      type(keys, "on");
      await(process, seen, "It is true");
      assertThat(seen).contains("Switch the bulb (left) ON by hand");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @Tag("slow")
  @Needs(programs = {"setsid", "env"})
  void a_run_without_a_terminal_is_refused_with_file_and_line()
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("setsid", "-w", "env", "-u", "CI"));
    command.addAll(java());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said)
        .contains(
            "labs/physical.yaml:1: 'by-hand' asks a person, and this run has no terminal: start it in one, or choose another control");
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
            .orElse(System.getProperty("java.class.path")),
        InTerminal.class.getName());
  }

  private static Process start(List<String> before) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of("script", "-qec", "'" + String.join("' '", java()) + "'", "/dev/null"));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void type(OutputStream keys, String line) throws IOException {
    keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  private static void await(Process process, StringBuilder seen, String text) throws IOException {
    int from = seen.length();
    for (int c = process.getInputStream().read(); c >= 0; c = process.getInputStream().read()) {
      seen.append((char) c);
      if (seen.indexOf(text, from) >= 0) {
        return;
      }
    }
    throw new AssertionError("ended before '" + text + "': " + seen);
  }
}
