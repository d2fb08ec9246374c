// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.ScreenJson;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.lab.LabFault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a phone says to whoever serves the companion app, by curl in the phone's namespace. */
final class PhoneLink {
  /** curl's exit codes for a server that is not there, hangs up or is silent. */
  private static final Set<Integer> NO_SERVER = Set.of(6, 7, 18, 28, 52, 55, 56);

  private final UnaryOperator<List<String>> inside;
  private final URI server;

  /**
   * @param inside puts a command line into the phone's namespace
   * @param server who serves the companion app
   */
  PhoneLink(UnaryOperator<List<String>> inside, URI server) {
    this.inside = inside;
    this.server = server;
  }

  /** What the app shows; empty if nobody answers. */
  Optional<Screen> screen() {
    return ask("screen", List.of());
  }

  /** Says that the app was started. */
  Optional<Screen> start() {
    return ask("start", List.of("-X", "POST"));
  }

  /** Hands a tap on. */
  Optional<Screen> tap(String label) {
    return ask("tap", List.of("--data-binary", ScreenJson.tap(label)));
  }

  private Optional<Screen> ask(String path, List<String> options) {
    List<String> curl = new ArrayList<>(List.of("curl", "-sS", "--noproxy", "*"));
    curl.addAll(List.of("--connect-timeout", "2", "--max-time", "30"));
    curl.addAll(options);
    curl.add(server.resolve(CompanionServer.PATH + path).toString());
    Program.Result result = Program.attempt(inside.apply(curl), "");
    if (NO_SERVER.contains(result.exit())) {
      return Optional.empty();
    }
    try {
      return Optional.of(ScreenJson.read(result.out()));
    } catch (IllegalArgumentException e) {
      throw new LabFault(
          "The phone cannot reach %s: curl ended with exit code %d: %s"
              .formatted(server, result.exit(), result.complaint()),
          e);
    }
  }
}
