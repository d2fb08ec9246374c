// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.MarkdownText;
import dev.trimunit.reports.data.PlainText;
import dev.trimunit.reports.data.RunData;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the reader of a summary may want to do now, with the command as it is to be typed. */
final class NextSteps {
  private static final String ACCEPT = "trimunit.accept";

  private final RunData run;
  private final SourceFiles sources;

  NextSteps(RunData run, SourceFiles sources) {
    this.run = run;
    this.sources = sources;
  }

  String text() {
    String steps = Stream.of(again(), accept(), replay()).collect(Collectors.joining());
    return steps.isEmpty() ? "" : "### What to do next\n\n" + steps;
  }

  private String again() {
    List<DeviceData> red = devices(device -> !Cases.failed(Cases.of(device)).isEmpty());
    return red.isEmpty()
        ? ""
        : step("Run what failed once more, at your desk:", maven(red) + seed());
  }

  private String accept() {
    if (!run.settings().getOrDefault(ACCEPT, "false").equalsIgnoreCase("false")) {
      return "- This run wrote accepted behaviour: review it and commit it.\n\n";
    }
    List<DeviceData> changed = devices(device -> !device.changes().isEmpty());
    if (!changed.isEmpty()) {
      return step(
          "If the changes are as they should be, accept them, review the difference and commit "
              + files(changed)
              + ":",
          maven(changed) + " -D" + ACCEPT);
    }
    List<DeviceData> fresh =
        devices(device -> !device.acceptance().reviewed() && !device.verdicts().isEmpty());
    return fresh.isEmpty() || !run.whole()
        ? ""
        : step(
            "Accept what was found, so that the next run tells what changed; review and commit "
                + files(fresh)
                + ":",
            maven(fresh) + " -D" + ACCEPT);
  }

  private String files(List<DeviceData> devices) {
    return devices.size() > 3
        ? MarkdownText.code(sources.resourceToBe("accepted/"))
        : devices.stream()
            .map(device -> "accepted/" + device.device().id() + ".yaml")
            .map(sources::resourceToBe)
            .map(MarkdownText::code)
            .collect(Collectors.joining(", "));
  }

  /** The bundle of what is red, else of anything. */
  private String replay() {
    Stream<Verdict> red =
        Cases.failed(Cases.of(run)).stream().map(CaseResult::verdict).filter(Objects::nonNull);
    Stream<Verdict> all = run.devices().stream().flatMap(device -> device.verdicts().stream());
    Optional<String> bundle =
        Stream.concat(red, all)
            .flatMap(verdict -> run.bundle(verdict).stream())
            .findFirst()
            .map(file -> sources.fromRoot(run.output().resolve(file.path())));
    return bundle
        .map(
            path ->
                step(
                    "Check a verdict from its evidence alone, without a lab:",
                    "java -jar trimunit.jar replay " + quoted(path)))
        .orElse("");
  }

  private static String step(String what, String command) {
    return "- %s\n\n  ```sh\n  %s\n  ```\n\n".formatted(what, command);
  }

  private List<DeviceData> devices(Predicate<DeviceData> which) {
    return run.devices().stream().filter(which).toList();
  }

  private String maven(List<DeviceData> devices) {
    String all =
        devices.size() == run.devices().size() && !filtered()
            ? ""
            : " -Dtrimunit.device="
                + devices.stream().map(d -> d.device().id()).collect(Collectors.joining(","));
    return "mvn verify"
        + all
        + setting("trimunit.lab", "simulated")
        + setting("trimunit.lab.file", "");
  }

  private boolean filtered() {
    return !run.settings().getOrDefault("trimunit.device", "").isBlank();
  }

  private String seed() {
    return setting("trimunit.seed", "1") + setting("trimunit.protocol", "certify");
  }

  private String setting(String key, String usual) {
    String value = run.settings().getOrDefault(key, usual);
    return value.equals(usual) ? "" : " " + quoted("-D" + key + "=" + value);
  }

  /** One word for a shell. */
  private static String quoted(String word) {
    String plain = PlainText.line(word);
    return plain.matches("[A-Za-z0-9_./=:,@%+-]+")
        ? plain
        : "'" + plain.replace("'", "'\\''") + "'";
  }
}
