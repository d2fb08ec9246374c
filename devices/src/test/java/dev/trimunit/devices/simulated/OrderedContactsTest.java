// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is contacted only after another answered, or needed only at boot, is found out. */
@Tag("slow")
final class OrderedContactsTest {
  private static final Usage LAN = new Usage("switching on", Vantage.LAN);
  private static final String LIST = "list.vendor.test:443/tcp";
  private static final String MIRROR = "mirror.vendor.test:443/tcp";
  private static final String BROKER = "broker.vendor.test:8883/tcp";
  private static final String REPORT = "report.ads.test:443/tcp";
  private static final String ENROL = "enrol.vendor.test:443/tcp";
  @TempDir Path output;

  private Set<String> contacted(String... blocked) {
    try (Lab lab = Trials.lab(Trials.ODD, 1, output)) {
      Trials trials = new Trials(lab.bench("ladder"), new Recipe("off", "Power", "on"));
      return trials.run(Vantage.LAN, blocked).contacted();
    }
  }

  @Test
  void a_contact_follows_the_answer_of_another() {
    assertThat(contacted()).containsExactlyInAnyOrder(LIST, BROKER, ENROL);
  }

  @Test
  void what_stands_in_for_a_contact_answers_for_it_and_has_followers_of_its_own() {
    assertThat(contacted("list.vendor.test"))
        .containsExactlyInAnyOrder(MIRROR, BROKER, REPORT, ENROL);
  }

  @Test
  void without_the_answer_nothing_follows_although_it_is_needed() {
    assertThat(contacted("list.vendor.test", "mirror.vendor.test")).containsExactly(ENROL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "certify"})
  void each_gets_its_verdict_the_hidden_ones_too(String protocol) {
    List<Verdict> verdicts = settle(protocol);

    assertThat(verdicts)
        .extracting(v -> v.destination().toString())
        .containsExactlyInAnyOrder(LIST, MIRROR, BROKER, REPORT, ENROL);
    assertThat(kind(verdicts, BROKER)).isEqualTo(VerdictKind.REQUIRED);
    assertThat(kind(verdicts, ENROL)).isEqualTo(VerdictKind.REQUIRED);
    assertThat(kind(verdicts, REPORT)).isEqualTo(VerdictKind.BLOCKABLE);
    assertThat(List.of(kind(verdicts, LIST), kind(verdicts, MIRROR)))
        .containsExactlyInAnyOrder(VerdictKind.BLOCKABLE, VerdictKind.ALTERNATIVE);
  }

  private static VerdictKind kind(List<Verdict> verdicts, String destination) {
    return verdicts.stream()
        .filter(v -> v.destination().equals(Destination.parse(destination)))
        .map(Verdict::kind)
        .findFirst()
        .orElseThrow();
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
    try (Lab lab = Trials.lab(Trials.ODD, 1, output);
        Campaign campaign = new Campaign(lab.bench("ladder"), settings, new RunListener() {})) {
      campaign.calibrate(List.of(LAN), script);
      campaign.settle(List.of(LAN), script, verdict -> {});
      return campaign.verdicts();
    }
  }
}
