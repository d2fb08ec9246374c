// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.linux.Program;
import dev.trimunit.devices.physical.BenchFile.ProgramPhone;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.ScreenCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An app that is programs: one for each thing that can be tapped, and one that prints the state.
 * Exit code 0 says that it was done, 1 that the device did not do it or does not answer, which is
 * the device's failure; any other is a fault of the lab.
 *
 * <pre>
 * phones:
 *   hub:
 *     vantage: LAN
 *     kind: program
 *     taps: {Power: [./hub.py, toggle, bulb]}
 *     status: [./hub.py, status, bulb]
 *     state: /state
 *     shows: {on: "ON", off: "OFF"}
 * </pre>
 */
record ProgramApp(String name, ProgramPhone phone) implements CompanionApp {
  private static final int NOT_DONE = 1;

  /** 128 and the number of SIGINT. */
  private static final int INTERRUPTED = 130;

  private static final int LONGEST_QUOTE = 200;

  /** Programs keep nothing open that could be in the way. */
  @Override
  public void restart() {}

  @Override
  public void tap(String label) {
    List<String> command = phone.taps().get(label);
    if (command == null) {
      throw new AssertionError(
          "The app '%s' has no \"%s\" to tap. It has: %s"
              .formatted(name, label, listed(phone.taps())));
    }
    Program.Result said = run(command);
    if (said.exit() == NOT_DONE) {
      throw new AssertionError(
          "The app '%s' says that \"%s\" was not done: %s"
              .formatted(name, label, quoted(said.complaint())));
    }
  }

  @Override
  public ScreenCheck look(String state) {
    Program.Result said = run(phone.status());
    if (said.exit() == NOT_DONE) {
      return check(
          false, "the app '%s' says no state: %s".formatted(name, quoted(said.complaint())));
    }
    Optional<String> shown = shown(said.out());
    boolean matches = shown.filter(state::equals).isPresent();
    return check(
        matches,
        "the app '%s' shows %s: %s"
            .formatted(
                name, shown.orElse("no state that the bench file knows"), quoted(said.out())));
  }

  private static ScreenCheck check(boolean matches, String reason) {
    return new ScreenCheck(matches, matches ? 0 : 1, reason, List.of());
  }

  /** The one state whose text is printed; none if there are several. */
  private Optional<String> shown(String answer) {
    List<String> values =
        phone
            .state()
            .map(pointer -> pointer.in(answer).stream().toList())
            .orElseGet(() -> answer.lines().map(String::strip).toList());
    List<String> states =
        phone.shows().entrySet().stream()
            .filter(entry -> values.contains(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return states.size() == 1 ? Optional.of(states.get(0)) : Optional.empty();
  }

  @Override
  public Optional<String> obstacle(String state) {
    return phone.shows().containsKey(state)
        ? Optional.empty()
        : Optional.of(
            "The app '%s' does not say how it shows the state '%s': write it under 'shows'; known: %s"
                .formatted(name, state, listed(phone.shows())));
  }

  private Program.Result run(List<String> command) {
    Program.Result said = Program.attempt(command, "");
    if (said.exit() == INTERRUPTED) {
      throw new LabFault(
          "'%s' of the app '%s' was stopped by a Ctrl-C before it was done"
              .formatted(String.join(" ", command), name));
    }
    if (said.exit() > NOT_DONE || said.exit() < 0) {
      throw new LabFault(
          "'%s' of the app '%s' ended with exit code %d: %s. Code 1 would say that the device does not answer"
              .formatted(String.join(" ", command), name, said.exit(), quoted(said.complaint())));
    }
    return said;
  }

  private static String listed(Map<String, ?> all) {
    return all.keySet().stream().collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    String line = text.strip().replaceAll("\\p{C}+", " ");
    return "'"
        + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line)
        + "'";
  }
}
