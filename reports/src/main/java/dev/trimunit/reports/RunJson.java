// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;

/** {@code run.json}: what differs from run to run: times, folders, the machine. */
final class RunJson implements Report {
  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    ObjectNode root = Json.object();
    root.put("version", VerdictsJson.VERSION);
    root.put("simulated", run.simulated());
    root.put("started", run.started().toString());
    root.put("finished", run.finished().toString());
    root.put("realSeconds", seconds(Duration.between(run.started(), run.finished())));
    root.put("labSeconds", seconds(labTime(run)));
    root.put("trials", run.devices().stream().mapToInt(device -> device.trials().size()).sum());
    root.put("output", run.output().toString());
    ObjectNode lab = root.putObject("lab");
    lab.put("key", run.lab().key());
    lab.put("kind", run.lab().kind().word());
    ObjectNode facts = lab.putObject("facts");
    run.lab().facts().forEach(facts::put);
    ObjectNode settings = root.putObject("settings");
    run.settings().forEach(settings::put);
    ObjectNode machine = root.putObject("machine");
    machine.put("java", System.getProperty("java.version", ""));
    machine.put(
        "os", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""));
    output.write("run.json", Json.text(root));
  }

  private static Duration labTime(RunData run) {
    return run.devices().stream()
        .map(DeviceData::trials)
        .flatMap(Collection::stream)
        .map(RunJson::labTime)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration labTime(TrialRecord trial) {
    return Duration.between(trial.start(), trial.end());
  }

  private static java.math.BigDecimal seconds(Duration duration) {
    return java.math.BigDecimal.valueOf(duration.toMillis(), 3);
  }
}
