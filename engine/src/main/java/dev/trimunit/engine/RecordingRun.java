// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.Spec;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.engine.support.hierarchical.Node.SkipResult;

/** A run about reference pictures: says what it does, and what to do next. */
final class RecordingRun {
  private static final SkipResult JUDGES =
      SkipResult.skip(
          "This run records reference pictures and judges nothing (trimunit.record-references)");
  private static final SkipResult KEEPS =
      SkipResult.skip("This run only keeps reference pictures (trimunit.record-references)");

  private final TrimUnitConfiguration configuration;
  private final List<Spec> specs;
  private final PrintStream out;

  RecordingRun(TrimUnitConfiguration configuration, List<Spec> specs, PrintStream out) {
    this.configuration = configuration;
    this.specs = specs;
    this.out = out;
  }

  /** What a node that judges does in such a run. */
  static SkipResult judging(TrimUnitContext context) {
    return switch (context.run().configuration().recordMode()) {
      case OFF -> SkipResult.doNotSkip();
      case RECORD -> JUDGES;
      case KEEP, REPLACE -> KEEPS;
    };
  }

  /** What the node of a feature file does in a run that keeps pictures. */
  static SkipResult keeping(TrimUnitContext context) {
    return context.run().configuration().recordMode().keeps() ? KEEPS : SkipResult.doNotSkip();
  }

  /** Before the lab is opened. */
  void record() {
    proposals().forget(devices());
    out.println("Recording reference pictures: nothing is judged, no report is written.");
    for (Spec spec : specs) {
      String usages =
          spec.usages().stream()
              .filter(configuration.filters()::selects)
              .map(Object::toString)
              .collect(Collectors.joining(", "));
      out.println("  " + spec.device() + ": " + usages);
    }
  }

  void keep() {
    boolean replace = configuration.recordMode() == RecordMode.REPLACE;
    List<String> kept = proposals().keep(devices(), replace);
    out.println("Reference pictures:");
    kept.forEach(sentence -> out.println("  " + sentence));
    out.println("Review and commit them. The next run compares with them.");
  }

  private List<String> devices() {
    return specs.stream().map(Spec::device).distinct().toList();
  }

  private ProposedReferences proposals() {
    return new ProposedReferences(configuration.output(), Path.of("src", "test", "resources"));
  }
}
