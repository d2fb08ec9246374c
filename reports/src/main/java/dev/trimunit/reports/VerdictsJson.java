// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.FormCheck;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.reports.data.BundleFile;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.Fallback;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.TimedCase;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code verdicts.json}: what a run found, and nothing that differs between two runs with one seed.
 * Its format is in {@code docs/results.md} and {@code verdicts.schema.json}.
 */
final class VerdictsJson implements Report {
  /** Raised when a reader of the former version would misread a file. */
  static final int VERSION = 1;

  /** The settings that change results; others, such as folders, belong to {@code run.json}. */
  private static final List<String> SETTINGS =
      List.of(
          "trimunit.seed",
          "trimunit.protocol",
          "trimunit.known",
          "trimunit.error-bound",
          "trimunit.off",
          "trimunit.off.shorter",
          "trimunit.watch",
          "trimunit.device",
          "trimunit.shard",
          "trimunit.functionality",
          "trimunit.vantage",
          "trimunit.destination",
          "trimunit.features",
          "trimunit.endurance",
          "trimunit.margin",
          "trimunit.exports",
          "trimunit.limits",
          "trimunit.owners");

  private static final Set<String> NONE_IF_UNASKED =
      Set.of("trimunit.endurance", "trimunit.margin", "trimunit.off.shorter");

