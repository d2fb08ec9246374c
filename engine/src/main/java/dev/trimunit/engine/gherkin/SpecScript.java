// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.gherkin.SpecScenario.Kind;
import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.Ageing;
import dev.trimunit.engine.trial.Occasions;
import dev.trimunit.engine.trial.Outages;
import dev.trimunit.engine.trial.PowerCuts;
import dev.trimunit.engine.trial.Trial;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs a spec's steps: in trials, and for promises without one. Used by one thread, but for the
 * trials of several units in real time: those of each unit have step classes and a thread of their
 * own.
 */
public final class SpecScript {
  private static final String PROMISED =
      "A promise is judged on the findings of the run and has no trial of its own: use steps that take"
          + " CampaignFindings only";
  private static final String REHEARSED =
      "What a scenario blocks is learnt before its trials: a class with block steps takes"
          + " BlockDeclarations and CampaignFindings, but no Trial";

  private final Spec spec;
  private final CampaignFindings findings;
  private final Path attachments;
  private final CucumberSteps steps;
  private final Function<Integer, CucumberSteps> further;
  private final Map<Integer, CucumberSteps> stepsOfUnits = new ConcurrentHashMap<>();
  private final AtomicInteger runs = new AtomicInteger();

  /**
   * @param gluePackages where step classes are
   * @param attachments the folder for what steps attach to their scenario
   * @param limit how long steps may take
   */
  public SpecScript(
      Spec spec,
      List<String> gluePackages,
      CampaignFindings findings,
      Path attachments,
      StepLimit limit) {
    this.spec = spec;
    this.findings = findings;
    this.attachments = attachments;
    this.steps = new CucumberSteps(gluePackages, limit);
    this.further = unit -> new CucumberSteps(gluePackages, limit);
  }

  /**
   * The trials of the first outline without Examples, or of its equivalent if the file has none.
   */
  public TrialScript generated() {
    return spec.scenarios(Kind.GENERATED).stream()
        .filter(outline -> outline.problems().isEmpty())
        .findFirst()
        .map(this::generated)
        .orElse(
            (trial, request, usage) ->
                run(
                    trial,
                    usage,
                    PickleHead.recipe(spec, usage),
                    withoutOutline(request, usage),
                    StepDestinations.in(request),
                    of(trial, request)));
  }

  /** The trials of an outline without Examples. */
  public TrialScript generated(SpecScenario outline) {
    return (trial, request, usage) ->
        run(
            trial,
            usage,
            PickleHead.generated(spec, outline, request, usage),
            fromOutline(outline, request, usage, of(trial, request)),
            StepDestinations.in(request),
            of(trial, request));
  }

  /** The trials of a scenario written by hand. */
  public TrialScript scenario(SpecScenario scenario) {
    return (trial, request, usage) ->
        run(
            trial,
            usage,
            PickleHead.of(spec, scenario, usage),
            fromScenario(scenario, request, usage),
            StepDestinations.WRITTEN,
            steps);
  }

  /** Trials of different units are under way at once, but in virtual time. */
  private CucumberSteps of(Trial trial, TrialRequest request) {
    return request.unit() < 2 || trial.clock().isVirtual()
        ? steps
        : stepsOfUnits.computeIfAbsent(request.unit(), further);
  }

  /** Whether what a scenario blocks depends on what the run found. */
  public boolean blocksWhatWasFound(SpecScenario scenario) {
    return scenario.steps().stream()
        .filter(this::blocks)
        .map(step -> steps.match(step, spec.language()))
        .anyMatch(match -> match.values(ParameterWords.DESTINATION).isEmpty());
  }

  /**
   * What a scenario blocks; sets are as the findings have them now.
   *
   * @throws CampaignStopped if a step does not come to its end
   */
  public Rehearsal rehearse(SpecScenario scenario) {
    List<SpecStep> blocking = scenario.steps().stream().filter(this::blocks).toList();
    Rehearsal.Declared declared = new Rehearsal.Declared();
    StepRun run =
        run(
            PickleHead.of(spec, scenario, Usage.SCENARIO),
            blocking,
            StepSceneBuilder.stagedBuilder()
                .objects(
                    Map.of(
                        CampaignFindings.class, findings,
                        BlockDeclarations.class, declared,
                        PolicyDeclarations.class, declared,
                        StepDestinations.class, StepDestinations.WRITTEN))
                .lacking(REHEARSED)
                .hooks(false)
                .now(() -> java.time.Instant.EPOCH)
                .attached(List::of)
                .folder(attachments)
                .file(spec.location().file())
                .waits(() -> false)
                .build(),
            steps);
    if (!run.programError().isEmpty()) {
      throw new CampaignStopped(stopped(run, scenario.location()), run.error());
    }
    return Rehearsal.of(declared, run, !blocking.isEmpty());
  }

  /** Judges a promise, once. */
  public PromiseOutcome promise(SpecScenario promise, LabClock clock) {
    StepRun run =
        run(
            PickleHead.of(spec, promise, Usage.SCENARIO),
            promise.steps(),
            StepSceneBuilder.stagedBuilder()
                .objects(
                    Map.of(
                        CampaignFindings.class,
                        findings,
                        StepDestinations.class,
                        StepDestinations.WRITTEN))
                .lacking(PROMISED)
                .hooks(true)
                .now(clock::now)
                .attached(List::of)
                .folder(attachments)
                .file(spec.location().file())
                .waits(() -> false)
                .build(),
            steps);
    int line =
        run.steps().stream()
            .filter(step -> step.status() != StepRecord.Status.PASSED)
            .mapToInt(StepRecord::line)
            .findFirst()
            .orElse(promise.location().line());
    return new PromiseOutcome(
        run.outcome() == Outcome.PASSED,
        run.skipped(),
        run.reason(),
        new SourceLocation(spec.location().file(), line),
        run.steps());
  }

