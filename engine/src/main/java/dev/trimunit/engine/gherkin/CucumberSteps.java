// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.lab.LabException;
import io.cucumber.core.backend.Backend;
import io.cucumber.core.eventbus.EventBus;
import io.cucumber.core.exception.CucumberException;
import io.cucumber.core.runner.Runner;
import io.cucumber.core.runtime.BackendServiceLoader;
import io.cucumber.core.runtime.TimeServiceEventBus;
import io.cucumber.plugin.event.EmbedEvent;
import io.cucumber.plugin.event.PickleStepTestStep;
import io.cucumber.plugin.event.StepDefinedEvent;
import io.cucumber.plugin.event.TestStepFinished;
import io.cucumber.plugin.event.TestStepStarted;
import io.cucumber.plugin.event.WriteEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Steps on Cucumber's runtime; the one class that drives it. Used by one thread, and performed in
 * another.
 *
 * <p>Problem: Cucumber's runtime classes are public but not stable, and a nested {@code runPickle}
 * on one runner breaks the outer scenario. Solution: all that runs is here, and functionalities are
 * expanded before a scenario is run.
 */
final class CucumberSteps {
  private static final URI NOWHERE = URI.create("classpath:step.feature");

  private final StepObjects objects = new StepObjects();
  private final HeardGlue heard = new HeardGlue(this::mayRun);
  private final SortedSet<String> expressions = new TreeSet<>();
  private final Map<String, StepMatch> matches = new HashMap<>();
  private final GlueOptions options;
  private final StepThread thread;
  private final EventBus bus;
  private @Nullable Runner runner;
  private volatile @Nullable StepRecorder recorder;
  private @Nullable TestStepFinished finished;

  /** To match steps only. */
  CucumberSteps(List<String> gluePackages) {
    this(gluePackages, StepLimit.none());
  }

  /** To perform them, in a time. */
  CucumberSteps(List<String> gluePackages, StepLimit limit) {
    thread = new StepThread(limit);
    options = new GlueOptions(gluePackages);
    bus = new TimeServiceEventBus(new LabTime(() -> recorder), new CountingIds());
    bus.registerHandlerFor(
        StepDefinedEvent.class, event -> expressions.add(event.getStepDefinition().getPattern()));
    bus.registerHandlerFor(TestStepStarted.class, this::started);
    bus.registerHandlerFor(TestStepFinished.class, this::finished);
    bus.registerHandlerFor(EmbedEvent.class, this::embedded);
    bus.registerHandlerFor(WriteEvent.class, this::written);
  }

  /** Made when the first step is met: a module without specs needs no glue on its class path. */
  private Runner runner() {
    if (runner == null) {
      BackendServiceLoader backends =
          new BackendServiceLoader(StepMatcher::classLoader, () -> objects);
      List<Backend> listening = found(backends).stream().<Backend>map(heard::listeningTo).toList();
      runner = new Runner(bus, listening, objects, options);
    }
    return runner;
  }

  /** None without cucumber-java, which the module of steps brings: then no step is known. */
  private static Collection<? extends Backend> found(BackendServiceLoader backends) {
    try {
      return backends.get();
    } catch (CucumberException e) {
      return List.of();
    }
  }

  /** The expressions of the steps that are known, once something was matched. */
  SortedSet<String> expressions() {
    return Collections.unmodifiableSortedSet(expressions);
  }

  /** Which step method a step calls. */
  StepMatch match(SpecStep step, String language) {
    return matches.computeIfAbsent(step.text(), text -> dryRun(step, language));
  }

  /** Runs steps until one does not pass. */
  StepRun run(SpecPickle pickle, StepScene scene) {
    StepRecorder recording = new StepRecorder(scene);
    String overtime = thread.perform(new Performance(pickle, scene, recording));
    return recording.result(overtime);
  }

  /** A scenario's steps. */
  private final class Performance implements StepThread.Work {
    private final SpecPickle pickle;
    private final StepScene scene;
    private final StepRecorder recording;

    Performance(SpecPickle pickle, StepScene scene, StepRecorder recording) {
      this.pickle = pickle;
      this.scene = scene;
      this.recording = recording;
    }

    @Override
    public void perform() {
      recorder = recording;
      objects.give(scene.objects(), scene.lacking());
      try {
        runner().runPickle(pickle);
      } finally {
        recorder = null;
        objects.give(Map.of(), "");
      }
    }

    @Override
    public boolean waits() {
      return scene.waits().getAsBoolean();
    }

    @Override
    public String line() {
      return recording.line();
    }

    @Override
    public String location() {
      return recording.location();
    }

    @Override
    public int step() {
      return recording.begun();
    }
  }

  /** The packages of step classes that gave nothing. */
  List<String> emptyPackages() {
    runner();
    return options.getGlue().stream()
        .map(path -> path.getSchemeSpecificPart().replaceAll("^/+|/+$", "").replace('/', '.'))
        .filter(name -> !name.isEmpty() && !heard.gaveAnything(name))
        .toList();
  }

  void beforeAll() {
    perform(runner()::runBeforeAllHooks);
  }

  void afterAll() {
    perform(runner()::runAfterAllHooks);
  }

  private void perform(Runnable hooks) {
    String overtime = thread.perform(new HookWork(hooks));
    if (!overtime.isEmpty()) {
      throw new LabException(overtime);
    }
  }

  /**
   * A hook whose class takes what there is not (the trial, in a promise) has nothing to do there.
   */
  private boolean mayRun(String location) {
    return recorder != null && recorder.scene().runsHook(type -> StepMatcher.takes(location, type));
  }

  private StepMatch dryRun(SpecStep step, String language) {
    options.dryRun(true);
    finished = null;
    try {
      runner()
          .runPickle(
              new SpecPickle(
                  step.id(),
                  NOWHERE,
                  step.text(),
                  language,
                  step.line(),
                  List.of(),
                  List.of(step)));
      return StepMatcher.match(finished);
    } finally {
      options.dryRun(false);
    }
  }

  private void started(TestStepStarted event) {
    if (recorder != null) {
      recorder.started(event.getTestStep());
    }
  }

  private void finished(TestStepFinished event) {
    if (recorder == null) {
      finished = event.getTestStep() instanceof PickleStepTestStep ? event : finished;
    } else {
      recorder.finished(event.getTestStep(), event.getResult());
    }
  }

  private void embedded(EmbedEvent event) {
    if (recorder != null) {
      recorder.embedded(event.getName(), event.getMediaType(), event.getData());
    }
  }

  private void written(WriteEvent event) {
    if (recorder != null) {
      byte[] text = event.getText().getBytes(StandardCharsets.UTF_8);
      recorder.embedded("log", "text/plain", text);
    }
  }
}
