// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that has another relay whenever one is blocked, as if it had no end of them. */
@Tag("slow")
final class EndlessNamesTest {
  private static final int RELAYS = 60;
  private static final Usage LAN = new Usage("switching on", Vantage.LAN);
  private final List<TrialRecord> trials = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  @TempDir Path output;

  /** Each stands in for the one before. */
  private static String row(int many, IntFunction<String> name) {
    StringBuilder contacts = new StringBuilder();
    for (int i = 1; i <= many; i++) {
      contacts.append(
          "    relay%d: {destination: \"%s.vendor.test:443/tcp\", retries: 0%s%s}\n"
              .formatted(
                  i,
                  name.apply(i),
                  i == 1 ? ", after: 1 s" : "",
                  i == many ? "" : ", if-refused: relay" + (i + 1)));
    }
    return contacts.toString();
  }

  /** Names that have nothing in common. */
  private static String unlike(int i) {
    return "" + (char) ('a' + i % 26) + (char) ('a' + i / 26);
  }

  private void write(String contacts, String needs) throws IOException {
    Path devices = Files.createDirectories(output.resolve("files/devices"));
    Files.writeString(
        devices.resolve("relayed.yaml"),
        """
        name: Relayed plug
        noun: plug
        start-up: 40 s
        app:
          package: com.example.relayed
          states: {off: {}, on: {}}
        model:
          boot: 2 s
          contacts:
        %s  functionalities:
            switching on:
              LAN: {needs: %s}
          screen:
            title: Plug
            variables: {power: {first: off, reset: app-start}}
            elements:
              - {kind: toggle, label: Power, shows: power, does: switching on, toggles: power}
        """
            .formatted(contacts, needs));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "certify"})
  void the_campaign_ends_and_tells_what_was_not_tried(String protocol) throws IOException {
    write(row(RELAYS, EndlessNamesTest::unlike), "relay1");
    List<Verdict> verdicts = settle(protocol);

    assertThat(trials).hasSizeLessThan(300);
    assertThat(verdicts).extracting(Verdict::destination).doesNotHaveDuplicates().hasSize(22);
    assertThat(verdicts)
        .filteredOn(v -> v.reason().contains("not tried"))
        .singleElement()
        .satisfies(v -> assertThat(v.kind()).isEqualTo(VerdictKind.INCONCLUSIVE))
        .satisfies(v -> assertThat(notices).contains(v.reason()));
    Replay replay = new Replay(output.resolve("journal/archive/relayed.000001.jsonl"));
    assertThat(replay.verdicts(Protocols.named(protocol), 0.01, destination -> true))
        .isEqualTo(verdicts);
  }

  @ParameterizedTest
  @CsvSource({
    "certify, node-007.shards.test, changes: at boot, node-*.shards.test",
    "sequential, node-007.shards.test, changes: at boot, node-*.shards.test",
    "certify, shard{1-20}.g.test, retries: 1, shard*.g.test",
    "certify, '{random}.g.test', retries: 1, *.g.test",
    "certify, 'n-{random}.eu{1-9}.g.test', retries: 1, n-*.eu*.g.test",
  })
  void names_that_change_at_boot_are_one_destination(
      String protocol, String name, String more, String family) throws IOException {
    write(
        """
            cloud: {destination: "cloud.g.test:443/tcp", after: 1 s}
            api: {destination: "api.g.test:443/tcp", after: 1 s}
            node: {destination: "%s:443/tcp", after: 2 s, %s}
        """
            .formatted(name, more),
        "cloud");
    List<Verdict> verdicts = settle(protocol);

    assertThat(verdicts)
        .extracting(v -> v.destination() + " " + v.kind())
        .containsExactlyInAnyOrder(
            "cloud.g.test:443/tcp REQUIRED",
            "api.g.test:443/tcp BLOCKABLE",
            family + ":443/tcp BLOCKABLE");
    assertThat(verdicts).allMatch(v -> v.errorBound() <= 0.01 && v.held() > 0);
    assertThat(trials).hasSizeLessThan(40);
    assertThat(notices).anyMatch(n -> n.startsWith(family + ":443/tcp is one destination under"));
    Replay replay = new Replay(output.resolve("journal/archive/relayed.000001.jsonl"));
    assertThat(replay.verdicts(Protocols.named(protocol), 0.01, destination -> true))
        .isEqualTo(verdicts);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 6, 60})
  void a_row_of_stand_ins_whose_names_differ_in_digits_is_one_destination(int many)
      throws IOException {
    write(
        row(many, i -> "ocf-eu%02d-xy".formatted(i))
            + "    ads: {destination: \"ads.vendor.test:443/tcp\", after: 1 s}\n",
        "relay1");
    List<Verdict> verdicts = settle("certify");

    assertThat(verdicts)
        .extracting(v -> v.destination() + " " + v.kind())
        .containsExactlyInAnyOrder(
            "ads.vendor.test:443/tcp BLOCKABLE", "ocf-eu*-xy.vendor.test:443/tcp REQUIRED");
    assertThat(trials).hasSizeLessThan(40);
    assertThat(notices)
        .anyMatch(n -> n.startsWith("ocf-eu*-xy.vendor.test:443/tcp is one destination under"));
    assertThat(
            new Replay(output.resolve("journal/archive/relayed.000001.jsonl"))
                .verdicts(Protocols.named("certify"), 0.01, destination -> true))
        .isEqualTo(verdicts);
  }

  @Test
  void behind_another_name_they_are_one_destination_too() throws IOException {
    write(
        "    main: {destination: \"main.vendor.test:443/tcp\", after: 1 s, if-refused: relay1}\n"
            + row(5, i -> "spare" + i).replace(", after: 1 s", ""),
        "main");

    assertThat(settle("certify"))
        .extracting(v -> v.destination().toString())
        .containsExactlyInAnyOrder("main.vendor.test:443/tcp", "spare*.vendor.test:443/tcp");
  }

  @Test
  void services_whose_names_differ_in_digits_are_destinations_of_their_own() throws IOException {
    write(
        """
            a: {destination: "api1.vendor.test:443/tcp", after: 1 s, if-refused: c}
            b: {destination: "api2.vendor.test:443/tcp", after: 1 s, if-refused: d}
            c: {destination: "api3.vendor.test:443/tcp"}
            d: {destination: "api4.vendor.test:443/tcp"}
        """,
        "a");

    assertThat(settle("certify"))
        .extracting(v -> v.destination().toString())
        .containsExactlyInAnyOrder(
            "api1.vendor.test:443/tcp",
            "api2.vendor.test:443/tcp",
            "api3.vendor.test:443/tcp",
            "api4.vendor.test:443/tcp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shard{1-20}.g.test", "{random}.g.test", "node-007.g.test"})
  void a_family_that_is_needed_is_required(String name) throws IOException {
    write(
        """
            cloud: {destination: "cloud.g.test:443/tcp", after: 1 s}
            node: {destination: "%s:443/tcp", after: 2 s%s}
        """
            .formatted(name, name.contains("{") ? "" : ", changes: at boot"),
        "node");

    assertThat(settle("certify"))
        .extracting(v -> v.destination().toString().replaceFirst("^[^.]*[*]", "*") + " " + v.kind())
        .containsExactlyInAnyOrder("*.g.test:443/tcp REQUIRED", "cloud.g.test:443/tcp BLOCKABLE");
  }

  @Test
  void what_is_contacted_when_nothing_is_calibrated_is_told() throws IOException {
    write(
        """
            cloud: {destination: "cloud.vendor.test:443/tcp", after: 1 s}
            report: {destination: "report.vendor.test:443/tcp", after: 150 s}
        """,
        "cloud");

    assertThat(settle("certify"))
        .extracting(v -> v.destination().toString())
        .containsExactly("cloud.vendor.test:443/tcp");
    assertThat(notices)
        .containsOnlyOnce(
            "Contacted, but not while usages were calibrated: report.vendor.test:443/tcp (trial 1)."
                + " What is contacted so seldom has no verdict in this run, and no list refuses it");
  }

  private List<Verdict> settle(String protocol) {
    CampaignSettings settings =
        new CampaignSettings(
            Protocols.named(protocol),
            0.01,
            Duration.ofMinutes(2),
            destination -> true,
            output.resolve("journal"),
            () -> false);
    RecipeScript script = new RecipeScript(new Recipe("off", "Power", "on"));
    RunListener listener =
        new RunListener() {
          @Override
          public void trialFinished(TrialRecord trial) {
            trials.add(trial);
          }

          @Override
          public void noticed(Device device, String sentence) {
            notices.add(sentence);
          }
        };
    try (Lab lab = Trials.lab(new FolderResources(output.resolve("files")), 1, output);
        Campaign campaign = new Campaign(lab.bench("relayed"), settings, listener)) {
      campaign.calibrate(List.of(LAN), script);
      campaign.settle(List.of(LAN), script, verdict -> {});
      return campaign.verdicts();
    }
  }
}
