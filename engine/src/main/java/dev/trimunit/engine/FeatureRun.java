// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.campaign.CalibrationResult;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.ClaimedBlocks;
import dev.trimunit.engine.campaign.Judgement;
import dev.trimunit.engine.campaign.KeptOnce;
import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.gherkin.PromiseOutcome;
import dev.trimunit.engine.gherkin.Rehearsal;
import dev.trimunit.engine.gherkin.Spec;
import dev.trimunit.engine.gherkin.SpecProblem;
import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.gherkin.SpecScenario.Kind;
import dev.trimunit.engine.gherkin.SpecScript;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialScript;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A feature file in a run: what its nodes ask of the device's campaign. */
final class FeatureRun {
  private final Run run;
  private final Spec spec;
  private final DeviceRun device;
  private final SpecScript script;
  private final Map<SpecScenario, SpecProblem> problems = new HashMap<>();

  FeatureRun(Run run, Spec spec) {
    this.run = run;
    this.spec = spec;
    this.device = run.device(spec.device());
    this.script =
        new SpecScript(
            spec,
            run.configuration().glue(),
            device,
            run.output().resolve("attachments").resolve(spec.device()),
            run.stepLimit(device()));
    checkNouns();
    checkAges();
    checkPictures();
    checkStates();
    if (!spec.rare().isEmpty()) {
      run.listener().rarelyUsed(device(), spec.rare());
    }
  }

  Device device() {
    return device.device();
  }

  Campaign campaign() {
    return device.campaign();
  }

  /** Destinations that generated cases ask for. */
  void select(Predicate<Destination> wanted) {
    device.select(wanted);
  }

  /** Whether a usage can be judged; its trials are run when first asked for. */
  CalibrationResult calibrate(Usage usage) {
    return campaign().calibrate(usage, script.generated());
  }

  /** Whether this run records reference pictures, and judges nothing. */
  boolean records() {
    return run.configuration().recordMode() == RecordMode.RECORD;
  }

  /** Whether a scenario looks for states of the app that no functionality looks for. */
  boolean showsMore(SpecScenario scenario) {
    Set<String> more = new TreeSet<>(scenario.states(device()).keySet());
    spec.scenarios(Kind.FUNCTIONALITY)
        .forEach(recipe -> more.removeAll(recipe.states(device()).keySet()));
    return !more.isEmpty();
  }

  /** Uses the device once for its screens; says why that did not go through to its end. */
  Optional<String> record(Usage usage) {
    return record(TrialRequest.control(List.of(usage)), script.generated());
  }

  /** Performs a scenario once for its screens; says why that did not go through to its end. */
  Optional<String> record(SpecScenario scenario) {
    if (script.blocksWhatWasFound(scenario)) {
      return Optional.of(
          "%s blocks what a run finds, and a run that records finds nothing. Name the destinations, or use its states in a functionality."
              .formatted(scenario.name()));
    }
    List<Usage> used = usages(scenario);
    return record(
        new TrialRequest(
            TrialPurpose.SCENARIO,
            script.rehearse(scenario).blocks().all(),
            used.isEmpty() ? List.of(Usage.SCENARIO) : used),
        script.scenario(scenario));
  }

  private Optional<String> record(TrialRequest request, TrialScript trialScript) {
    request.usages().forEach(usage -> device.recordsAt(usage.vantage()));
    return campaign().rehearse(request, trialScript).outcomes().stream()
        .filter(outcome -> outcome.outcome() != Outcome.PASSED)
        .map(outcome -> "Not recorded to the end: " + outcome.reason())
        .findFirst();
  }

  /** Settles every usage of an outline that calibrates. */
  void settle(SpecScenario outline, Consumer<Verdict> heard) {
    List<Usage> usages =
        usages(outline).stream().filter(usage -> calibrate(usage).calibrated()).toList();
    campaign().settle(usages, script.generated(outline), heard);
  }

