// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Blockability;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.FormCheck;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.purpose.DestinationPurpose;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.Fallback;
import dev.trimunit.reports.data.SeldomUsed;
import dev.trimunit.reports.data.TimedCase;
import dev.trimunit.reports.data.TrialText;
import dev.trimunit.reports.page.PageModel.Cell;
import dev.trimunit.reports.page.PageModel.Claim;
import dev.trimunit.reports.page.PageModel.Column;
import dev.trimunit.reports.page.PageModel.DeviceView;
import dev.trimunit.reports.page.PageModel.Fact;
import dev.trimunit.reports.page.PageModel.HiddenView;
import dev.trimunit.reports.page.PageModel.Row;
import dev.trimunit.reports.page.PageModel.Traffic;
import dev.trimunit.reports.page.PageModel.TrialView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One device on the page. */
final class DevicePart {
  /** More members of a blocklist than this are only counted. */
  private static final int NAMED_AT_MOST = 8;

  private final DeviceData data;
  private final SeldomUsed seldom;
  private final boolean trialsShown;
  private final List<Usage> usages;
  private final CellBuilder cells;
  private final Experiments experiments;

  DevicePart(DeviceData data, SeldomUsed seldom, boolean trialsShown) {
    this.data = data;
    this.seldom = seldom;
    this.trialsShown = trialsShown;
    this.usages = List.copyOf(data.usages());
    this.cells = new CellBuilder(data);
    this.experiments = new Experiments(data);
  }

  DeviceView view() {
    List<Row> rows = new ArrayList<>();
    data.destinations().forEach(destination -> rows.add(row(destination, rows.size())));
    List<Claim> claims = Claims.of(data);
    return PageModelDeviceViewBuilder.stagedBuilder()
        .id(data.device().id())
        .name(data.device().name())
        .firmware(stated(data.device().firmware()))
        .app(stated(data.device().app()))
        .region(stated(data.device().region()))
        .facts(facts())
        .columns(usages.stream().map(DevicePart::column).toList())
        .rows(rows)
        .blockable(count(rows, Blockability.ALL))
        .some(count(rows, Blockability.SOME))
        .none(count(rows, Blockability.NONE))
        .notes(notes())
        .claims(claims)
        .claimsKept((int) claims.stream().filter(claim -> claim.status().equals("holds")).count())
        .experiments(experiments.names())
        .traffic(traffic())
        .hidden(data.fallbacks().stream().map(this::hidden).toList())
        .lives(LifeLines.of(data))
        .livesLeftOut(LifeLines.leftOut(data))
        .dns(DnsCurve.points(data))
        .trials(trialsShown ? data.trials().stream().map(DevicePart::trial).toList() : List.of())
        .build();
  }

  private static int count(List<Row> rows, Blockability blockability) {
    String word = PageBuilder.word(blockability);
    return (int) rows.stream().filter(row -> row.blockability().equals(word)).count();
  }

  private List<Fact> facts() {
    Device device = data.device();
    return List.of(
        new Fact("manufacturer", stated(device.manufacturer())),
        new Fact("firmware", stated(device.firmware())),
        new Fact("app", stated(device.app())),
        new Fact("region", stated(device.region())),
        new Fact("trials", Integer.toString(data.trials().size())));
  }

  static String stated(String text) {
    return text.isEmpty() ? "not stated" : text;
  }

  private static Column column(Usage usage) {
    return new Column(usage.functionality(), usage.vantage().name());
  }

  private Row row(Destination destination, int number) {
    List<Cell> row =
        usages.stream().map(usage -> cells.cell(destination, usage, column(usage))).toList();
    return PageModelRowBuilder.stagedBuilder()
        .key(data.device().id() + "-" + number)
        .destination(destination.toString())
        .unicode(unicode(destination))
        .remark(remark(destination))
        .party(data.party(destination).word())
        .owner(data.owner(destination).organisation())
        .ownerReason(data.owner(destination).reason())
        .blockability(data.blockability(destination).map(PageBuilder::word).orElse(""))
        .firstContact(experiments.first(destination))
        .contacted(experiments.of(destination))
        .verdicts(
            row.stream()
                .map(Cell::kind)
                .filter(k -> !k.isEmpty())
                .distinct()
                .collect(Collectors.joining(" ")))
        .cells(row)
        .build();
  }

  private String remark(Destination destination) {
    return Stream.concat(
            Stream.of(destination.remark()).filter(remark -> !remark.isEmpty()),
            seldom.sentence(destination).map(s -> s.replaceFirst("\\.$", "")).stream())
        .collect(Collectors.joining(". "));
  }

  /** As people write it, where that deceives nobody. */
  private static String unicode(Destination destination) {
    return destination.host() instanceof DnsName name ? name.unicode().orElse("") : "";
  }

