// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.journal.Journal;
import dev.trimunit.engine.journal.JournalFile;
import dev.trimunit.engine.journal.JournalLock;
import dev.trimunit.engine.journal.OnceFile;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.listener.DestinationParties;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Fallback;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.sharing.DeviceTurns;
import dev.trimunit.engine.trial.Teardown;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialScript;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All trials of one device in one run. Used by one thread at a time.
 *
 * <p>Every trial is in the journal before it counts. A run that was stopped goes on: asked the same
 * questions, the campaign answers from the journal as far as it reaches. A campaign that was closed
 * with everything answered starts afresh the next time. It tells its listener of the device's
 * beginning and end, its trials, verdicts and progress.
 */
public final class Campaign implements AutoCloseable {
  private final Bench bench;
  private final CampaignSettings settings;
  private final RunListener listener;
  private final JournalLock lock;
  private final Journal journal;
  private final Trials trials;
  private final ProgressMeter progress;
  private final ControlWatch controls;
  private final Calibrations calibrations;
  private final SettledVerdicts settled;
  private final KeptOnce once;
  private boolean closed;

  /**
   * Begins a campaign.
   *
   * @throws dev.trimunit.engine.lab.LabException if another run uses the device's journal
   */
  public Campaign(Bench bench, CampaignSettings settings, RunListener listener) {
    this.bench = bench;
    this.settings = settings;
    this.listener = listener;
    this.progress = new ProgressMeter(bench.device().id(), listener);
    this.controls = new ControlWatch(why -> listener.alarmed(bench.device(), why));
    this.lock = JournalLock.take(settings.locked(), bench.device().id());
    listener.campaignStarted(bench.device(), DestinationParties.of(bench));
    JournalFile file = new JournalFile(settings.journal(), bench.device().id());
    this.journal = Journal.open(file, settings.identityOn(bench), this::notice);
    DeviceTurns shared = new DeviceTurns(bench, settings.locks(), progress::campaign);
    this.trials =
        new Trials(
            bench, journal, settings, shared, this::finished, listener::trialRetold, this::notice);
    this.calibrations = new Calibrations(trials, settings.protocol().isGate());
    this.settled = new SettledVerdicts(bench, settings, listener, trials, calibrations, progress);
    this.once =
        new KeptOnce(
            new OnceFile(settings.locked(), bench.device().id()),
            settings.identity().getOrDefault(Journal.LAB, ""));
  }

  private void notice(String sentence) {
    listener.noticed(bench.device(), sentence);
  }

  private void finished(TrialRecord trial) {
    listener.trialFinished(trial);
    progress.trial(trial);
    controls.add(trial);
  }

  /** The device under test. */
  public Device device() {
    return bench.device();
  }

  /** Who runs a destination of this device. */
  public Party party(Destination destination) {
    return bench.party(destination);
  }

  /**
   * Control trials must pass and the recipe without its action must fail its check; what the
   * control trials show is what the device contacts for this usage. Does it once per usage; later
   * calls return the result.
   */
  public CalibrationResult calibrate(Usage usage, TrialScript script) {
    return calibrate(List.of(usage), script).get(0);
  }

  /**
   * Calibrates usages in shared trials, as far as they have the same vantage. Each is then taken to
   * contact what all of them do.
   *
   * @return one result per usage, in the order given
   */
  public List<CalibrationResult> calibrate(Collection<Usage> usages, TrialScript script) {
    return trials.sparing(() -> calibrateAll(usages, script));
  }

  private List<CalibrationResult> calibrateAll(Collection<Usage> usages, TrialScript script) {
    progress.enter("calibrating");
    calibrations.run(usages, script);
    return usages.stream().map(usage -> calibrations.of(usage).result()).toList();
  }

  /**
   * Settles the verdicts of every calibrated usage among those given, with the campaign's protocol.
   *
   * @param hears is told each verdict as soon as it is settled, on the calling thread
   * @throws CampaignStopped if it cannot go on; what is settled has been told
   */
  public void settle(Collection<Usage> usages, TrialScript script, Consumer<Verdict> hears) {
    settled.settle(usages, script, hears);
  }

  /** The blocklists that were verified as a whole, in that order. */
  public List<Blocklist> blocklists() {
    return settled.blocklists();
  }

  /** What a nightly gate said, once for each time that it was asked. */
  public List<Gate> gates() {
    return settled.gates();
  }

  /**
   * Repeats one trial until its claim is settled: every usage given passes with these blocks.
   *
   * @param usages empty for a scenario that uses no functionality: then one trial that counts
   *     decides, in which the script is performed for {@link Usage#SCENARIO}; its outcome is the
   *     scenario's
   * @throws CampaignStopped if no further trial is to be had
   */
  public Judgement judge(ClaimedBlocks blocks, List<Usage> usages, TrialScript script) {
    return judge(blocks, usages, script, false);
  }

