// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Made-up devices that are offered an update, each with its campaign, its list, and eight days
 * under that list. What update servers are called, when they are asked, and what stands before them
 * is drawn; a quarter of the names tell nothing. No name is another's, for what one device may need
 * is in no list of a resolver that serves all.
 */
final class GeneratedUpdates {
  private static final List<String> TELLING = List.of("fw", "ota", "firmware", "update", "upgrade");
  private static final List<String> SILENT = List.of("static", "d3x", "edge", "s7", "store");

  /**
   * What came of them.
   *
   * @param devices how many
   * @param exported of how many a list is handed on that blocks something
   * @param installed of how many of these the update came under the list of that time
   * @param stopped how many got no update, and so no list, though there was one to be had
   * @param without how many had no list before the claim was judged, so that it tested nothing
   * @param wrong devices whose list is handed on although their update did not come
   */
  record Figures(
      int devices, int exported, int installed, int stopped, int without, List<String> wrong) {}

  private GeneratedUpdates() {}

  static Figures run(Path folder, int devices, long seed) {
    FolderRun run = new FolderRun(folder);
    for (int i = 0; i < devices; i++) {
      run.write("devices/%s.yaml".formatted(id(i)), device(i, new Random(seed * 100_003 + i)));
      run.write("specs/%s.feature".formatted(id(i)), spec(i));
    }
    FolderRun.Said said = run.run(Map.of());
    int exported = 0;
    int installed = 0;
    int stopped = 0;
    int without = 0;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      String result = said.cases().getOrDefault("update of " + id(i), "none");
      boolean list = blocksSomething(said.output().resolve("exports/" + id(i) + "/pihole.txt"));
      boolean came = result.equals("SUCCESSFUL");
      exported += list ? 1 : 0;
      installed += list && came ? 1 : 0;
      stopped += result.startsWith("FAILED") ? 1 : 0;
      without += result.startsWith("ABORTED") ? 1 : 0;
      if (list && !came) {
        wrong.add(id(i) + ": " + result);
      }
    }
    return new Figures(devices, exported, installed, stopped, without, wrong);
  }

  private static String id(int number) {
    return "device-" + number;
  }

  private static boolean blocksSomething(Path list) {
    try (Stream<String> lines = Files.exists(list) ? Files.lines(list) : Stream.empty()) {
      return lines.anyMatch(line -> !line.isBlank() && !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String one(Random random, List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private static String device(int number, Random random) {
    String name = one(random, random.nextInt(4) == 0 ? SILENT : TELLING);
    int sight = random.nextInt(10);
    String first = sight < 6 ? "8 s" : sight < 8 ? "login" : "6 h";
    boolean more = random.nextBoolean();
    return """
        name: Device %1$d
        noun: camera
        start-up: 30 s
        app:
          package: com.example.device
          states:
            off: {element: {label: Power, attribute: checked, value: "false"}}
            on: {element: {label: Power, attribute: checked, value: "true"}}
        model:
          boot: 3 s
          contacts:
            cloud: {destination: "cloud.vendor%1$d.test:443/tcp", after: 2 s, every: 1 h}
            login: {destination: "id.vendor%1$d.test:443/tcp", after: 4 s, every: %2$d h}
            log: {destination: "log.vendor%1$d.test:443/tcp", after: 5 s, every: %3$d h}
            time: {destination: "ntp%1$d.test:123/udp", after: 1 s, every: 6 h}
        %4$s    update: {destination: "%5$s%6$d.vendor%1$d.test:443/tcp", after: %7$s, every: %8$d h, jitter: 50 %%, receives: %9$d kB if offered}
          firmware:
            - {version: "1.0", offers: "1.1", after: %10$d h, via: update}
            - {version: "1.1"}
          functionalities:
            watching:
              LAN: {needs: cloud}
          screen:
            title: Device %1$d
            variables:
              power: {first: off, reset: app-start}
            elements:
              - {kind: toggle, label: Power, shows: power, does: watching, toggles: power}
        """
        .formatted(
            number,
            4 + random.nextInt(20),
            1 + random.nextInt(6),
            more
                ? "    ads: {destination: \"ads.other%d.test:443/tcp\", after: 6 s, every: 3 h}\n"
                    .formatted(number)
                : "",
            name,
            random.nextInt(9),
            first,
            12 + random.nextInt(37),
            200 + random.nextInt(3_800),
            24 + random.nextInt(49));
  }

  private static String spec(int number) {
    return """
        @device=%1$s
        Feature: Device %2$d

          @functionality @LAN
          Scenario: watching
            Given the companion app shows the camera off
            When "Power" is tapped
            Then the companion app shows the camera on

          Scenario Outline: <functionality> without <destination>
            When destination <destination> is blocked
            Then <functionality> succeeds

          Scenario: update of %1$s
            Given the blocklist is blocked
            When 8 days pass without any use
            Then the camera runs firmware 1.1
        """
        .formatted(id(number), number);
  }
}
