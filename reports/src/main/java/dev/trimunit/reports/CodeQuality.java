// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.reports.buildserver.Cases;
import dev.trimunit.reports.buildserver.SourceFiles;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.PlainText;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * {@code gl-code-quality.json}: what is red at its line of the spec, and what is not as accepted at
 * the accepted file, in the format of GitLab's code quality reports.
 */
final class CodeQuality implements Report {
  private final SourceFiles sources;

  CodeQuality(SourceFiles sources) {
    this.sources = sources;
  }

  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    ArrayNode issues = Json.array();
    for (DeviceData device : run.devices()) {
      Cases.failed(Cases.of(device)).forEach(result -> issues.add(issue(result)));
      for (String change : Cases.changesWithoutCase(device)) {
        issues.add(issue(device, change));
      }
    }
    output.write("gl-code-quality.json", Json.text(issues));
  }

  private ObjectNode issue(CaseResult result) {
    String name = result.device() + ": " + result.name();
    String text = result.message().isBlank() ? name : name + ": " + result.message();
    return issue(
        "trimunit-" + result.kind().name().toLowerCase(Locale.ROOT),
        text,
        name,
        "major",
        sources.path(result.location()),
        result.location().line());
  }

  private ObjectNode issue(DeviceData device, String change) {
    String id = device.device().id();
    String file = sources.resource("accepted/" + id + ".yaml");
    return issue("trimunit-accepted", change, id + ": " + change, "minor", file, 1);
  }

  private static ObjectNode issue(
      String check, String text, String identity, String severity, String file, int line) {
    ObjectNode node = Json.object();
    node.put("description", PlainText.line(text.replaceAll("\\s+", " ")));
    node.put("check_name", check);
    // The same for the same question about the same device, whatever the answer.
    byte[] name = identity.getBytes(StandardCharsets.UTF_8);
    node.put("fingerprint", UUID.nameUUIDFromBytes(name).toString());
    node.put("severity", severity);
    ObjectNode location = node.putObject("location");
    location.put("path", file);
    location.putObject("lines").put("begin", Math.max(1, line));
    return node;
  }
}
