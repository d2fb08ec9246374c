// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A scenario of a spec, or one row of an outline's Examples. */
public final class SpecScenario {
  /** What a scenario is for. */
  public enum Kind {
    /** A recipe on the companion app, tagged {@code @functionality}. */
    FUNCTIONALITY,
    /** An outline without Examples: the engine fills in functionality, vantage and destination. */
    GENERATED,
    /** A claim about trials, written by hand. */
    SCENARIO,
    /** A promise about the findings of the run, written by hand. */
    PROMISE
  }

  static final String RARE = "@rare";
  static final String ONCE = "@once";

  private final Kind kind;
  private final String name;
  private final SourceLocation location;
  private final int scenarioLine;
  private final int lastLine;
  private final Set<String> tags;
  private final List<SpecStep> steps;
  private final List<SpecProblem> problems = new ArrayList<>();
  private final Set<String> functionalities = new LinkedHashSet<>();
  private final Map<String, Integer> nouns = new LinkedHashMap<>();
  private final Map<String, Integer> states = new LinkedHashMap<>();
  private final Map<Words, Integer> shown = new LinkedHashMap<>();
  private final Map<Integer, String> ageing = new LinkedHashMap<>();
  private final Map<Integer, String> policies = new LinkedHashMap<>();
  private final Map<Integer, String> inside = new LinkedHashMap<>();
  private boolean awaitsOccasion;
  private boolean cutsPower;

  SpecScenario(
      Kind kind,
      String name,
      SourceLocation location,
      int scenarioLine,
      int lastLine,
      Set<String> tags,
      List<SpecStep> steps) {
    this.kind = kind;
    this.name = name;
    this.location = location;
    this.scenarioLine = scenarioLine;
    this.lastLine = lastLine;
    this.tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
    this.steps = List.copyOf(steps);
  }

  /** What it is for. */
  public Kind kind() {
    return kind;
  }

  /** Its name, with the placeholders of an outline without Examples. */
  public String name() {
    return name;
  }

  /** The line of its keyword, or of its row of Examples. */
  public SourceLocation location() {
    return location;
  }

  /** Its tags and those of its rule and feature, each with {@code @}. */
  public Set<String> tags() {
    return tags;
  }

  /**
   * Whether it can be done once only on this unit, so that nothing repeats it: tagged {@code
   * @once}.
   */
  public boolean isOnce() {
    return tags.contains(ONCE);
  }

  /** Whether the device seldom does it: tagged {@code @rare} or {@code @once}. */
  public boolean isRare() {
    return tags.contains(RARE) || isOnce();
  }

  /** What keeps it from running; empty if nothing does. */
  public List<SpecProblem> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** The names of the functionalities that it uses, in order; for a recipe its own name. */
  public Set<String> functionalities() {
    return Collections.unmodifiableSet(functionalities);
  }

  /** Whether it checks anything: it uses a functionality, or has a Then step. */
  public boolean claimsSomething() {
    return !functionalities.isEmpty() || steps.stream().anyMatch(SpecStep::checks);
  }

  /** The words for a device that are not this one's, and in which line first. */
  public Map<String, Integer> unknownNouns(Device device) {
    Map<String, Integer> unknown = new LinkedHashMap<>(nouns);
    unknown.keySet().removeAll(device.nouns());
    shown.forEach(
        (words, line) -> {
          if (words.state(device).isEmpty()) {
            unknown.putIfAbsent(words.text().replaceFirst(" .*", ""), line);
          }
        });
    return unknown;
  }

  /** Which states of the companion app it looks for, and in which line first. */
  public Map<String, Integer> states(Device device) {
    Map<String, Integer> all = new LinkedHashMap<>();
    states.forEach((state, line) -> all.putIfAbsent(Device.unquoted(state), line));
    shown.forEach(
        (words, line) -> words.state(device).ifPresent(state -> all.putIfAbsent(state, line)));
    return all;
  }

  /**
   * Why it cannot be run where no camera looks at the device, at the first step that wants one.
   *
   * @param why there is none, and what to do
   */
  public Optional<SpecProblem> needsCamera(String why) {
    return shown.entrySet().stream()
        .filter(step -> step.getKey().byCamera())
        .findFirst()
        .map(
            step ->
                new SpecProblem(
                    new SourceLocation(location.file(), step.getValue()),
                    "A picture is to show the %s: %s, or leave it out here (trimunit.features, tags)."
                        .formatted(step.getKey().text(), why)));
  }

