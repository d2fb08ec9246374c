// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.replay;

import dev.trimunit.engine.campaign.Calibration;
import dev.trimunit.engine.campaign.Retelling;
import dev.trimunit.engine.campaign.SeenDestinations;
import dev.trimunit.engine.campaign.Settling;
import dev.trimunit.engine.campaign.SettlingTerms;
import dev.trimunit.engine.campaign.SettlingTermsBuilder;
import dev.trimunit.engine.campaign.Trials;
import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.journal.Journal;
import dev.trimunit.engine.journal.JournalEntry;
import dev.trimunit.engine.journal.JournalFile;
import dev.trimunit.engine.journal.NightsFile;
import dev.trimunit.engine.journal.ReadJournal;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.trial.LongRun;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Recomputes the verdicts of a device from its journal alone, without a lab; also under another
 * protocol or error bound. What the journal cannot answer stays inconclusive.
 */
public final class Replay {
  private final List<JournalEntry> entries;
  private final Set<Integer> used = new TreeSet<>();
  private final Map<Destination, Party> parties = new HashMap<>();
  private final List<Blocklist> blocklists = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();
  private final List<Endured> endured = new ArrayList<>();
  private final List<ClockMargins> margins = new ArrayList<>();
  private final Map<String, String> identity;
  private final List<Integer> ended;
  private final int damaged;
  private final List<TrialRecord> shown = new ArrayList<>();
  private Retelling retelling = Retelling.NONE;
  private SeenDestinations seen = new SeenDestinations(notice -> {});

  /**
   * Reads a journal, archived or not.
   *
   * @throws LabException if it is no journal
   */
  public Replay(Path journal) {
    this(ReadJournal.of(journal));
  }

  /**
   * From a journal's lines.
   *
   * @param name of where they come from, for messages
   * @throws LabException if they are no journal
   */
  public Replay(String name, List<String> lines) {
    this(ReadJournal.of(name, lines));
  }

  private Replay(ReadJournal journal) {
    identity = journal.header().identity();
    ended = journal.ended();
    damaged = journal.damagedLines();
    entries = List.copyOf(journal.entries().values());
    entries.forEach(entry -> entry.parties().forEach(p -> parties.put(p.destination(), p.party())));
  }

  /**
   * The last finished run of a device in a lab, if there is one.
   *
   * @param journals the folder of journals
   * @param lab its key: what was seen in another lab says nothing of this one's trials
   * @throws LabException if the folder cannot be read
   */
  public static Optional<Replay> lastFinished(Path journals, String device, String lab) {
    try {
      return new JournalFile(journals, device)
          .archived().stream()
              .map(Replay::new)
              .filter(replay -> lab.equals(replay.identity.get(Journal.LAB)))
              .findFirst();
    } catch (IOException e) {
      throw new LabException("The journals in " + journals + " cannot be read", e);
    }
  }

  /** Who runs a destination, as far as the journal says. */
  public Party party(Destination destination) {
    return parties.getOrDefault(destination, Party.UNKNOWN);
  }

  /** The trials, by number. */
  public List<TrialRecord> trials() {
    return entries.stream().map(JournalEntry::trial).toList();
  }

  /** Lines that were cut or damaged. */
  public int damagedLines() {
    return damaged;
  }

  /** The blocklists that the last {@link #verdicts} verified. */
  public List<Blocklist> blocklists() {
    return List.copyOf(blocklists);
  }

  /** What came of lists that were blocked for days, in the last {@link #verdicts}. */
  public List<Endured> endured() {
    return List.copyOf(endured);
  }

  /** How wrong the device's clock may be, by the last {@link #verdicts}. */
  public List<ClockMargins> clockMargins() {
    return List.copyOf(margins);
  }

  /** What a nightly gate said in the last {@link #verdicts}. */
  public List<Gate> gates() {
    return List.copyOf(gates);
  }

  /**
   * Settles the verdicts of every usage that the journal shows to be calibrated.
   *
   * @param protocol settles them; the one of the run gives the run's verdicts
   * @param errorBound the probability of a wrong verdict that is accepted
   * @param selected which destinations get verdicts
   */
  public List<Verdict> verdicts(
      Protocol protocol, double errorBound, Predicate<Destination> selected) {
    return verdicts(protocol, errorBound, selected, usage -> true);
  }

  /**
   * Settles the verdicts of those usages only that one outline is about: what is settled apart in a
   * run is settled apart here.
   *
   * @param together which usages the protocol was asked about at once
   */
  public List<Verdict> verdicts(
      Protocol protocol,
      double errorBound,
      Predicate<Destination> selected,
      Predicate<Usage> together) {
    Optional<Nights> before = NightsFile.parse(identity.getOrDefault(NightsFile.BEFORE, ""));
    Protocol onUnits =
        protocol
            .on(Integer.parseInt(identity.getOrDefault(Journal.UNITS, "1")))
            .knowing(NightsFile.elsewhere(identity));
    return verdicts(
        before.map(onUnits::after).orElse(onUnits),
        before.isPresent(),
        errorBound,
        selected,
        together);
  }

