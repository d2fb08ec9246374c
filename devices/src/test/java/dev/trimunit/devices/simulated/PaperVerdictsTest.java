// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.files.LabFile;
import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Table II of the ConPro 2020 paper comes out, whatever the seed. */
@Tag("slow")
final class PaperVerdictsTest {
  private static final List<String> DEVICES = List.of("tp-link-bulb", "yi-camera", "bosiwo-camera");
  private final List<String> faults = new ArrayList<>();
  @TempDir Path output;

  @ParameterizedTest
  @CsvSource({"1, sequential", "2, sequential", "3, sequential", "1, certify"})
  void the_19_rows_come_out(long seed, String protocol) {
    assertThat(verdicts(seed, protocol)).isEqualTo(published());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_19_rows_come_out_for_any_seed(long seed, String protocol) {
    assertThat(verdicts(seed, protocol)).isEqualTo(published());
  }

  static Stream<Arguments> seeds() {
    return Stream.of("sequential", "certify")
        .flatMap(
            protocol ->
                java.util.stream.LongStream.rangeClosed(1, 50)
                    .mapToObj(seed -> Arguments.of(seed, protocol)));
  }

  private static Map<String, VerdictKind> published() {
    Map<String, VerdictKind> published = new TreeMap<>();
    PaperDevicesTest.paperRows().stream()
        .map(row -> row.split(" "))
        .forEach(
            row ->
                published.put(
                    row[0] + " " + row[1] + " " + row[2],
                    VerdictKind.valueOf(row[3].toUpperCase(java.util.Locale.ROOT))));
    return published;
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5"})
  void the_19_rows_come_out_of_a_lab_with_faults_and_outages(long seed) {
    LabFile soak = new LabFiles(Trials.SHIPPED).read("simulated", Optional.of("soak"));
    assertThat(verdicts(seed, "certify", soak)).isEqualTo(published());
    assertThat(faults).isNotEmpty();
  }

  private Map<String, VerdictKind> verdicts(long seed, String protocol) {
    Map<String, VerdictKind> verdicts = verdicts(seed, protocol, LabFile.DEFAULT);
    assertThat(faults).isEmpty();
    return verdicts;
  }

  private Map<String, VerdictKind> verdicts(long seed, String protocol, LabFile file) {
    Map<String, VerdictKind> verdicts = new TreeMap<>();
    try (Lab lab = Trials.lab(Trials.SHIPPED, seed, output, file)) {
      for (String device : DEVICES) {
        settle(lab, device, protocol)
            .forEach(
                v ->
                    verdicts.put(
                        device + " " + v.usage().vantage() + " " + v.destination(), v.kind()));
      }
    }
    return verdicts;
  }

  private List<dev.trimunit.engine.model.Verdict> settle(Lab lab, String device, String protocol) {
    boolean bulb = device.equals("tp-link-bulb");
    RecipeScript script = new RecipeScript(bulb ? Recipe.BULB : Recipe.CAMERA);
    String name = bulb ? "switching on" : "watching";
    List<Usage> usages = List.of(new Usage(name, Vantage.LAN), new Usage(name, Vantage.WAN));
    CampaignSettings settings =
        new CampaignSettings(
            Protocols.named(protocol),
            0.01,
            Duration.ofMinutes(2),
            destination -> true,
            output.resolve("journal"),
            () -> false);
    RunListener listener =
        new RunListener() {
          @Override
          public void trialFinished(TrialRecord trial) {
            if (!trial.fault().isEmpty()) {
              faults.add(trial.fault());
            }
          }
        };
    try (Campaign campaign = new Campaign(lab.bench(device), settings, listener)) {
      assertThat(campaign.calibrate(usages, script)).allMatch(result -> result.calibrated());
      campaign.settle(usages, script, verdict -> {});
      return campaign.verdicts();
    }
  }
}
