// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.gherkin.Spec;
import dev.trimunit.engine.gherkin.SpecProblem;
import dev.trimunit.engine.gherkin.SpecReader;
import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.gherkin.SpecScenario.Kind;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.DiscoveryIssue.Severity;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;

/**
 * Fills the nodes of feature files, in the order in which things happen in the lab: calibrations,
 * generated cases, scenarios written by hand, promises.
 */
final class SpecTree {
  private static final String DEVICES = "devices";
  private static final String YAML = ".yaml";

  private final TrimUnitConfiguration configuration;
  private final SpecReader reader;
  private final Resources resources;
  private final Supplier<List<String>> packages;
  private final DiscoveryIssueReporter issues;

  SpecTree(
      TrimUnitConfiguration configuration,
      SpecReader reader,
      ClasspathResources resources,
      DiscoveryIssueReporter issues) {
    this.packages = resources::packages;
    this.configuration = configuration;
    this.reader = reader;
    this.resources = resources;
    this.issues = issues;
  }

  void fill(RunDescriptor run) {
    List<FeatureDescriptor> features =
        run.getChildren().stream()
            .filter(FeatureDescriptor.class::isInstance)
            .map(FeatureDescriptor.class::cast)
            .toList();
    features.forEach(feature -> check(feature, features));
    List<String> unmatched = new ArrayList<>(unmatched(features));
    List<FeatureDescriptor> selected =
        new ShardOfRun(configuration)
            .of(
                features.stream()
                    .filter(feature -> feature.spec().device().isEmpty() || selects(feature.spec()))
                    .filter(feature -> selects(feature, unmatched))
                    .toList(),
                unmatched);
    selected.forEach(this::fill);
    Map<String, SpecNode> named = new HashMap<>();
    features.forEach(feature -> replaceNamesakes(feature, named));
    features.stream()
        .filter(feature -> feature.getChildren().isEmpty())
        .forEach(TestDescriptor::removeFromHierarchy);
    if (!unmatched.isEmpty()) {
      run.addChild(ProblemDescriptor.nothing(run, "properties", String.join("\n", unmatched)));
    }
    if (!features.isEmpty() && run.getChildren().isEmpty()) {
      run.addChild(ProblemDescriptor.nothing(run, "properties", nothingSelected(features)));
    }
    run.found(limits(features, selected));
  }

  /** A word of a filter that means nothing is a mistake, though others leave something to run. */
  private List<String> unmatched(List<FeatureDescriptor> features) {
    List<Spec> specs = features.stream().map(FeatureDescriptor::spec).toList();
    List<String> unmatched = new ArrayList<>();
    if (!features.isEmpty()) {
      unmatched.addAll(configuration.cucumber());
      unmatched.addAll(reader.emptyGlue(packages));
      List<String> devices = specs.stream().map(Spec::device).filter(id -> !id.isEmpty()).toList();
      unmatched.addAll(configuration.filters().unmatched(Property.DEVICE, devices, "devices"));
      List<String> functionalities =
          specs.stream().flatMap(spec -> spec.functionalities().stream()).distinct().toList();
      unmatched.addAll(
          configuration
              .filters()
              .unmatched(Property.FUNCTIONALITY, functionalities, "functionalities"));
      List<String> vantages = Stream.of(Vantage.values()).map(Vantage::name).toList();
      unmatched.addAll(configuration.filters().unmatched(Property.VANTAGE, vantages, "vantages"));
      List<String> files = specs.stream().map(spec -> spec.location().file()).toList();
      configuration.filters().features().stream()
          .filter(filter -> files.stream().noneMatch(filter::means))
          .forEach(filter -> unmatched.add(filter.unmatched(files)));
    }
    return unmatched;
  }

  private boolean selects(FeatureDescriptor feature, List<String> unmatched) {
    List<FeatureFilter> all = configuration.filters().features();
    List<FeatureFilter> meant =
        all.stream().filter(filter -> filter.means(feature.file().name())).toList();
    if (meant.stream().noneMatch(filter -> filter.lines().isEmpty())) {
      meant.forEach(filter -> feature.selection().only(filter.lines()));
    }
    meant.forEach(filter -> filter.unmatched(feature.spec()).ifPresent(unmatched::add));
    return all.isEmpty() || !meant.isEmpty();
  }

