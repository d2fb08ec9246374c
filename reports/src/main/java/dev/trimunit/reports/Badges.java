// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.reports.buildserver.Cases;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.PlainText;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.util.List;

/**
 * {@code badge.json} and {@code badges/<device>.json}: what shields.io and others draw a badge from
 * (schema version 1 of shields.io's endpoint).
 */
final class Badges implements Report {
  private static final int LONGEST_NAME = 40;

  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    output.write("badge.json", badge(run, "TrimUnit", run.devices()));
    for (DeviceData device : run.devices()) {
      String name = PlainText.line(device.device().name());
      String label = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
      output.write("badges/" + device.device().id() + ".json", badge(run, label, List.of(device)));
    }
  }

  private static String badge(RunData run, String label, List<DeviceData> devices) {
    List<CaseResult> cases = devices.stream().flatMap(device -> Cases.of(device).stream()).toList();
    int failed = Cases.failed(cases).size();
    boolean open = !Cases.notSettled(cases).isEmpty();
    boolean changed = devices.stream().anyMatch(device -> !device.changes().isEmpty());
    String message =
        failed > 0 ? failed + " of " + cases.size() + " failed" : Cases.verdicts(devices);
    ObjectNode root = Json.object();
    root.put("schemaVersion", 1);
    root.put("label", label + lab(run.lab().kind()));
    root.put("message", message + (changed ? ", not as accepted" : open ? ", not settled" : ""));
    root.put("color", colour(cases.isEmpty(), failed > 0, changed || open));
    return Json.text(root);
  }

  private static String lab(LabKind kind) {
    return kind == LabKind.PHYSICAL ? "" : " (" + kind.word() + ")";
  }

  private static String colour(boolean empty, boolean red, boolean doubtful) {
    if (empty) {
      return "lightgrey";
    }
    return red ? "red" : doubtful ? "orange" : "brightgreen";
  }
}