  /** Why a scenario cannot be judged, in a sentence; empty if it can. */
  Optional<String> obstacle(SpecScenario scenario) {
    return unreadable(scenario, scenario).or(() -> uncalibrated(scenario, scenario));
  }

  private Optional<String> uncalibrated(SpecScenario judged, SpecScenario uses) {
    return usages(uses).stream()
        .filter(usage -> spec.recipe(usage.functionality()).filter(SpecScenario::isOnce).isEmpty())
        .map(this::calibrate)
        .filter(result -> !result.calibrated())
        .map(
            result ->
                "%s cannot be judged, because %s does not work without any block: %s"
                    .formatted(judged.name(), result.usage(), result.reason()))
        .findFirst();
  }

  /** What cannot be run is not used, and a claim about it would hold for nothing. */
  private Optional<String> unreadable(SpecScenario judged, SpecScenario uses) {
    return uses.functionalities().stream()
        .flatMap(name -> spec.recipe(name).stream())
        .map(recipe -> broken(judged, recipe))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What keeps it from running anywhere, or without a camera. */
  private List<SpecProblem> problems(SpecScenario scenario) {
    return scenario.problems().isEmpty()
        ? withoutCamera(scenario).map(List::of).orElse(List.of())
        : scenario.problems();
  }

  private Optional<SpecProblem> withoutCamera(SpecScenario scenario) {
    return device.bench().withoutPictures().flatMap(scenario::needsCamera);
  }

  private Optional<String> broken(SpecScenario judged, SpecScenario other) {
    return problems(other).stream()
        .findFirst()
        .map(
            problem ->
                "%s cannot be judged, because '%s' cannot be run: %s"
                    .formatted(judged.name(), other.name(), problem));
  }

  /** What a scenario blocks; a set is settled first, if it was not. */
  Rehearsal rehearse(SpecScenario scenario) {
    if (script.blocksWhatWasFound(scenario)) {
      settleAll();
    }
    return script.rehearse(scenario);
  }

  /** What of a verdict is not as accepted; see {@link CaseStatuses}. */
  Optional<String> difference(Verdict verdict) {
    return device.difference(verdict);
  }

  /** Why a scenario is not performed again, in a sentence; empty if nothing speaks against it. */
  Optional<String> usedUp(SpecScenario scenario) {
    if (!run.configuration().remembersOnce(device.bench().isRenewed())) {
      return Optional.empty();
    }
    KeptOnce once = campaign().once();
    return onceOnly(scenario)
        .filter(name -> once.before(name).isPresent())
        .findFirst()
        .map(
            name ->
                "'%s' is not performed again (%s): '%s' can be done once on this unit, and was done on %s (%s). For another unit, or one that was set back: -Dtrimunit.once=again, or delete that line"
                    .formatted(
                        scenario.name(),
                        scenario.location(),
                        name,
                        once.before(name).orElseThrow(),
                        once.path()));
  }

  private Stream<String> onceOnly(SpecScenario scenario) {
    return spec.recipes(scenario).filter(SpecScenario::isOnce).map(SpecScenario::name);
  }

  Judgement judge(SpecScenario scenario, ClaimedBlocks blocks) {
    onceOnly(scenario).forEach(campaign().once()::usedUp);
    if (spec.awaitsOccasion(scenario)) {
      return campaign().judgeOccasion(blocks, usages(scenario), script.scenario(scenario));
    }
    return scenario.ages()
        ? campaign().judgeAged(blocks, usages(scenario), script.scenario(scenario))
        : campaign()
            .judge(blocks, usages(scenario), script.scenario(scenario), spec.isOnce(scenario));
  }

  /**
   * Judges a promise, on the verdicts of everything that this file generates. Without all of them
   * it might be kept by not looking.
   */
  PromiseOutcome promise(SpecScenario promise) {
    settleAll();
    Optional<String> obstacle =
        spec.scenarios(Kind.GENERATED).stream()
            .map(
                outline ->
                    broken(promise, outline)
                        .or(() -> unreadable(promise, outline))
                        .or(() -> uncalibrated(promise, outline)))
            .flatMap(Optional::stream)
            .findFirst();
    return obstacle
        .map(why -> new PromiseOutcome(false, false, why, promise.location(), List.of()))
        .orElseGet(() -> campaign().sparing(() -> script.promise(promise, device.bench().clock())));
  }

  private void settleAll() {
    spec.scenarios(Kind.GENERATED).stream()
        .filter(outline -> outline.problems().isEmpty())
        .forEach(outline -> settle(outline, verdict -> {}));
  }

  private List<Usage> usages(SpecScenario scenario) {
    return spec.usages(scenario).stream()
        .filter(run.configuration().filters()::selects)
        .filter(
            usage ->
                spec.recipe(usage.functionality()).filter(r -> problems(r).isEmpty()).isPresent())
        .toList();
  }

  /** A wrong word is told once for its line, though a Background repeats it in each scenario. */
  private void checkNouns() {
    Set<String> told = new HashSet<>();
    for (SpecScenario scenario : spec.scenarios()) {
      scenario
          .unknownNouns(device())
          .forEach(
              (noun, line) -> {
                if (told.add(noun + " " + line)) {
                  SourceLocation where = new SourceLocation(spec.location().file(), line);
                  problems.putIfAbsent(scenario, new SpecProblem(where, unknownNoun(noun)));
                }
              });
    }
  }

  /** Another lab than the one that was asked for never takes its place. */
  private void checkAges() {
    if (!device.bench().clock().isVirtual()) {
      String lab = run.configuration().lab();
      boolean passesDays = device.bench().clock().passesDays();
      spec.scenarios()
          .forEach(
              scenario ->
                  scenario
                      .needsVirtualTime(lab, passesDays)
                      .or(() -> ofRecipes(scenario, lab, passesDays))
                      .ifPresent(problem -> problems.putIfAbsent(scenario, problem)));
    }
    if (!device.bench().gateway().hasPolicies()) {
      String lab = run.configuration().lab();
      spec.scenarios()
          .forEach(
              scenario ->
                  scenario
                      .needsPolicies(lab)
                      .ifPresent(problem -> problems.putIfAbsent(scenario, problem)));
    }
  }

  /** The other scenarios still run. */
  private void checkPictures() {
    spec.scenarios()
        .forEach(
            scenario ->
                withoutCamera(scenario)
                    .ifPresent(problem -> problems.putIfAbsent(scenario, problem)));
  }

  private Optional<SpecProblem> ofRecipes(SpecScenario scenario, String lab, boolean passesDays) {
    return spec.recipes(scenario)
        .flatMap(recipe -> recipe.needsVirtualTime(lab, passesDays).stream())
        .findFirst();
  }

  /** What is wrong with a scenario that only the device's file, or the lab, could tell. */
  Optional<SpecProblem> problem(SpecScenario scenario) {
    return Optional.ofNullable(problems.get(scenario));
  }

  /**
   * Everything that is missing to tell the app's states is told at once, before the first trial.
   */
  private void checkStates() {
    Map<String, String> obstacles = new LinkedHashMap<>();
    for (SpecScenario scenario : spec.scenarios()) {
      if (withoutCamera(scenario).isPresent()) {
        continue;
      }
      CompanionApp app = device.bench().app(scenario.vantages().iterator().next());
      scenario
          .states(device())
          .forEach(
              (state, line) ->
                  app.obstacle(state)
                      .ifPresent(
                          why ->
                              obstacles.putIfAbsent(
                                  state, spec.location().file() + ":" + line + ": " + why)));
    }
    if (!obstacles.isEmpty()) {
      throw new LabException(String.join("\n", obstacles.values()));
    }
  }

  private String unknownNoun(String noun) {
    return "'the %s' is not what devices/%s.yaml calls the device. %s"
        .formatted(noun, spec.device(), NearMisses.sentence(noun, device().nouns(), "words"));
  }
}
