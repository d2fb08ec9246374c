// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a device of its kind does seldom, and which of it worked while a destination was refused. A
 * verdict is about what was used; whoever hands a list on has to know what was not. A block that
 * the device did not meet says nothing.
 */
public final class RareFunctions {
  private static final String ANY = ".*";
  private static final String OUTAGE = "Internet outage";
  private static final String UPDATE = "update";
  private static final String ALARM = "alarm";

  private static final List<Rare> CATALOGUE =
      List.of(
          new Rare(
              ALARM,
              "alarm|alert|notif|smoke|siren|emergency",
              "camera|doorbell|bell|sensor|detector|lock|alarm|hub|thermostat|monitor|opener"),
          new Rare("re-pairing", "pair|set up|set-up|setting up|onboard|factory reset", ANY),
          new Rare(UPDATE, "updat|upgrad|firmware", ANY),
          new Rare(OUTAGE, "outage|offline|internet", ANY),
          new Rare("power cut", "", ANY),
          new Rare("sharing", "shar|invit|guest", ANY),
          new Rare("low battery", "battery", "doorbell|bell|sensor|detector|lock|remote"),
          new Rare("cloud recording", "record|playback|clip", "camera|doorbell|bell"),
          new Rare(
              "voice link",
              "voice|assistant|alexa|siri",
              "bulb|lamp|light|strip|plug|socket|switch|speaker|tv|thermostat|hub|kettle"));

  private final List<Rare> ofDevice;
  private final List<Verdict> verdicts;
  private final List<TrialRecord> trials;
  private final List<CaseResult> cases;

  private record Rare(String name, Pattern words, Pattern nouns) {
    Rare(String name, String words, String nouns) {
      this(name, Pattern.compile(words), Pattern.compile(nouns));
    }

    /** As a spec calls it. */
    static Rare functionality(String name) {
      return new Rare(name, "^" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "$", ANY);
    }

    /** A power cut is what every trial begins with; a name alone does not make one. */
    boolean isPowerCut() {
      return words.pattern().isEmpty();
    }

    /**
     * An update was installed, a notification arrived, the Internet was gone: what was tapped for
     * it, what the app says, and what a scenario is called, is no proof.
     */
    boolean isIn(DeviceTimer timer) {
      return timer.elapsed() > 0
          && switch (timer.kind()) {
            case UPDATE -> name.equals(UPDATE);
            case NOTIFICATION -> name.equals(ALARM);
            case OUTAGE -> name.equals(OUTAGE);
            default -> false;
          };
    }

    boolean isNamedIn(String text) {
      return !isPowerCut() && words.matcher(text.toLowerCase(Locale.ROOT)).find();
    }
  }

  /**
   * What was tried without a destination.
   *
   * @param tested worked while the device tried the destination and was refused
   * @param untested was not tried, or the device did not try the destination meanwhile
   */
  public record Tried(List<String> tested, List<String> untested) {
    public Tried {
      tested = List.copyOf(tested);
      untested = List.copyOf(untested);
    }
  }

  /**
   * @param verdicts of the device
   * @param trials of its campaign
   * @param cases hand-written scenarios that hold may have tried something
   * @param tagged the functionalities that its specs call rare
   */
  public RareFunctions(
      Device device,
      List<Verdict> verdicts,
      List<TrialRecord> trials,
      List<CaseResult> cases,
      List<String> tagged) {
    String kind = (device.noun() + " " + device.name()).toLowerCase(Locale.ROOT);
    List<Rare> all = new ArrayList<>();
    tagged.forEach(name -> all.add(Rare.functionality(name)));
    CATALOGUE.stream()
        .filter(rare -> rare.nouns().matcher(kind).find())
        .filter(rare -> tagged.stream().noneMatch(rare::isNamedIn))
        .forEach(all::add);
    this.ofDevice = List.copyOf(all);
    this.verdicts = List.copyOf(verdicts);
    this.trials = List.copyOf(trials);
    this.cases = List.copyOf(cases);
  }

  /** What was tried while a destination was blocked. */
  public Tried without(Destination destination) {
    List<String> tested = new ArrayList<>();
    List<String> untested = new ArrayList<>();
    for (Rare rare : ofDevice) {
      (isTested(rare, destination) ? tested : untested).add(rare.name());
    }
    return new Tried(tested, untested);
  }

  private boolean isTested(Rare rare, Destination destination) {
    if (rare.isPowerCut()) {
      return trials.stream().anyMatch(trial -> survives(trial, destination));
    }
    return verdicts.stream()
            .anyMatch(
                verdict ->
                    verdict.destination().equals(destination)
                        && verdict.kind() == VerdictKind.BLOCKABLE
                        && verdict.held() > 0
                        && rare.isNamedIn(verdict.usage().functionality()))
        || cases.stream()
            .filter(RareFunctions::isKept)
            .anyMatch(claim -> tries(claim, rare, destination));
  }

  private static boolean isKept(CaseResult claim) {
    return claim.kind() == CaseResult.Kind.SCENARIO && claim.status() == CaseStatus.SUCCESSFUL;
  }

  private static boolean survives(TrialRecord trial, Destination destination) {
    return !trial.off().isZero()
        && trial.held(destination)
        && trial.outcomes().stream().map(UsageOutcome::usage).anyMatch(trial::passed);
  }

  /**
   * By what its trials used, or by what happened in them; a claim's own name may tell of what it
   * leaves out.
   */
  private boolean tries(CaseResult claim, Rare rare, Destination destination) {
    return trials.stream()
        .filter(trial -> claim.decidingTrials().contains(trial.number()))
        .filter(trial -> trial.held(destination))
        .anyMatch(
            trial ->
                trial.timers().stream().anyMatch(rare::isIn)
                    || trial.outcomes().stream()
                        .filter(outcome -> trial.passed(outcome.usage()))
                        .anyMatch(outcome -> rare.isNamedIn(outcome.usage().functionality())));
  }
}