  private static final Set<TrialPurpose> ONLY_IF_ASKED =
      EnumSet.of(TrialPurpose.ENDURANCE, TrialPurpose.MARGIN, TrialPurpose.SHORT_OFF);

  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    output.write("verdicts.json", Json.text(json(run)));
  }

  private static ObjectNode json(RunData run) {
    ObjectNode root = Json.object();
    root.put("$schema", "verdicts.schema.json");
    root.put("version", VERSION);
    head(root, run);
    ArrayNode devices = root.putArray("devices");
    run.devices().forEach(device -> devices.add(device(run, device)));
    return root;
  }

  /** In which lab and how; nothing that differs between two runs with one seed. */
  static void head(ObjectNode root, RunData run) {
    root.put("simulated", run.simulated());
    ObjectNode lab = root.putObject("lab");
    lab.put("key", run.lab().key());
    lab.put("kind", run.lab().kind().word());
    lab.put("note", run.labBanner());
    ObjectNode settings = root.putObject("settings");
    SETTINGS.stream()
        .filter(key -> run.settings().containsKey(key))
        .filter(key -> !isLeftOut(key, run))
        .forEach(key -> settings.put(key.substring("trimunit.".length()), run.settings().get(key)));
  }

  /** What was not asked for is no setting of results that were written before there was one. */
  private static boolean isLeftOut(String key, RunData run) {
    return NONE_IF_UNASKED.contains(key) && "none".equals(run.settings().get(key));
  }

  /** Which device. */
  static void identity(ObjectNode node, Device device) {
    node.put("id", device.id());
    node.put("name", device.name());
    node.put("manufacturer", device.manufacturer());
    node.put("firmware", device.firmware());
    node.put("app", device.app());
    node.put("region", device.region());
  }

  private static ObjectNode device(RunData run, DeviceData data) {
    ObjectNode node = Json.object();
    identity(node, data.device());
    node.set("trials", trials(data));
    units(node, data);
    ArrayNode calibration = node.putArray("calibration");
    data.calibrations().forEach(result -> calibration.add(calibration(result)));
    DestinationsJson.add(node.putArray("destinations"), run, data);
    ArrayNode verdicts = node.putArray("verdicts");
    Map<Destination, List<String>> hidden = hidden(data);
    for (Verdict verdict : data.verdicts()) {
      ObjectNode entry = verdict(verdict, hidden.getOrDefault(verdict.destination(), List.of()));
      ArrayNode ways = entry.putArray("refusedBy");
      data.ways(verdict).forEach(ways::add);
      AgeJson.add(entry, data, verdict);
      ClockMarginsJson.predict(entry, data, verdict);
      run.bundle(verdict).ifPresent(bundle -> bundle(entry.putObject("bundle"), bundle));
      verdicts.add(entry);
    }
    ArrayNode blocklists = node.putArray("blocklists");
    data.blocklists().forEach(blocklist -> blocklists.add(blocklist(blocklist)));
    if (!data.gates().isEmpty()) {
      ArrayNode gates = node.putArray("gates");
      data.gates().forEach(gate -> gates.add(gate(gate)));
    }
    if (!data.endured().isEmpty()) {
      ArrayNode endurance = node.putArray("endurance");
      data.endured().forEach(endured -> endurance.add(EnduranceJson.of(endured)));
    }
    if (!data.clockMargins().isEmpty()) {
      ArrayNode margins = node.putArray("clockMargins");
      data.clockMargins().forEach(found -> margins.add(ClockMarginsJson.of(found)));
    }
    ArrayNode fallbacks = node.putArray("fallbacks");
    data.fallbacks().forEach(fallback -> fallbacks.add(fallback(data, fallback)));
    Json.destinations(node.putArray("lanContacts"), data.lanContacts());
    ArrayNode warnings = node.putArray("warnings");
    data.allWarnings().forEach(warnings::add);
    ArrayNode cases = node.putArray("cases");
    data.cases().stream()
        .map(TimedCase::result)
        .filter(result -> result.verdict() == null && result.kind() != CaseResult.Kind.CALIBRATION)
        .forEach(result -> cases.add(handWritten(result, data)));
    return node;
  }

  private static ObjectNode trials(DeviceData data) {
    ObjectNode node = Json.object();
    node.put("total", data.trials().size());
    for (TrialPurpose purpose : TrialPurpose.values()) {
      long count = data.trials().stream().filter(trial -> trial.purpose() == purpose).count();
      if (count > 0 || !ONLY_IF_ASKED.contains(purpose)) {
        node.put(purpose.name().toLowerCase(Locale.ROOT), count);
      }
    }
    node.put("void", data.trials().stream().filter(trial -> trial.isVoid()).count());
    node.put("leaked", data.trials().stream().filter(trial -> trial.leaked()).count());
    return node;
  }

  /** How many trials ran on which unit, where there are several. */
  private static void units(ObjectNode node, DeviceData data) {
    Map<Integer, Long> counts =
        data.trials().stream()
            .filter(trial -> trial.unit() > 0)
            .collect(Collectors.groupingBy(TrialRecord::unit, TreeMap::new, Collectors.counting()));
    if (!counts.isEmpty()) {
      ArrayNode units = node.putArray("units");
      counts.forEach((unit, count) -> units.addObject().put("unit", unit).put("trials", count));
    }
  }

  private static ObjectNode calibration(CaseResult result) {
    ObjectNode node = Json.object();
    Usage usage = result.usage();
    if (usage != null) {
      Json.usage(node, usage);
    }
    node.put("calibrated", result.status() == CaseStatus.SUCCESSFUL);
    node.put("reason", result.message());
    Json.numbers(node.putArray("trialNumbers"), result.decidingTrials());
    return node;
  }

  static void address(ObjectNode node, Destination destination) {
    node.put("destination", destination.toString());
    node.put("host", destination.host().toString());
    node.put("transport", destination.transport().word());
    if (destination.hasPort()) {
      node.put("port", destination.port());
    } else {
      node.putNull("port");
    }
  }

  private static void bundle(ObjectNode node, BundleFile bundle) {
    node.put("file", bundle.path());
    node.put("manifestSha256", bundle.manifest());
  }

  /** Of each destination that shows only while others are blocked, those. */
  static Map<Destination, List<String>> hidden(DeviceData data) {
    return data.fallbacks().stream()
        .collect(
            Collectors.toMap(
                Fallback::destination, f -> f.blocked().stream().map(String::valueOf).toList()));
  }

  static ObjectNode verdict(Verdict verdict, List<String> behind) {
    ObjectNode node = Json.object();
    node.put("destination", verdict.destination().toString());
    Json.usage(node, verdict.usage());
    node.put("verdict", verdict.kind().name());
    node.put("trials", verdict.trials());
    node.put("passed", verdict.passed());
    node.put("held", verdict.held());
    node.put("errorBound", Json.number(verdict.errorBound()));
    Json.destinations(node.putArray("partners"), verdict.partners());
    ArrayNode hiddenBehind = node.putArray("hiddenBehind");
    behind.forEach(hiddenBehind::add);
    Json.numbers(node.putArray("trialNumbers"), verdict.trialNumbers());
    node.put("reason", verdict.reason());
    if (!verdict.shown().now()) {
      ObjectNode lastShown = node.putObject("lastShown");
      lastShown.put("nightsAgo", verdict.shown().nightsAgo());
      lastShown.put("on", verdict.shown().on());
    }
    return node;
  }

  private static ObjectNode gate(Gate gate) {
    ObjectNode node = Json.object();
    node.put("colour", gate.colour().name());
    node.put("night", gate.night());
    ArrayNode reasons = node.putArray("reasons");
    gate.reasons().forEach(reasons::add);
    ArrayNode guarantee = node.putArray("guarantee");
    gate.guarantee().forEach(guarantee::add);
    return node;
  }

  private static ObjectNode blocklist(Blocklist blocklist) {
    ObjectNode node = Json.object();
    Json.destinations(node.putArray("destinations"), blocklist.destinations());
    node.put("jointPasses", blocklist.jointPasses());
    node.put("jointFailures", blocklist.jointFailures());
    node.put("hiddenFailureBound", Json.number(blocklist.hiddenFailureBound()));
    Json.numbers(node.putArray("trialNumbers"), blocklist.trialNumbers());
    ArrayNode forms = node.putArray("forms");
    blocklist.forms().forEach(check -> forms.add(form(check)));
    return node;
  }

  private static ObjectNode form(FormCheck check) {
    ObjectNode node = Json.object();
    node.put("answer", check.answer().word());
    node.put("holds", check.holds());
    node.put("reason", check.sentence());
    Json.numbers(node.putArray("trialNumbers"), check.trialNumbers());
    return node;
  }

  private static ObjectNode fallback(DeviceData data, Fallback fallback) {
    ObjectNode node = Json.object();
    address(node, fallback.destination());
    node.put("party", data.party(fallback.destination()).word());
    ArrayNode blocked = node.putArray("blocked");
    fallback.blocked().forEach(pattern -> blocked.add(pattern.toString()));
    node.put("trialNumber", fallback.trial());
    return node;
  }

  private static ObjectNode handWritten(CaseResult result, DeviceData data) {
    ObjectNode node = Json.object();
    node.put("kind", result.kind().name());
    node.put("name", result.name());
    node.put("status", result.status().name());
    node.put("message", result.message());
    Json.numbers(node.putArray("trialNumbers"), result.decidingTrials());
    AgeJson.add(node, data, result.decidingTrials());
    return node;
  }
}