  /**
   * The same.
   *
   * @param once whether the usages can be had once only: then there is one trial, whatever comes of
   *     it
   */
  public Judgement judge(
      ClaimedBlocks blocks, List<Usage> usages, TrialScript script, boolean once) {
    progress.enter("judging");
    ClaimTrials test = new ClaimTrials(blocks, usages, settings.errorBound(), this::contacts, once);
    return trials.sparing(() -> test.judge(request -> trials.run(request, script)));
  }

  /**
   * The same for a claim in whose trials days pass: each usage has trials of its own, for a use may
   * heal what the next one is to find, and each trial finds a device that was refreshed.
   */
  public Judgement judgeAged(ClaimedBlocks blocks, List<Usage> usages, TrialScript script) {
    progress.enter("ageing");
    AgedClaim claim = new AgedClaim(blocks, usages, settings.errorBound(), this::contacts);
    return trials.sparing(() -> claim.judge(request -> trials.run(request, script)));
  }

  /**
   * The same for a claim that is put to the test by an occasion, such as an update that the device
   * is offered. There is one trial, and nothing refreshes the device before it: that would spend
   * the occasion.
   */
  public Judgement judgeOccasion(ClaimedBlocks blocks, List<Usage> usages, TrialScript script) {
    progress.enter("awaiting an occasion");
    OccasionClaim claim = new OccasionClaim(blocks, usages);
    return trials.sparing(() -> claim.judge(request -> trials.run(request, script)));
  }

  /** The same with blocks that have to be met. */
  public Judgement judge(Set<DestinationPattern> blocked, List<Usage> usages, TrialScript script) {
    return judge(ClaimedBlocks.of(blocked), usages, script);
  }

  private boolean contacts(DestinationPattern pattern) {
    return trials.seen().all().stream().anyMatch(pattern::covers);
  }

  /**
   * Judges what no trial is run for. JUnit would take a lack of memory for the end of everything,
   * and would not tell of it.
   *
   * @throws CampaignStopped when there is no more memory
   */
  public <T> T sparing(Supplier<T> judging) {
    return trials.sparing(judging);
  }

  /**
   * Runs one trial from which nothing is concluded; once more, and once more, if the lab could not
   * tell.
   *
   * @return the last one
   * @throws CampaignStopped if no further trial is to be had
   */
  public TrialRecord rehearse(TrialRequest request, TrialScript script) {
    return trials.sparing(() -> rehearsed(request, script));
  }

  private TrialRecord rehearsed(TrialRequest request, TrialScript script) {
    TrialRecord trial = trials.run(request, script);
    for (int again = 0;
        again < 2 && trial.outcomes().stream().anyMatch(Campaign::isVoid);
        again++) {
      trial = trials.run(request, script);
    }
    return trial;
  }

  private static boolean isVoid(UsageOutcome outcome) {
    return outcome.outcome() == Outcome.VOID;
  }

  /** The verdicts settled so far, in that order. */
  public List<Verdict> verdicts() {
    return settled.verdicts();
  }

  /** The trials so far, by number. */
  public List<TrialRecord> trials() {
    return List.copyOf(trials.records());
  }

  /** The destinations that the device is known to contact. */
  public Set<Destination> destinations() {
    return new TreeSet<>(trials.seen().all());
  }

  /** The destinations that the device contacts only while others are blocked. */
  public List<Fallback> fallbacks() {
    return trials.seen().fallbacks();
  }

  /**
   * A trial by its number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TrialRecord trial(int number) {
    List<TrialRecord> records = trials.records();
    return records.stream()
        .filter(trial -> trial.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no trial %d of %s; there are %d"
                        .formatted(number, device().id(), records.size())));
  }

  /** What can be done once on this unit, and was. */
  public KeptOnce once() {
    return once;
  }

  private void keepWhatWasDoneOnce() {
    try {
      if (trials.complete()) {
        once.keep(LocalDate.ofInstant(bench.clock().now(), ZoneOffset.UTC));
      }
    } catch (IOException | LabException e) {
      listener.alarmed(
          device(), "The next run will not know what cannot be repeated: %s".formatted(e));
    }
  }

  /** Leaves the bench as found: nothing blocked, the device powered. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (lock) {
      Teardown teardown = new Teardown();
      List<String> faults = new ArrayList<>(trials.release());
      bench.units().forEach(unit -> teardown.insist(unit.power()::on));
      faults.addAll(teardown.faults());
      bench.learnt().ifPresent(this::notice);
      settled.tellLatecomers();
      faults.forEach(why -> listener.alarmed(device(), "The bench is not as found: " + why));
      keepWhatWasDoneOnce();
      journal.end(trials.complete());
      // Whoever is killed in between repeats the night; the other way round, it would count twice.
      settled.keepForTheNextNight();
      journal.path().ifPresent(path -> listener.journalKept(device(), path));
      listener.campaignFinished(device());
      teardown.rethrow();
    }
  }
}
