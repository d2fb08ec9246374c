// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LabFile;
import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.campaign.CampaignSettingsBuilder;
import dev.trimunit.engine.endurance.Delay;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.protocol.Protocols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whole campaigns of generated devices, with fourteen days of their lists at the end. */
final class EnduranceRuns {
  private static final Duration LASTS = Duration.ofDays(14);
  private static final Duration EVERY = Duration.ofHours(6);
  private final Path folder;
  private final LabFile lab;
  private int count;

  EnduranceRuns(Path folder, LabFile lab) {
    this.folder = folder;
    this.lab = lab;
  }

  /** What came of a device's lists. */
  List<Endured> of(AgeingDevice device) throws IOException {
    count++;
    Path files = folder.resolve("files-" + count);
    Files.createDirectories(files.resolve("devices"));
    Files.writeString(files.resolve("devices/device.yaml"), device.yaml());
    List<Endured> heard = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void endured(Device of, Endured endured) {
            heard.add(endured);
          }
        };
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(
                new CampaignSettings(
                    Protocols.named("certify"),
                    0.01,
                    Duration.ofMinutes(2),
                    destination -> true,
                    folder.resolve("journal-" + count),
                    () -> false))
            .endurance(LASTS)
            .build();
    RecipeScript script = new RecipeScript(new Recipe("off", "Light", "on"));
    List<Usage> usages =
        List.of(new Usage("switching on", Vantage.LAN), new Usage("switching on", Vantage.WAN));
    Path output = folder.resolve("output-" + count);
    try (Lab open = Trials.lab(new FolderResources(files), count, output, lab);
        Campaign campaign = new Campaign(open.bench("device"), settings, listener)) {
      campaign.calibrate(usages, script);
      campaign.settle(usages, script, verdict -> {});
    }
    delete(output);
    return heard;
  }

  /** Captures of fourteen days, many times, would fill the disk. */
  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Whether exactly what is true was found, with its age within the time between two uses. */
  static boolean found(AgeingDevice device, List<Endured> heard) {
    if (heard.size() != 1 || heard.get(0).delays().size() != 1) {
      return false;
    }
    Delay delay = heard.get(0).delays().get(0);
    List<String> who = delay.destinations().stream().map(String::valueOf).toList();
    Duration slack = Duration.ofMinutes(15);
    return who.equals(device.culprits())
        && delay.how().from().minus(EVERY).compareTo(device.until()) <= 0
        && delay.how().until().plus(slack).compareTo(device.from()) >= 0
        && delay.how().until().minus(EVERY).minus(slack).compareTo(device.until()) <= 0;
  }
}
