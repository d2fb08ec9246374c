// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.gherkin.SpecScenario.Kind;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.Trial;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a spec's steps: in trials, and for promises without one. Used by one thread. */
public final class SpecScript {
  private final Spec spec;
  private final CampaignFindings findings;
  private final Path attachments;
  private final CucumberSteps steps;
  private int runs;

  /**
   * @param gluePackages where step classes are
   * @param attachments the folder for what steps attach to their scenario
   */
  public SpecScript(
      Spec spec, List<String> gluePackages, CampaignFindings findings, Path attachments) {
    this.spec = spec;
    this.findings = findings;
    this.attachments = attachments;
    this.steps = new CucumberSteps(gluePackages);
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
                    List.of(),
                    withoutOutline(request, usage),
                    StepDestinations.in(request)));
  }

  /** The trials of an outline without Examples. */
  public TrialScript generated(SpecScenario outline) {
    return (trial, request, usage) ->
        run(
            trial,
            usage,
            tags(outline),
            fromOutline(outline, request, usage),
            StepDestinations.in(request));
  }

  /** The trials of a scenario written by hand. */
  public TrialScript scenario(SpecScenario scenario) {
    return (trial, request, usage) ->
        run(
            trial,
            usage,
            tags(scenario),
            fromScenario(scenario, request, usage),
            StepDestinations.WRITTEN);
  }

  /** Whether what a scenario blocks depends on what the run found. */
  public boolean blocksWhatWasFound(SpecScenario scenario) {
    return scenario.steps().stream()
        .filter(this::blocks)
        .map(step -> steps.match(step, spec.language()))
        .anyMatch(match -> match.values(ParameterWords.DESTINATION).isEmpty());
  }

  /** What a scenario blocks; sets are as the findings have them now. */
  public Set<DestinationPattern> blocked(SpecScenario scenario) {
    Set<DestinationPattern> blocked = new LinkedHashSet<>();
    List<SpecStep> blocking = scenario.steps().stream().filter(this::blocks).toList();
    BlockDeclarations rehearsal = blocked::add;
    StepRun run =
        run(
            scenario.name(),
            tags(scenario),
            blocking,
            new StepScene(
                Map.of(
                    CampaignFindings.class, findings,
                    BlockDeclarations.class, rehearsal,
                    StepDestinations.class, StepDestinations.WRITTEN),
                () -> java.time.Instant.EPOCH,
                List::of,
                attachments));
    if (run.error() != null) {
      throw new IllegalStateException(run.reason(), run.error());
    }
    return blocked;
  }

  /** Judges a promise, once. */
  public PromiseOutcome promise(SpecScenario promise, LabClock clock) {
    StepRun run =
        run(
            promise.name(),
            tags(promise),
            promise.steps(),
            new StepScene(
                Map.of(
                    CampaignFindings.class,
                    findings,
                    StepDestinations.class,
                    StepDestinations.WRITTEN),
                clock::now,
                List::of,
                attachments));
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

  private List<SpecStep> fromOutline(SpecScenario outline, TrialRequest request, Usage usage) {
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
        expand(step, request, usage, expanded);
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
    addRecipe(request, usage, expanded);
    return expanded;
  }

  private List<SpecStep> fromScenario(SpecScenario scenario, TrialRequest request, Usage usage) {
    List<SpecStep> expanded = new ArrayList<>();
    for (SpecStep step : scenario.steps()) {
      if (!(request.blocked().isEmpty() && isControl(request) && blocks(step))) {
        expand(step, request, usage, expanded);
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
  private void expand(SpecStep step, TrialRequest request, Usage usage, List<SpecStep> expanded) {
    List<String> used = steps.match(step, spec.language()).values(ParameterWords.FUNCTIONALITY);
    if (used.contains(usage.functionality())) {
      addRecipe(request, usage, expanded);
    }
    if (used.isEmpty() || used.contains(usage.functionality())) {
      expanded.add(step);
    }
  }

  private void addRecipe(TrialRequest request, Usage usage, List<SpecStep> expanded) {
    spec.recipe(usage.functionality()).stream()
        .flatMap(recipe -> recipe.steps().stream())
        .filter(step -> request.purpose() != TrialPurpose.NO_ACTION || !step.acts())
        .forEach(expanded::add);
  }

  private boolean blocks(SpecStep step) {
    return steps.match(step, spec.language()) instanceof StepMatch.Defined defined
        && defined.blocks();
  }

  private UsageOutcome run(
      Trial trial,
      Usage usage,
      List<String> tags,
      List<SpecStep> expanded,
      StepDestinations destinations) {
    BlockDeclarations blocks =
        new BlockDeclarations() {
          @Override
          public void block(DestinationPattern pattern) {
            trial.block(pattern);
          }

          @Override
          public void answer(BlockAnswer answer) {
            trial.answer(answer);
          }
        };
    StepScene scene =
        new StepScene(
            Map.of(
                Trial.class, trial,
                CampaignFindings.class, findings,
                BlockDeclarations.class, blocks,
                StepDestinations.class, destinations),
            trial.clock()::now,
            trial::attachments,
            attachments);
    StepRun run = run(usage.toString(), tags, expanded, scene);
    return new UsageOutcome(usage, run.outcome(), run.reason(), run.steps());
  }

  private StepRun run(String name, List<String> tags, List<SpecStep> expanded, StepScene scene) {
    runs++;
    int line = expanded.isEmpty() ? spec.location().line() : expanded.get(0).line();
    return steps.run(
        new SpecPickle("steps-" + runs, name, spec.language(), line, tags, expanded), scene);
  }

  private static List<String> tags(SpecScenario scenario) {
    return List.copyOf(scenario.tags());
  }
}
