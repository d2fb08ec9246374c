// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.command.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A device file changes after its behaviour was accepted: each kind of change is told in its one
 * sentence wherever somebody looks, and nothing else is.
 */
@Tag("slow")
final class ChangesTest {
  private static final String TIME = "time: {destination: \"ntp.test:123/udp\", after: 1 s}";
  private static final String ADS =
      "    ads: {destination: \"ads.test:443/tcp\", after: 4 s, sends: 300 B}\n";
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(?:New|Gone|Changed|Missing|Other) (?:[a-z]+ ?)+: [^;\\n]*?\\.(?=[;\\s<]|$)");

  @TempDir private static Path folder;
  private static String accepted;
  private static FolderRun.Said first;

  @TempDir private Path own;

  @BeforeAll
  static void acceptTheDeviceAsItIsSold() throws IOException {
    first =
        Plug.asSold()
            .in(new FolderRun(folder))
            .run(Map.of("trimunit.accept", "true", "trimunit.report.accepted", folder.toString()));
    accepted = Files.readString(folder.resolve("accepted/example-plug.yaml"));
  }

  private FolderRun.Said run(Plug plug) {
    return plug.in(new FolderRun(own)).write("accepted/example-plug.yaml", accepted).run(Map.of());
  }

  @Test
  void an_unchanged_device_is_green() {
    FolderRun.Said run = run(Plug.asSold());
    assertThat(run.cases())
        .hasSize(9)
        .allSatisfy((name, end) -> assertThat(end).isEqualTo("SUCCESSFUL"));
    assertThat(sentences(run.console())).isEmpty();
    assertThat(compare(first, run).lines()).contains("1 -> 2: no change");
  }

  static Stream<Arguments> changes() {
    String cloud = "cloud.vendor.test:443/tcp";
    return Stream.of(
        change(
            "new destination",
            Plug.asSold()
                .with(ADS, ADS + "    new: {destination: \"new.test:443/tcp\", after: 5 s}\n"),
            "New destination: Example plug contacts new.test:443/tcp (unknown party), which is not"
                + " accepted."),
        change(
            "gone destination",
            Plug.asSold().with(ADS, ""),
            "Gone destination: Example plug no longer contacts ads.test:443/tcp."),
        change(
            "required becomes blockable",
            Plug.asSold().with("WAN: {needs: cloud}", "WAN: {}"),
            "Changed verdict: "
                + cloud
                + " was required for switching on over WAN and is now blockable."),
        change(
            "blockable becomes required",
            Plug.asSold().with("LAN: {}", "LAN: {needs: time}"),
            "Changed verdict: ntp.test:123/udp was blockable for switching on over LAN and is now"
                + " required."),
        change(
            "other port",
            Plug.asSold().with(TIME, TIME.replace("123", "124")),
            "Other port: Example plug contacts ntp.test:124/udp instead of ntp.test:123/udp."),
        change(
            "other party",
            Plug.asSold().with("ads.test: third", "ads.test: support"),
            "Other party: ads.test:443/tcp was third party and is now support party."),
        change(
            "other share",
            Plug.asSold().with("sends: 300 B", "sends: 90 kB"),
            "Other share of the traffic: ads.test:443/tcp went from # % to # %, tolerated are 5.0"
                + " points.",
            "Other share of the traffic: "
                + cloud
                + " went from # % to # %, tolerated are 5.0 points."));
  }

  private static Arguments change(String kind, Plug plug, String... sentences) {
    return Arguments.of(kind, plug, List.of(sentences));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void a_change_is_told_in_its_sentence_and_nothing_else(
      String kind, Plug plug, List<String> expected) {
    FolderRun.Said run = run(plug);
    assertThat(sentences(run.console()))
        .as("console")
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(sentences(run.cases().get("what we promise")))
        .as("promise: " + run.cases())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(run.cases().get("what we promise")).startsWith("FAILED");
    assertThat(sentences(run.file("blockability.html")))
        .as("page")
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(failedCases(run)).as("generated cases: " + run.cases()).isSubsetOf(expected);
    if (kind.matches("new.*|.* becomes .*|other (port|party)")) {
      assertThat(failedCases(run)).hasSameElementsAs(expected);
    }
    String compared = compare(first, run);
    assertThat(sentences(compared))
        .as("compare")
        .containsExactlyInAnyOrderElementsOf(
            expected.stream()
                .map(s -> s.replace("which is not accepted", "which it did not before"))
                .toList());
  }

  private static List<String> failedCases(FolderRun.Said run) {
    return run.cases().entrySet().stream()
        .filter(e -> e.getKey().contains(" without ") && e.getValue().startsWith("FAILED"))
        .flatMap(e -> sentences(e.getValue()).stream())
        .distinct()
        .toList();
  }

  private static List<String> sentences(String text) {
    return SENTENCE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(s -> s.replaceAll("\\d+\\.\\d\\d %", "# %"))
        .distinct()
        .toList();
  }

  private static String compare(FolderRun.Said before, FolderRun.Said after) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    Main.execute(writer, writer, "compare", before.output().toString(), after.output().toString());
    return out.toString();
  }
}
