// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.contract.PaperTable;
import dev.trimunit.devices.emulated.phone.BrowserPhone;
import dev.trimunit.devices.files.EmulatedLabFile;
import dev.trimunit.devices.files.EmulatedLabFile.Resolver;
import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.needs.Need;
import dev.trimunit.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The devices of the paper are tested with phones behind a real Selenium Grid, one of whose nodes
 * is lost in the middle: trials are void, the next ones work, and every verdict is right.
 */
@Tag("slow")
@Needs(also = {EmulatedPrograms.class, PaperOnGridTest.Programs.class})
final class PaperOnGridTest {
  private static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");
  private static final List<String> DEVICES = List.of("tp-link-bulb", "yi-camera", "bosiwo-camera");

  /** Which of the bulb's trials the node does not live to see the end of. */
  private static final int LAST = 4;

  private final ConcurrentLinkedQueue<TrialRecord> trials = new ConcurrentLinkedQueue<>();
  @TempDir Path output;

  /** The Grid, and what its phones need. */
  static final class Programs implements Need {
    @Override
    public List<String> missing(List<Object> arguments) {
      List<String> missing = new ArrayList<>();
      LabSettings settings = new LabSettings(1, Path.of(""), new ModelFolder(SHIPPED), Map.of());
      BrowserPhone.obstacle(settings).ifPresent(missing::add);
      if (!Files.isRegularFile(RealGrid.JAR)) {
        missing.add("a Selenium Grid: run devices/install-lab --tests");
      }
      return missing;
    }
  }

  @Test
  void a_node_that_is_lost_costs_trials_and_no_verdict() throws Exception {
    LabSettings settings =
        new LabSettings(1, output, SteadyDevices.of(SHIPPED, output.resolve("steady")), Map.of());
    try (RealGrid grid = new RealGrid(output.resolve("grid"));
        GridPhones phones = new GridPhones(settings, grid, DEVICES.size());
        Lab lab =
            EmulatedLab.open(
                settings,
                Namespaces.any(),
                new EmulatedLabFile(120, Resolver.OWN, List.of()),
                phones)) {
      List<String> rows =
          DEVICES.stream().parallel().flatMap(device -> settle(lab, phones, device)).toList();
      assertThat(rows).containsExactlyInAnyOrderElementsOf(PaperTable.ROWS);
    }
    List<TrialRecord> lost = trials.stream().filter(TrialRecord::isVoid).toList();
    assertThat(lost).as("lost sessions").hasSizeBetween(1, 2 * DEVICES.size());
    assertThat(lost)
        .flatExtracting(TrialRecord::outcomes)
        .extracting(UsageOutcome::reason)
        .allMatch(reason -> reason.contains("the Grid at http://127.0.0.1:"));
    HeldTrials.requireSilence(trials);
  }

  private Stream<String> settle(Lab lab, GridPhones phones, String device) {
    SettledCampaign campaign =
        SettledCampaign.of(
            lab.bench(device),
            output.resolve("journal"),
            trial -> {
              if (device.equals(DEVICES.get(0)) && trial.number() == LAST) {
                phones.replaceNode(Vantage.LAN);
              }
            });
    trials.addAll(campaign.trials());
    return campaign.verdicts().stream().map(verdict -> device + " " + verdict);
  }
}