  private List<Verdict> verdicts(
      Protocol protocol,
      boolean gate,
      double errorBound,
      Predicate<Destination> selected,
      Predicate<Usage> together) {
    used.clear();
    gates.clear();
    blocklists.clear();
    endured.clear();
    margins.clear();
    ReplayedCalibration calibration = new ReplayedCalibration(trials(), !gate);
    List<Calibration.Calibrated> seenOnly = calibration.of(together);
    used.addAll(calibration.used());
    if (seenOnly.isEmpty()) {
      return List.of();
    }
    int last = used.stream().max(Integer::compare).orElse(0);
    retelling = Retelling.NONE.learning(trials().stream().filter(t -> t.number() <= last).toList());
    shown.clear();
    trials().stream().filter(this::isOfCalibration).forEach(shown::add);
    retell();
    List<Verdict> verdicts = new ArrayList<>();
    new Settling(
            SettlingTermsBuilder.stagedBuilder()
                .device(entries.get(0).trial().device())
                .protocol(protocol)
                .errorBound(errorBound)
                .selected(selected)
                .parties(this::party)
                .vantagesTogether(Boolean.parseBoolean(identity.get(Journal.VANTAGES_TOGETHER)))
                .fallbacks(() -> seen.fallbacks())
                .forms(forms())
                .endurance(endurance())
                .endured(endurances())
                .margins(margins())
                .names(names())
                .notices(notice -> {})
                .warnings(warning -> {})
                .gates((said, after) -> gates.add(said))
                .build(),
            seenOnly,
            verdicts::add,
            blocklists::add)
        .run(oracle(), joining -> {}, left -> {});
    return verdicts;
  }

  private TrialOracle oracle() {
    return Boolean.parseBoolean(identity.get(Journal.AT_ONCE))
        ? new ReplayedUnits(this::answer, this::seen, ended)
        : request -> seen(answer(request));
  }

  /** In which forms the run verified its blocklist once more. */
  private List<BlockAnswer> forms() {
    return entries.stream()
        .flatMap(entry -> Optional.ofNullable(entry.request().answer()).stream())
        .distinct()
        .toList();
  }

  /** For how long the run blocked its lists; the longest of its long runs was that long. */
  private Duration endurance() {
    return entries.stream()
        .filter(entry -> entry.request().purpose() == TrialPurpose.ENDURANCE)
        .flatMap(entry -> Optional.ofNullable(entry.request().ageing()).stream())
        .map(LongRun::lasts)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private SettlingTerms.Endurances endurances() {
    return new SettlingTerms.Endurances() {
      @Override
      public void begins(int number, Duration lasts) {}

      @Override
      public void ended(Endured what) {
        endured.add(what);
      }
    };
  }

  private SettlingTerms.Margins margins() {
    return new SettlingTerms.Margins() {
      @Override
      public boolean wanted() {
        return entries.stream().anyMatch(entry -> entry.request().told() != null);
      }

      @Override
      public void begins(Usage usage, int number) {}

      @Override
      public void found(ClockMargins found) {
        margins.add(found);
      }
    };
  }

  private boolean isOfCalibration(TrialRecord trial) {
    return used.contains(trial.number()) || !protocols(trial.purpose());
  }

  private SettlingTerms.Names names() {
    return new SettlingTerms.Names() {
      @Override
      public boolean learn(Predicate<Destination> settled) {
        Retelling before = retelling;
        retelling = before.learning(seen.all(), seen.fallbacks(), settled);
        if (retelling == before) {
          return false;
        }
        retell();
        return true;
      }

      @Override
      public Calibration.Calibrated told(Calibration.Calibrated usage) {
        return retelling.of(usage);
      }
    };
  }

  private void retell() {
    seen = new SeenDestinations(notice -> {});
    shown.stream().map(retelling::of).forEach(seen::add);
  }

  private TrialRecord seen(TrialRecord trial) {
    shown.add(trial);
    TrialRecord told = retelling.of(trial);
    seen.add(told);
    return told;
  }

  private TrialRecord answer(TrialRequest request) {
    Optional<TrialRecord> found =
        entries.stream()
            .filter(entry -> !used.contains(entry.number()) && answers(entry, request))
            .min(Comparator.comparingInt(JournalEntry::number))
            .map(JournalEntry::trial);
    found.ifPresent(trial -> used.add(trial.number()));
    return found.orElseGet(() -> unanswered(request));
  }

  private boolean answers(JournalEntry entry, TrialRequest request) {
    TrialRecord trial = entry.trial();
    boolean repeated = trial.leaked() && entry.strength() == Gateway.Strength.NORMAL;
    boolean carriesOver = request.purpose() == TrialPurpose.CARRY_OVER;
    return !repeated
        && protocols(entry.request().purpose())
        && carriesOver == (entry.request().purpose() == TrialPurpose.CARRY_OVER)
        && trial.blocked().equals(request.blocked())
        && entry.request().answer() == request.answer()
        && Objects.equals(entry.request().ageing(), request.ageing())
        && Objects.equals(entry.request().told(), request.told())
        && (request.unit() == 0 || request.unit() == trial.unit())
        && request.usages().stream().allMatch(usage -> trial.outcome(usage).isPresent());
  }

  private boolean protocols(TrialPurpose purpose) {
    return purpose == TrialPurpose.CONTROL
        || purpose == TrialPurpose.BLOCK
        || purpose == TrialPurpose.JOINT
        || purpose == TrialPurpose.ENDURANCE
        || purpose == TrialPurpose.MARGIN
        || purpose == TrialPurpose.CARRY_OVER;
  }

  private TrialRecord unanswered(TrialRequest request) {
    TrialRecord any = entries.get(entries.size() - 1).trial();
    String why = "the journal holds no further trial without " + names(request.blocked());
    List<UsageOutcome> outcomes =
        request.usages().stream().map(usage -> TrialRunner.voided(usage, why)).toList();
    return Trials.untried(any.device(), any.end(), request).withOutcomes(outcomes);
  }

  private static String names(Set<DestinationPattern> blocked) {
    return blocked.isEmpty()
        ? "anything"
        : String.join(", ", blocked.stream().map(String::valueOf).toList());
  }
}