  private Limits limits(List<FeatureDescriptor> features, List<FeatureDescriptor> selected) {
    List<String> devices = new ArrayList<>();
    List<String> within = new ArrayList<>();
    if (selected.size() < features.size()) {
      configuration.filters().filter(Property.DEVICE).ifPresent(devices::add);
      configuration.filters().filter(Property.FEATURES).ifPresent(devices::add);
      configuration.filters().filter(Property.SHARD).ifPresent(devices::add);
    }
    for (Property property :
        List.of(Property.FUNCTIONALITY, Property.VANTAGE, Property.DESTINATION)) {
      configuration.filters().filter(property).ifPresent(within::add);
    }
    selected.stream()
        .filter(feature -> !feature.selection().isWhole())
        .forEach(feature -> within.add("parts of " + feature.file().name()));
    return new Limits(devices, within);
  }

  /** A functionality may be in one file of a device and be used in another. */
  private void check(FeatureDescriptor feature, List<FeatureDescriptor> features) {
    List<SpecScenario> recipes =
        features.stream()
            .filter(other -> !other.equals(feature))
            .map(FeatureDescriptor::spec)
            .filter(other -> other.device().equals(feature.spec().device()))
            .flatMap(other -> other.scenarios(Kind.FUNCTIONALITY).stream())
            .toList();
    feature.check(spec -> reader.check(spec, recipes));
  }

  /** Reports tell the cases of a device apart by name, whichever file they are in. */
  private void replaceNamesakes(FeatureDescriptor feature, Map<String, SpecNode> named) {
    for (TestDescriptor child : List.copyOf(feature.getChildren())) {
      String key = feature.spec().device() + "/" + child.getDisplayName();
      if (!(child instanceof SpecNode node) || child instanceof ProblemDescriptor) {
        continue;
      }
      SpecNode first = named.putIfAbsent(key, node);
      if (first != null) {
        node.removeFromHierarchy();
        String stale =
            Stream.of(feature, (FeatureDescriptor) first.getParent().orElseThrow())
                .flatMap(either -> either.file().staleness().stream())
                .findFirst()
                .orElse("Rename one.");
        String sentence =
            "Two cases are called '%s', and reports could not tell them apart. The other is at %s. %s"
                .formatted(node.getDisplayName(), first.location(), stale);
        addProblem(
            feature,
            node.getDisplayName(),
            node.location().line(),
            Set.of(),
            List.of(new SpecProblem(node.location(), sentence)));
      }
    }
  }

  private boolean selects(Spec spec) {
    return configuration.filters().selectsDevice(spec.device());
  }

  private String nothingSelected(List<FeatureDescriptor> features) {
    List<String> devices = features.stream().map(feature -> feature.spec().device()).toList();
    List<String> functionalities =
        features.stream().flatMap(feature -> feature.spec().functionalities().stream()).toList();
    return "The selectors and properties %s leave nothing to run. There are the devices %s and the functionalities %s."
        .formatted(configuration.given(), devices, functionalities);
  }

  private void fill(FeatureDescriptor feature) {
    Spec spec = feature.spec();
    List<SpecProblem> problems = new ArrayList<>(spec.problems());
    addUnknownDevice(spec, problems);
    if (!problems.isEmpty()) {
      feature
          .file()
          .staleness()
          .ifPresent(what -> problems.add(new SpecProblem(spec.location(), what)));
    }
    if (!problems.isEmpty()) {
      String name = "reading " + feature.file().name();
      addProblem(feature, name, spec.location().line(), spec.tags(), problems);
      return;
    }
    feature.selection().widen(spec.scenarios());
    for (Kind kind : Kind.values()) {
      spec.scenarios(kind).forEach(scenario -> fill(feature, scenario));
    }
  }

