// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.files.LabFile;
import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.campaign.CampaignSettingsBuilder;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.sharing.PhoneQueue;
import dev.trimunit.engine.trial.TrialScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a lab file says that devices share is told, and held by one of them at a time. */
final class DeviceTurnsTest {
  private static final List<String> CAMERAS = List.of("yi-camera", "bosiwo-camera");
  @TempDir Path folder;
  private final PhoneQueue locks = new PhoneQueue();
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  private LabFile file(String yaml) throws IOException {
    Files.createDirectories(folder.resolve("labs"));
    Files.writeString(folder.resolve("labs/test.yaml"), yaml);
    return new LabFiles(new FolderResources(folder)).read("simulated", Optional.of("test"));
  }

  @Test
  void a_lab_file_says_what_is_shared_without_opening_the_lab() throws IOException {
    file(
        """
        phones: 2
        shared:
          - {name: proxy, devices: [yi-camera], vantages: [wan]}
          - {name: hub, count: 3}
        """);
    LabSettings settings =
        new LabSettings(
            1, folder, new FolderResources(folder), Map.of("trimunit.lab.file", "test"));
    SimulatedLabProvider provider = new SimulatedLabProvider();

    assertThat(provider.shared(settings, "yi-camera", Vantage.WAN))
        .containsExactly("hub", "phone", "proxy");
    assertThat(provider.shared(settings, "yi-camera", Vantage.LAN)).containsExactly("hub", "phone");
    assertThat(provider.capacity(settings, "phone")).isEqualTo(2);
    assertThat(provider.capacity(settings, "hub")).isEqualTo(3);
    assertThat(provider.capacity(settings, "proxy")).isEqualTo(1);
    assertThat(provider.vantagesTogether(settings, "yi-camera")).isTrue();
  }

  @Test
  void one_phone_cannot_be_in_two_networks_within_a_trial() throws IOException {
    assertThat(file("phones: 1").vantagesTogether()).isFalse();
    assertThat(LabFile.DEFAULT.vantagesTogether()).isTrue();
  }

  @Test
  void what_is_wrong_is_told_with_its_line() {
    assertThatThrownBy(() -> file("phones: 0"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("labs/test.yaml:1");
    assertThatThrownBy(() -> file("shared:\n  - {name: x, vantages: [LAM]}"))
        .hasMessageContaining("labs/test.yaml:2")
        .hasMessageContaining("lan");
  }

  @Test
  @Timeout(120)
  void devices_in_parallel_use_one_phone_one_after_the_other() throws Exception {
    LabFile one = file("phones: 1");
    ExecutorService threads = Executors.newFixedThreadPool(CAMERAS.size());
    try (Lab lab = Trials.lab(Trials.SHIPPED, 1, folder, one)) {
      List<Future<Integer>> running = new ArrayList<>();
      for (String id : CAMERAS) {
        running.add(threads.submit(() -> verdicts(lab, id)));
      }
      int verdicts = 0;
      for (Future<Integer> campaign : running) {
        verdicts += campaign.get();
      }
      assertThat(verdicts).isEqualTo(9);
    } finally {
      threads.shutdownNow();
    }

    assertThat(most).hasValue(1);
  }

  private int verdicts(Lab lab, String id) {
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(
                new CampaignSettings(
                    Protocols.named("certify"),
                    0.01,
                    Duration.ofMinutes(2),
                    destination -> true,
                    folder.resolve("journal"),
                    () -> false))
            .locks(locks)
            .build();
    TrialScript recipe = new RecipeScript(Recipe.CAMERA);
    TrialScript counting =
        (trial, request, usage) -> {
          trial.app();
          most.accumulateAndGet(users.incrementAndGet(), Math::max);
          UsageOutcome outcome = recipe.perform(trial, request, usage);
          users.decrementAndGet();
          return outcome;
        };
    List<Usage> usages =
        List.of(new Usage("watching", Vantage.LAN), new Usage("watching", Vantage.WAN));
    try (Campaign campaign = new Campaign(lab.bench(id), settings, new RunListener() {})) {
      usages.forEach(usage -> campaign.calibrate(usage, counting));
      campaign.settle(usages, counting, verdict -> {});
      return campaign.verdicts().size();
    }
  }
}