  private List<Fact> notes() {
    List<Fact> notes = new ArrayList<>();
    data.changes().forEach(change -> notes.add(new Fact("failed", "Not as accepted: " + change)));
    data.allWarnings().forEach(warning -> notes.add(new Fact("warning", "Mind: " + warning)));
    data.gates().forEach(gate -> notes.add(gate(gate)));
    for (CaseResult calibration : data.calibrations()) {
      if (calibration.status() != CaseStatus.SUCCESSFUL) {
        notes.add(failed("Not calibrated: ", calibration));
      }
    }
    data.blocklists().forEach(list -> notes.add(new Fact("verified", sentence(list))));
    data.endured().forEach(endured -> notes.add(endured(endured)));
    data.clockMargins().forEach(found -> notes.add(clock(found)));
    seldom.heldBack().forEach((held, purpose) -> notes.add(new Fact("held", heldBack(purpose))));
    if (!data.lanContacts().isEmpty()) {
      notes.add(
          new Fact(
              "lan",
              "Contacts inside its own network, which are no destinations and are never blocked: "
                  + named(data.lanContacts())));
    }
    for (TimedCase timed : data.cases()) {
      CaseResult result = timed.result();
      if (result.status() == CaseStatus.FAILED && result.kind() == CaseResult.Kind.GENERATED) {
        notes.add(failed("Failed: ", result));
      }
    }
    return notes;
  }

  private static String heldBack(DestinationPurpose purpose) {
    return "Blockable, but left out of the lists that are exported: %s, because %s."
        .formatted(purpose.destination(), purpose.sentence());
  }

  private static Fact gate(Gate gate) {
    String kind =
        switch (gate.colour()) {
          case GREEN -> "verified";
          case RED -> "failed";
          case AMBER -> "warning";
        };
    return new Fact(kind, gate.headline() + " " + String.join(" ", gate.sentences()));
  }

  private static Fact failed(String what, CaseResult result) {
    return new Fact("failed", what + result.name() + ": " + result.message());
  }

  private static Fact endured(Endured endured) {
    return new Fact(
        endured.holds() ? "verified" : "warning",
        "Blocked for %s: %s."
            .formatted(Durations.words(endured.lasts()), String.join(". ", endured.sentences())));
  }

  private static Fact clock(ClockMargins found) {
    return new Fact(
        "verified",
        "How wrong its clock may be: %s.".formatted(String.join(". ", found.sentences())));
  }

  private static String sentence(Blocklist list) {
    return "Verified as a whole: %s blocked together, each on its port, everything worked in %d of %d trials. In so few, up to %.0f %% failing uses could have gone unseen (95 %% bound).%s"
        .formatted(
            named(list.destinations()),
            list.jointPasses(),
            list.jointPasses() + list.jointFailures(),
            100 * list.hiddenFailureBound(),
            forms(list));
  }

  private static String forms(Blocklist list) {
    return list.forms().isEmpty()
        ? " It was tried in no other form."
        : list.forms().stream()
            .map(FormCheck::sentence)
            .collect(Collectors.joining("; ", " Once more: ", "."));
  }

  private static String named(Set<Destination> destinations) {
    int size = destinations.size();
    return size > NAMED_AT_MOST
        ? size + " destinations (verdicts.json lists them)"
        : destinations.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private List<Traffic> traffic() {
    List<Traffic> all = new ArrayList<>();
    traffic(all, "power", DeviceData::isPowerExperiment);
    traffic(all, "interaction", DeviceData::isInteractionExperiment);
    return all;
  }

  private void traffic(List<Traffic> all, String experiment, Predicate<TrialRecord> which) {
    var seen = data.traffic(which).values();
    long bytes = seen.stream().mapToLong(Observation::bytes).sum();
    for (Observation observation : seen) {
      all.add(
          new Traffic(
              experiment,
              observation.destination().toString(),
              observation.protocol(),
              Long.toString(observation.packets()),
              Long.toString(observation.bytes()),
              bytes == 0
                  ? "0"
                  : String.format(Locale.ROOT, "%.2f", 100.0 * observation.bytes() / bytes)));
    }
  }

  private HiddenView hidden(Fallback fallback) {
    Destination destination = fallback.destination();
    return new HiddenView(
        destination.toString(),
        unicode(destination),
        data.party(destination).word(),
        data.owner(destination).organisation(),
        fallback.blocked().stream()
            .map(DestinationPattern::plain)
            .collect(Collectors.joining(", ")),
        fallback.trial());
  }

  private static TrialView trial(TrialRecord trial) {
    return new TrialView(
        trial.number(),
        TrialText.title(trial).replaceFirst("^trial \\d+: ", ""),
        trial.off().isZero() ? "–" : TrialText.duration(trial.off()),
        trial.isVoid() ? "void: " + trial.fault() : outcomes(trial),
        trial.evidence().stream()
            .map(BlockEvidence::evidence)
            .distinct()
            .map(evidence -> evidence.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", ")));
  }

  private static String outcomes(TrialRecord trial) {
    return trial.outcomes().stream()
        .map(of -> TrialText.usage(of.usage()) + " " + of.outcome().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
