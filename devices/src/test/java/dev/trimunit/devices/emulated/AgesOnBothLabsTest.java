// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.emulated.ages.FakeTime;
import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.devices.simulated.SimulatedLabProvider;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.needs.Need;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What fails later fails in both labs, and what does not does in neither: with the virtual time and
 * the models of one, and with the chronyd, nginx and curl of the other.
 */
@Tag("slow")
@Needs(also = {EmulatedPrograms.class, AgesOnBothLabsTest.Library.class})
final class AgesOnBothLabsTest {
  private static final String DEVICE =
      """
      name: Light
      noun: light
      start-up: 30 s
      app:
        package: com.example.light
        states:
          on: {element: {label: Power, attribute: checked, value: "true"}}
          schedule on: {element: {label: Schedule, attribute: checked, value: "true"}}
      model:
        boot: 1 s
      %s
        functionalities:
          switching on:
            LAN: {needs: [%s]}
          schedule: {at: "07:00", shows: schedule, LAN: {}}
        screen:
          title: Light
          variables: {power: {first: off, reset: app-start}, schedule: {first: off}}
          elements:
            - {kind: toggle, label: Power, shows: power, does: switching on, toggles: power}
            - {kind: toggle, label: Schedule, shows: schedule}
      """;

  /** The lines of each that say how it grows old, and what its use needs. */
  private static final Map<String, List<String>> DEVICES =
      Map.of(
          "saved",
          List.of("clock: {at-power-on: saved}\n" + time("6 h", "clock"), "{clock: 15 min}"),
          "drifting",
          List.of(
              "clock: {runs: 5000 ppm, at-power-on: kept 1 d}\n" + time("6 h", "clock"),
              "{clock: 5 min}"),
          "sleepy",
          List.of(
              "clock: {asleep: 5 %, at-power-on: kept 1 d}\n" + time("6 h", "clock"),
              "{clock: 15 min}"),
          "epoch",
          List.of(
              "clock: {at-power-on: 1970}\n"
                  + time("6 h", "clock")
                  + "\n  web: {destination: \"web.test:443/tcp\", after: 2 s, every: 6 h, sets:"
                  + " clock within 1 h}",
              "{clock: 5 min}"),
          "dated",
          List.of("clock: {at-power-on: saved}\n" + dates("40 d", "30 d", "6 h"), "cloud"),
          "fast",
          List.of("clock: {runs: 100000 ppm}\n" + dates("4 d", "3 d", "10 d"), "cloud"),
          "compiled",
          List.of(
              "clock: {at-power-on: build 2025-06-01}\n" + dates("90 d", "60 d", "6 h"), "cloud"),
          "login",
          List.of(
              "tokens: {session: {from: login, lasts: 2 d, refreshed: 12 h}}\n"
                  + "contacts:\n  login: {destination: \"login.test:443/tcp\", after: 1 s}",
              "{token: session}"));

  private static Lab simulated;
  private static Lab emulated;

  /** What shifts the time of programs. */
  static final class Library implements Need {
    @Override
    public List<String> missing(List<Object> arguments) {
      return FakeTime.find().isPresent() ? List.of() : List.of("libfaketime");
    }
  }

  private static String time(String every, String sets) {
    return "contacts:\n  time: {destination: \"ntp.test:123/udp\", after: 1 s, every: %s, sets: %s}"
        .formatted(every, sets);
  }

