// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Verified once more: an exported list, read back from its file, as the only block of a new run.
 * Every functionality works from everywhere, and everything that is listed is refused.
 */
@Tag("slow")
final class ExportedListsTest {
  private static final Path SPECS = Path.of("src/test/resources/features");

  /** The cloud is an alias of what carries it. */
  private static final String NAMES =
      """
        names:
          cloud.vendor.test: {alias: edge.carrier.test}
          edge.carrier.test: {alias: pop.carrier.test}
          pop.carrier.test: {addresses: [198.51.100.61]}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tp-link-bulb", "yi-camera", "bosiwo-camera"})
  void the_paper_s_devices_work_with_their_list_as_the_only_block(String device)
      throws IOException {
    String spec = Files.readString(SPECS.resolve(device + ".feature"));
    verify(device, spec, run -> run);
  }

  static Stream<Integer> seeds() {
    return IntStream.rangeClosed(1, 4).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void so_do_generated_ones(int seed) throws IOException {
    verify(Plug.ID, Plug.SPEC, generated(new Random(seed))::in);
  }

  @Test
  void a_name_that_is_also_needed_is_left_out_of_what_cannot_tell_ports() throws IOException {
    Plug plug =
        Plug.asSold()
            .with("ads.test:443/tcp", "cloud.vendor.test:80/tcp")
            .with("LAN: {}", "LAN: {needs: cloud}");
    Map<ExportedList, List<String>> lists = verify(Plug.ID, Plug.SPEC, plug::in);
    assertThat(lists.get(ExportedList.RPZ)).containsExactly("=ntp.test");
    assertThat(lists.get(ExportedList.NFTABLES)).hasSize(2).anyMatch(d -> d.endsWith(":80/tcp"));
  }

  @Test
  void a_name_that_a_needed_one_is_an_alias_of_is_left_out_of_what_matches_aliases()
      throws IOException {
    Plug plug =
        Plug.asSold()
            .with("  contacts:", NAMES + "  contacts:")
            .with("ads.test:443/tcp", "pop.carrier.test:443/tcp")
            .with("LAN: {}", "LAN: {needs: cloud}");
    Map<ExportedList, List<String>> lists = verify(Plug.ID, Plug.SPEC, plug::in);
    for (ExportedList list : ExportedList.values()) {
      assertThat(lists.get(list)).as(list.file).doesNotContain("=pop.carrier.test");
    }
    assertThat(lists.get(ExportedList.PIHOLE)).containsExactly("=ntp.test");
  }

  @Test
  void every_address_of_a_name_is_refused_but_those_that_a_needed_name_shares() throws IOException {
    Plug plug =
        Plug.asSold()
            .with(
                "  contacts:",
                """
                  names:
                    cloud.vendor.test: {addresses: [198.51.100.44]}
                    ads.test: {addresses: [198.51.100.41, 198.51.100.42, 198.51.100.43, 198.51.100.44]}
                  contacts:"""
                    .indent(2)
                    .stripTrailing())
            .with("LAN: {}", "LAN: {needs: cloud}");
    FolderRun.Said run = plug.in(new FolderRun(folder)).run(Map.of("trimunit.protocol", "certify"));
    List<String> refused =
        ExportedList.NFTABLES.destinations(run.file("exports/" + Plug.ID + "/nftables.nft"));
    assertThat(refused)
        .contains("198.51.100.41:443/tcp", "198.51.100.42:443/tcp", "198.51.100.43:443/tcp")
        .doesNotContain("198.51.100.44:443/tcp");
  }

  @Test
  void a_device_with_a_resolver_of_its_own_is_told_of_in_each_resolver_s_file() throws IOException {
    Plug plug =
        Plug.asSold().with("after: 4 s,", "after: 4 s, resolver: [\"203.0.113.53\", gateway],");
    FolderRun.Said run = plug.in(new FolderRun(folder)).run(Map.of("trimunit.protocol", "certify"));
    for (ExportedList list : ExportedList.values()) {
      if (list != ExportedList.NFTABLES) {
        assertThat(run.file("exports/" + Plug.ID + "/" + list.file))
            .contains("this device also asks 203.0.113.53");
      }
    }
  }

  /** Some destinations, an address among them; some of them needed. */
  private static Plug generated(Random random) {
    StringBuilder contacts = new StringBuilder();
    List<String> needed = new ArrayList<>(List.of("cloud"));
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String host = random.nextInt(4) == 0 ? "192.0.2." + (10 + i) : "host-" + i + ".test";
      String port = List.of(":443/tcp", ":123/udp", ":8883/tcp").get(random.nextInt(3));
      contacts.append(
          "    c%d: {destination: \"%s%s\", after: %d s}%n".formatted(i, host, port, 5 + i));
      if (random.nextInt(3) == 0) {
        needed.add("c" + i);
      }
    }
    return Plug.asSold()
        .with("  functionalities:", contacts + "  functionalities:")
        .with("WAN: {needs: cloud}", "WAN: {needs: " + needed + "}");
  }

  /** Adds the tester's files to a folder. */
  private interface TestersFiles {
    FolderRun to(FolderRun run);
  }

  private Map<ExportedList, List<String>> verify(String device, String spec, TestersFiles files)
      throws IOException {
    FolderRun found = files.to(new FolderRun(folder.resolve("found")));
    FolderRun.Said run =
        found.write("specs/plug.feature", spec).run(Map.of("trimunit.protocol", "certify"));
    Map<ExportedList, List<String>> lists = new EnumMap<>(ExportedList.class);
    for (ExportedList list : ExportedList.values()) {
      String text = run.file("exports/" + device + "/" + list.file);
      lists.put(list, list.refused(text, asked(run, device)));
    }
    assertThat(lists.get(ExportedList.NFTABLES)).as(run.console()).isNotEmpty();
    check(files.to(new FolderRun(folder.resolve("checked"))), device, spec, lists);
    return lists;
  }

  private void check(
      FolderRun tester, String device, String spec, Map<ExportedList, List<String>> lists)
      throws IOException {
    FolderRun.Said run = tester.write("specs/plug.feature", claims(spec, lists)).run(Map.of());
    long claims = lists.values().stream().filter(list -> !list.isEmpty()).count();
    assertThat(run.cases()).hasSizeGreaterThanOrEqualTo((int) claims);
    assertThat(run.cases()).allSatisfy((name, end) -> assertThat(end).isEqualTo("SUCCESSFUL"));
    List<TrialRecord> trials =
        trials(run, device).stream().filter(t -> t.purpose() == TrialPurpose.SCENARIO).toList();
    lists.values().stream().distinct().forEach(list -> refused(list, trials));
  }

  private static List<TrialRecord> trials(FolderRun.Said run, String device) {
    return new Replay(run.output().resolveSibling("journal/archive/" + device + ".000001.jsonl"))
        .trials();
  }

  /** The names that answers led through, by the name that was asked for. */
  private static Map<String, Set<String>> asked(FolderRun.Said run, String device) {
    Map<String, Set<String>> asked = new TreeMap<>();
    trials(run, device).stream()
        .flatMap(trial -> trial.dns().stream())
        .forEach(
            event ->
                event
                    .aliases()
                    .forEach(
                        alias ->
                            asked
                                .computeIfAbsent(event.question().text(), n -> new TreeSet<>())
                                .add(alias.text())));
    return asked;
  }

  /** The recipes of a spec, and for each list the claim that everything works without it. */
  private static String claims(String spec, Map<ExportedList, List<String>> lists) {
    String recipes = spec.substring(0, spec.indexOf("  Scenario Outline:"));
    String noun = recipes.replaceAll("(?s).*app shows the (\\S+) .*", "$1");
    String functionality = recipes.replaceAll("(?s).*Scenario: ([^\\n]+).*", "$1");
    StringBuilder text = new StringBuilder(recipes);
    lists.forEach(
        (list, destinations) -> {
          if (!destinations.isEmpty()) {
            text.append("  Scenario: with " + list.file + " as the only block\n")
                .append("    Given the " + noun + " is power-cycled\n");
            destinations.forEach(d -> text.append("    When destination " + d + " is blocked\n"));
            text.append("    Then " + functionality + " succeeds\n\n");
          }
        });
    return text.toString();
  }

  private static void refused(List<String> list, List<TrialRecord> trials) {
    for (String destination : list) {
      DestinationPattern pattern = DestinationPattern.parse(destination);
      List<BlockEvidence> evidence =
          trials.stream()
              .filter(trial -> trial.blocked().contains(pattern))
              .flatMap(trial -> trial.evidence().stream())
              .filter(e -> e.pattern().equals(pattern))
              .toList();
      assertThat(evidence)
          .as(destination)
          .anyMatch(e -> e.evidence() == Evidence.HELD)
          .noneMatch(e -> e.evidence() == Evidence.LEAKED);
    }
  }
}