  /** Whether its trials last: the device grows old, or loses more than what is blocked. */
  public boolean ages() {
    return cutsPower || !ageing.isEmpty() || !policies.isEmpty();
  }

  /** Whether it ends with what a device can do only when there is an occasion: see Occasions. */
  boolean awaitsOccasion() {
    return awaitsOccasion;
  }

  /**
   * Why it cannot be run in a lab whose time is not virtual, at the first step that says so; empty
   * if it can.
   *
   * @param lab the lab's key
   * @param passesDays whether days can pass there
   */
  public Optional<SpecProblem> needsVirtualTime(String lab, boolean passesDays) {
    return ageing.entrySet().stream()
        .filter(step -> !passesDays)
        .findFirst()
        .map(step -> realTime(step, lab))
        .or(() -> inside.entrySet().stream().findFirst().map(step -> noModels(step, lab)));
  }

  /**
   * Why it cannot be run with a gateway that only refuses, at the first step that says so; empty if
   * it can.
   *
   * @param lab the lab's key
   */
  public Optional<SpecProblem> needsPolicies(String lab) {
    return policies.entrySet().stream()
        .findFirst()
        .map(
            step ->
                new SpecProblem(
                    new SourceLocation(location.file(), step.getKey()),
                    "'%s' needs a gateway that can do more than refuse; that of the lab '%s' cannot. Run it on a lab whose gateway can (trimunit.lab=simulated, emulated or physical), or leave it out here (trimunit.features, tags)."
                        .formatted(step.getValue(), lab)));
  }

  private SpecProblem noModels(Map.Entry<Integer, String> step, String lab) {
    return new SpecProblem(
        new SourceLocation(location.file(), step.getKey()),
        "'%s' needs a lab of models, which knows what a device runs and what its maker offers; the lab '%s' does not. Run it on the simulated lab (trimunit.lab=simulated), or leave it out here (trimunit.features, tags)."
            .formatted(step.getValue(), lab));
  }

  private SpecProblem realTime(Map.Entry<Integer, String> step, String lab) {
    return new SpecProblem(
        new SourceLocation(location.file(), step.getKey()),
        "'%s' needs a lab in whose time days can pass, and a modelled Internet; the time of the lab '%s' is real. Run it on the simulated lab (trimunit.lab=simulated), or leave it out here (trimunit.features, tags)."
            .formatted(step.getValue(), lab));
  }

  /** The vantages that its tags name; both if none does. */
  public Set<Vantage> vantages() {
    Set<Vantage> named = EnumSet.noneOf(Vantage.class);
    for (Vantage vantage : Vantage.values()) {
      if (tags.contains("@" + vantage)) {
        named.add(vantage);
      }
    }
    return named.isEmpty() ? EnumSet.allOf(Vantage.class) : named;
  }

  /** The name of the generated case of a destination, in the spec's words. */
  public String caseName(Usage usage, String destination) {
    return Placeholder.fill(name, usage).replace(Placeholder.DESTINATION.text(), destination);
  }

  /**
   * Whether a line lies in the scenario, or in the outline that this row of Examples belongs to.
   */
  public boolean spans(int line) {
    return scenarioLine <= line && line <= lastLine;
  }

  List<SpecStep> steps() {
    return steps;
  }

  void use(String functionality) {
    functionalities.add(functionality);
  }

  void noun(String noun, int line) {
    nouns.putIfAbsent(noun, line);
  }

  void state(String state, int line) {
    states.putIfAbsent(state, line);
  }

  /**
   * Noun and state as one text: only the device's file says where the one ends.
   *
   * @param byCamera whether a camera's picture shows it, and not the companion app
   */
  private record Words(String text, boolean byCamera) {
    Optional<String> state(Device device) {
      return device.stateIn(text).map(state -> byCamera ? Device.pictured(state) : state);
    }
  }

  void shown(String words, boolean byCamera, int line) {
    shown.putIfAbsent(new Words(words, byCamera), line);
  }

  void age(String step, int line) {
    ageing.putIfAbsent(line, step);
  }

  void policy(String step, int line) {
    policies.putIfAbsent(line, step);
  }

  void cutPower() {
    cutsPower = true;
  }

  void lookInside(String step, int line, boolean checks) {
    inside.putIfAbsent(line, step);
    awaitsOccasion |= checks;
  }

  void problem(int line, String message) {
    problems.add(new SpecProblem(new SourceLocation(location.file(), line), message));
  }

  @Override
  public String toString() {
    return kind + " " + name + " (" + location + ")";
  }
}
