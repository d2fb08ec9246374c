// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettingsBuilder;
import dev.trimunit.engine.campaign.VoidLimits;
import dev.trimunit.engine.gherkin.AcceptedBehaviour;
import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.purpose.DestinationPurpose;
import dev.trimunit.engine.purpose.Purposes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;

/** A device in a run: its bench and its campaign, which all its feature files share. */
final class DeviceRun implements CampaignFindings {
  private final Bench bench;
  private final Run run;
  private final Campaign campaign;
  private final Set<Predicate<Destination>> selections = ConcurrentHashMap.newKeySet();
  private final List<AcceptedBehaviour> accepted;
  private final Set<Vantage> recordedAt = new ConcurrentSkipListSet<>();
  private boolean closed;

  DeviceRun(Run run, Bench bench, Map<String, String> identity) {
    TrimUnitConfiguration configuration = run.configuration();
    this.run = run;
    this.bench = bench;
    this.accepted = configuration.writesAccepted() ? List.of() : AcceptedBehaviour.all();
    this.campaign =
        new Campaign(
            bench,
            CampaignSettingsBuilder.stagedBuilder()
                .protocol(protocol())
                .errorBound(configuration.errorBound())
                .off(configuration.off())
                .shorterOff(configuration.shorterOff())
                .watch(configuration.watch())
                .selected(this::selects)
                .journal(journal(run))
                .locked(records(configuration) ? journal(run) : configuration.journal())
                .identity(identity)
                .voids(VoidLimits.USUAL)
                .locks(run.locks())
                .answer(configuration.answer())
                .forms(configuration.forms())
                .endurance(configuration.endurance())
                .clockMargin(configuration.clockMargin())
                .cancelled(run::cancelled)
                .build(),
            run.listener());
  }

  private Protocol protocol() {
    Protocol protocol = Protocols.named(run.configuration().protocol());
    return protocol.isGate()
        ? protocol.after(run.before(bench.device(), AcceptedBehaviour.all()))
        : protocol.knowing(run.elsewhere(bench.device(), AcceptedBehaviour.all()));
  }

  private static boolean records(TrimUnitConfiguration configuration) {
    return configuration.recordMode() == RecordMode.RECORD;
  }

  /** What a run records is nothing that a later run could go on from. */
  private static Path journal(Run run) {
    TrimUnitConfiguration configuration = run.configuration();
    return records(configuration)
        ? new ProposedReferences(configuration.output(), Path.of("")).journal()
        : run.journal();
  }

  /** Screens at this vantage belong to what is recorded. */
  void recordsAt(Vantage vantage) {
    recordedAt.add(vantage);
  }

  /** What the phones showed, in a run that records. */
  RecordedReferences recorded() {
    return new RecordedReferences(
        device(),
        recordedAt.stream().flatMap(vantage -> bench.app(vantage).recorded().stream()).toList());
  }

  Bench bench() {
    return bench;
  }

  Campaign campaign() {
    return campaign;
  }

  /** Destinations that generated cases ask for; all if nobody says. */
  void select(Predicate<Destination> wanted) {
    selections.add(wanted);
  }

  private boolean selects(Destination destination) {
    return run.configuration().filters().selects(destination)
        && (selections.isEmpty()
            || selections.stream().anyMatch(wanted -> wanted.test(destination)));
  }

  /** What of a verdict is not as accepted; nothing is while the accepted files are written anew. */
  Optional<String> difference(Verdict verdict) {
    return accepted.stream().flatMap(a -> a.difference(this, verdict).stream()).findFirst();
  }

  /** Ends the campaign; may be called twice. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      warnOfWordsAboutNothing();
      campaign.close();
    }
  }

  /** A party or purpose of nothing is mostly a slip: what was meant has none then. */
  private void warnOfWordsAboutNothing() {
    Set<Destination> contacted = campaign.destinations();
    if (contacted.isEmpty() || run.cancelled() || run.configuration().filters().selectsUsages()) {
      return;
    }
    bench
        .parties()
        .forEach((pattern, party) -> warnOfNothing(pattern, party.word() + " party", contacted));
    bench
        .purposes()
        .forEach(
            (pattern, what) -> warnOfNothing(pattern, "its purpose " + what.word(), contacted));
  }

  private void warnOfNothing(DestinationPattern pattern, String word, Set<Destination> contacted) {
    if (contacted.stream().noneMatch(pattern::covers)) {
      run.listener()
          .warned(
              device(),
              "%s: %s, says the device's file, but nothing that the device contacts matches it%s"
                  .formatted(pattern, word, NearDestinations.question(pattern, contacted)));
    }
  }

  @Override
  public Device device() {
    return bench.device();
  }

  @Override
  public List<Verdict> verdicts() {
    return campaign.verdicts();
  }

  @Override
  public Set<Destination> destinations() {
    return campaign.destinations();
  }

  @Override
  public List<TrialRecord> trials() {
    return campaign.trials();
  }

  @Override
  public String limits() {
    return run.limits().withinDevices();
  }

  @Override
  public boolean writesAccepted() {
    return run.configuration().writesAccepted();
  }

  @Override
  public Optional<List<DestinationPurpose>> exported() {
    List<Blocklist> lists = campaign.blocklists();
    return lists.isEmpty() ? Optional.empty() : Optional.of(exported(lists.get(lists.size() - 1)));
  }

  private List<DestinationPurpose> exported(Blocklist verified) {
    Map<Destination, Purpose> told = new TreeMap<>();
    verified
        .destinations()
        .forEach(d -> Purposes.told(bench.purposes(), d).ifPresent(word -> told.put(d, word)));
    boolean everything = run.configuration().exportsEverything();
    return new Purposes(verified.destinations(), trials(), told)
        .all().stream().filter(purpose -> everything || !purpose.heldBack()).toList();
  }

  @Override
  public Party party(Destination destination) {
    return campaign.party(destination);
  }
}