  private List<SpecStep> fromOutline(
      SpecScenario outline, TrialRequest request, Usage usage, CucumberSteps matching) {
    List<SpecStep> expanded = new ArrayList<>();
    for (SpecStep template : outline.steps()) {
      SpecStep step =
          template
              .with(Placeholder.FUNCTIONALITY, usage.functionality())
              .with(Placeholder.VANTAGE, usage.vantage().name());
      if (step.mentions(Placeholder.DESTINATION)) {
        request
            .blocked()
            .forEach(pattern -> expanded.add(step.with(Placeholder.DESTINATION, pattern.plain())));
      } else {
        expand(step, request, usage, matching, expanded);
      }
    }
    return expanded;
  }

  private List<SpecStep> withoutOutline(TrialRequest request, Usage usage) {
    List<SpecStep> expanded = new ArrayList<>();
    int line = spec.recipe(usage.functionality()).map(s -> s.location().line()).orElse(1);
    expanded.add(SpecStep.given("the device is power-cycled", line));
    request.blocked().stream()
        .map(pattern -> SpecStep.given("destination " + pattern.plain() + " is blocked", line))
        .forEach(expanded::add);
    addRecipe(request, usage, line, expanded);
    return expanded;
  }

  private List<SpecStep> fromScenario(SpecScenario scenario, TrialRequest request, Usage usage) {
    List<SpecStep> expanded = new ArrayList<>();
    for (SpecStep step : scenario.steps()) {
      if (!(request.blocked().isEmpty() && isControl(request) && blocks(step))) {
        expand(step, request, usage, steps, expanded);
      }
    }
    return expanded;
  }

  private static boolean isControl(TrialRequest request) {
    return request.purpose() == TrialPurpose.CONTROL || request.purpose() == TrialPurpose.NO_ACTION;
  }

  /**
   * A step that uses the functionality comes after its recipe; one that uses another is left out.
   */
  private void expand(
      SpecStep step,
      TrialRequest request,
      Usage usage,
      CucumberSteps matching,
      List<SpecStep> expanded) {
    List<String> used = matching.match(step, spec.language()).values(ParameterWords.FUNCTIONALITY);
    if (used.contains(usage.functionality())) {
      addRecipe(request, usage, step.line(), expanded);
    }
    if (used.isEmpty() || used.contains(usage.functionality())) {
      expanded.add(step);
    }
  }

  /** The steps of a recipe in another file are told at the line that asks for them. */
  private void addRecipe(TrialRequest request, Usage usage, int line, List<SpecStep> expanded) {
    Optional<SpecScenario> recipe = spec.recipe(usage.functionality());
    boolean own =
        recipe.filter(r -> r.location().file().equals(spec.location().file())).isPresent();
    recipe.stream()
        .flatMap(r -> r.steps().stream())
        .filter(step -> request.purpose() != TrialPurpose.NO_ACTION || !step.acts())
        .map(step -> own ? step : step.at(line))
        .forEach(expanded::add);
  }

  private boolean blocks(SpecStep step) {
    return steps.match(step, spec.language()) instanceof StepMatch.Defined defined
        && defined.blocks();
  }

  private UsageOutcome run(
      Trial trial,
      Usage usage,
      PickleHead head,
      List<SpecStep> expanded,
      StepDestinations destinations,
      CucumberSteps performing) {
    BlockDeclarations blocks =
        new BlockDeclarations() {
          @Override
          public void block(DestinationPattern pattern) {
            trial.block(pattern);
          }

          @Override
          public void blockWhileItRuns(DestinationPattern pattern) {
            trial.blockWhileItRuns(pattern);
          }

          @Override
          public void answer(BlockAnswer answer) {
            trial.answer(answer);
          }
        };
    PolicyDeclarations policies = trial::block;
    StepScene scene =
        StepSceneBuilder.stagedBuilder()
            .objects(
                Map.of(
                    Trial.class, trial,
                    Ageing.class, trial.ageing(),
                    PowerCuts.class, trial.powerCuts(),
                    Outages.class, trial.outages(),
                    Occasions.class, trial.occasions(),
                    CampaignFindings.class, findings,
                    BlockDeclarations.class, blocks,
                    PolicyDeclarations.class, policies,
                    StepDestinations.class, destinations))
            .lacking("")
            .hooks(true)
            .now(trial.clock()::now)
            .attached(trial::attachments)
            .folder(attachments)
            .file(spec.location().file())
            .waits(trial::waits)
            .build();
    StepRun run = run(head, expanded, scene, performing);
    if (run.skipped() || !run.programError().isEmpty()) {
      throw new CampaignStopped(stopped(run, head.location()), run.error());
    }
    return new UsageOutcome(usage, run.outcome(), run.reason(), run.steps());
  }

  private StepRun run(
      PickleHead head, List<SpecStep> expanded, StepScene scene, CucumberSteps performing) {
    return performing.run(
        new SpecPickle(
            "steps-" + runs.incrementAndGet(),
            spec.uri(),
            head.name(),
            spec.language(),
            head.location().line(),
            List.copyOf(head.tags()),
            expanded),
        scene);
  }

  /** Why no trial can follow, with the step. */
  private String stopped(StepRun run, SourceLocation scenario) {
    SourceLocation where =
        run.steps().stream()
            .filter(step -> !step.message().isEmpty() && step.line() > 0)
            .findFirst()
            .map(step -> new SourceLocation(scenario.file(), step.line()))
            .orElse(scenario);
    String why =
        run.skipped()
            ? "a step asks for the scenario to be left out, which a trial cannot be: "
                + run.reason()
            : run.reason();
    return "%s: %s".formatted(where, why);
  }
}