  /**
   * Where there are device files, each device has one; a lab without any knows its devices itself.
   */
  private void addUnknownDevice(Spec spec, List<SpecProblem> problems) {
    String file = DEVICES + "/" + spec.device() + YAML;
    List<String> files = resources.list(DEVICES, YAML);
    String other = file.replace(YAML, ".yml");
    boolean misnamed = resources.find(other).isPresent();
    if (!spec.device().isEmpty()
        && (!files.isEmpty() || misnamed)
        && resources.find(file).isEmpty()) {
      List<String> known =
          files.stream()
              .map(path -> path.substring(DEVICES.length() + 1, path.length() - YAML.length()))
              .toList();
      problems.add(
          new SpecProblem(
              spec.location(),
              "Unknown device '%s': there is no %s. %s"
                  .formatted(
                      spec.device(),
                      file,
                      misnamed
                          ? "There is " + other + ": rename it."
                          : NearMisses.sentence(spec.device(), known, "devices"))));
    }
  }

  private void fill(FeatureDescriptor feature, SpecScenario scenario) {
    Spec spec = feature.spec();
    List<Usage> usages =
        spec.usages(scenario).stream().filter(configuration.filters()::selects).toList();
    boolean leftOut = usages.isEmpty() && !spec.usages(scenario).isEmpty();
    if (leftOut) {
      return;
    }
    if (!scenario.problems().isEmpty()) {
      addProblems(feature, scenario);
      return;
    }
    UniqueId id = feature.getUniqueId().append(segment(scenario));
    switch (scenario.kind()) {
      case FUNCTIONALITY -> usages.forEach(usage -> addCalibration(feature, scenario, usage));
      case GENERATED -> addOutline(feature, scenario, id, usages);
      case SCENARIO ->
          add(
              feature,
              scenario,
              new ScenarioDescriptor(id, feature.file(), scenario, records() ? "screens of " : ""));
      case PROMISE -> add(feature, scenario, new PromiseDescriptor(id, feature.file(), scenario));
    }
  }

  /** A case that only shows its screens must not pass for one that was judged. */
  private boolean records() {
    return configuration.recordMode() == RecordMode.RECORD;
  }

  private void addCalibration(FeatureDescriptor feature, SpecScenario recipe, Usage usage) {
    UniqueId id = feature.getUniqueId().append(CalibrationDescriptor.SEGMENT, usage.toString());
    add(
        feature,
        recipe,
        new CalibrationDescriptor(
            id,
            feature.file(),
            recipe,
            usage,
            records() ? "screens of " + usage : usage + " calibrates"));
  }

  private static void addOutline(
      FeatureDescriptor feature, SpecScenario outline, UniqueId id, List<Usage> usages) {
    Set<String> cases =
        feature.selection().cases(id.getLastSegment(), outline, feature.spec().scenarios());
    add(feature, outline, new OutlineDescriptor(id, feature.file(), outline, usages, cases));
  }

  private static void add(FeatureDescriptor feature, SpecScenario scenario, SpecNode node) {
    Segment segment = node.getUniqueId().getLastSegment();
    if (feature.selection().wants(segment, scenario, feature.spec().scenarios())) {
      feature.addChild(node);
    }
  }

  private static Segment segment(SpecScenario scenario) {
    String type =
        switch (scenario.kind()) {
          case FUNCTIONALITY -> ProblemDescriptor.SEGMENT;
          case GENERATED -> OutlineDescriptor.SEGMENT;
          case SCENARIO -> ScenarioDescriptor.SEGMENT;
          case PROMISE -> PromiseDescriptor.SEGMENT;
        };
    String kind = scenario.problems().isEmpty() ? type : ProblemDescriptor.SEGMENT;
    return UniqueId.root(kind, String.valueOf(scenario.location().line())).getLastSegment();
  }

  private void addProblems(FeatureDescriptor feature, SpecScenario scenario) {
    if (feature.selection().wants(segment(scenario), scenario, feature.spec().scenarios())) {
      addProblem(
          feature,
          scenario.name(),
          scenario.location().line(),
          scenario.tags(),
          scenario.problems());
    }
  }

  private void addProblem(
      FeatureDescriptor feature,
      String name,
      int line,
      Set<String> tags,
      List<SpecProblem> problems) {
    UniqueId id = feature.getUniqueId().append(ProblemDescriptor.SEGMENT, String.valueOf(line));
    feature.addChild(new ProblemDescriptor(id, name, feature.file(), tags, problems));
    for (SpecProblem problem : problems) {
      issues.reportIssue(
          DiscoveryIssue.builder(Severity.WARNING, problem.toString())
              .source(feature.file().source(problem.location().line())));
    }
  }
}