  /** A server whose certificates the device looks at, each host with certificates of its own. */
  private static String dates(String lasts, String renewed, String every) {
    String host = "cloud-" + lasts.replace(" ", "") + ".test";
    return "certificates: {%s: {lasts: %s, renewed: %s}}\n".formatted(host, lasts, renewed)
        + time(every, "clock")
        + "\n  cloud: {destination: \"%s:443/tcp\", after: 2 s, checks: dates}".formatted(host);
  }

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    Path devices = Files.createDirectories(folder.resolve("in").resolve("devices"));
    for (Map.Entry<String, List<String>> device : DEVICES.entrySet()) {
      String life = device.getValue().get(0).indent(2).stripTrailing();
      Files.writeString(
          devices.resolve(device.getKey() + ".yaml"),
          DEVICE.formatted(life, device.getValue().get(1)));
    }
    Path output = Files.createDirectories(folder.resolve("out"));
    emulated = EmulatedTrials.open(folder.resolve("in"), output, 60, Namespaces.any());
    simulated =
        new SimulatedLabProvider()
            .open(
                new LabSettings(
                    1,
                    folder.resolve("simulated"),
                    new ModelFolder(folder.resolve("in")),
                    Map.of()));
  }

  @AfterAll
  static void close() {
    if (emulated != null) {
      emulated.close();
    }
    if (simulated != null) {
      simulated.close();
    }
  }

  @ParameterizedTest(name = "{0} without {1}: {2}")
  @CsvSource({
    "saved, ntp.test, pass 2 d; off 2 h; use, fails",
    "saved, '', pass 2 d; off 2 h; use, works",
    "drifting, ntp.test, pass 12 h; use, works",
    "drifting, ntp.test, pass 1 d; use, fails",
    "sleepy, ntp.test, pass 8 h; use, fails",
    "epoch, ntp.test, pass 1 h; use, works",
    "epoch, ntp.test web.test, pass 1 h; use, fails",
    "dated, ntp.test, off 61 d; use, fails",
    "dated, '', off 61 d; use, works",
    "fast, ntp.test, pass 41 d; use, fails",
    "fast, '', pass 41 d; use, works",
    "compiled, ntp.test, pass 1 h; use, fails",
    "compiled, '', pass 1 h; use, works",
    "login, login.test, pass 3 d; off 2 min; use, fails",
    "login, '', pass 3 d; use, works",
    "epoch, ntp.test, until 06:59; not schedule; until 07:01; schedule, works",
    "epoch, ntp.test web.test, until 07:01; schedule, fails",
  })
  void both_labs_say_the_same(String device, String blocked, String story, String outcome) {
    String virtually = outcome(simulated.bench(device), blocked, story);
    String really = outcome(emulated.bench(device), blocked, story);

    assertThat(List.of("simulated " + virtually, "emulated " + really))
        .containsExactly("simulated " + outcome, "emulated " + outcome);
  }

  /** Where the time servers are blocked, each of these stories ends otherwise. */
  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource({
    "drifting, answered by the gateway, pass 1 d; use, works",
    "drifting, answered a day ahead, pass 12 h; use, fails",
    "drifting, every 4 to 12 h, pass 3 d; use, works",
  })
  void what_the_gateway_does_beside_refusing_ends_alike(
      String device, String policy, String story, String outcome) {
    DestinationPattern time = DestinationPattern.parse("ntp.test:123/udp");
    Map<DestinationPattern, Policy> policies =
        Map.of(
            time,
            switch (policy) {
              case "answered by the gateway" -> new Policy.OwnAnswer(Duration.ZERO);
              case "answered a day ahead" -> new Policy.OwnAnswer(Duration.ofDays(1));
              default -> new Policy.Window(Duration.ofHours(4), Duration.ofHours(12));
            });
    String virtually = outcome(simulated.bench(device), policies.keySet(), policies, story);
    String really = outcome(emulated.bench(device), policies.keySet(), policies, story);

    assertThat(List.of("simulated " + virtually, "emulated " + really))
        .containsExactly("simulated " + outcome, "emulated " + outcome);
  }

  private static String outcome(Bench bench, String blocked, String story) {
    Set<DestinationPattern> patterns =
        Arrays.stream(blocked.split(" ", -1))
            .filter(word -> !word.isEmpty())
            .map(DestinationPattern::parse)
            .collect(Collectors.toSet());
    return outcome(bench, patterns, Map.of(), story);
  }

  private static String outcome(
      Bench bench,
      Set<DestinationPattern> patterns,
      Map<DestinationPattern, Policy> policies,
      String story) {
    fresh(bench);
    try (Recording recording = bench.capture().start("aged")) {
      bench.power().off();
      bench.clock().pass(Duration.ofSeconds(10));
      try (Block block =
          bench
              .gateway()
              .block(patterns, Set.of(), Gateway.Strength.NORMAL, BlockAnswer.LOOPBACK, policies)) {
        bench.power().on();
        bench.clock().pass(bench.startUp());
        boolean works = true;
        bench.app(Vantage.LAN).restart();
        for (String step : story.split("; ")) {
          works &= step(bench, step.split(" ", 2));
        }
        assertThat(block.evidence()).hasSameSizeAs(patterns);
        assertThat(recording.stop().droppedPackets()).isZero();
        return works ? "works" : "fails";
      }
    }
  }

  /** As before each of a claim's trials: nothing is blocked for a few minutes. */
  private static void fresh(Bench bench) {
    try (Recording recording = bench.capture().start("fresh")) {
      bench.power().off();
      bench.clock().pass(Duration.ofSeconds(10));
      bench.power().on();
      bench.clock().pass(Duration.ofMinutes(5));
    }
  }

  private static boolean step(Bench bench, String[] words) {
    CompanionApp app = bench.app(Vantage.LAN);
    switch (words[0]) {
      case "pass" -> bench.clock().pass(duration(words[1]));
      case "off" -> {
        bench.power().off();
        bench.clock().pass(duration(words[1]));
        bench.power().on();
        bench.clock().pass(bench.startUp());
      }
      case "until" -> bench.clock().pass(until(bench, words[1]));
      case "schedule" -> {
        return app.look("schedule on").matches();
      }
      case "not" -> {
        return !app.look("schedule on").matches();
      }
      default -> {
        app.restart();
        app.tap("Power");
        return app.look("on").matches();
      }
    }
    return true;
  }

  /** The next time that it is so late. */
  private static Duration until(Bench bench, String time) {
    Duration today =
        Duration.between(
            bench.clock().now(),
            LocalTime.parse(time)
                .atDate(LocalDate.ofInstant(bench.clock().now(), ZoneOffset.UTC))
                .toInstant(ZoneOffset.UTC));
    return today.isNegative() ? today.plusDays(1) : today;
  }

  private static Duration duration(String text) {
    String[] words = text.split(" ", -1);
    long number = Long.parseLong(words[0]);
    return switch (words[1]) {
      case "d" -> Duration.ofDays(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofMinutes(number);
    };
  }
}
