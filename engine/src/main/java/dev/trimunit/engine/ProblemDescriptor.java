// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.SpecProblem;
import dev.trimunit.engine.model.SourceLocation;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;

/**
 * A spec, or a part of one, that cannot run: a test that fails and says why.
 *
 * <p>Problem: JUnit fails a whole engine for one discovery issue of severity ERROR. Solution: the
 * issue is a WARNING, and this test makes the build red while the other specs run.
 */
final class ProblemDescriptor extends SpecNode {
  static final String SEGMENT = "problem";

  private final List<SpecProblem> problems;

  ProblemDescriptor(
      UniqueId uniqueId, String name, SpecFile file, Set<String> tags, List<SpecProblem> problems) {
    super(uniqueId, name, file, problems.get(0).location().line(), tags);
    this.problems = List.copyOf(problems);
  }

  /** A place, or a property, that leaves nothing to run. */
  static ProblemDescriptor nothing(TestDescriptor parent, String place, String sentence) {
    SpecProblem problem = new SpecProblem(new SourceLocation(place, 0), sentence);
    SpecFile file = new SpecFile(place, URI.create("classpath:/"), true);
    UniqueId id = parent.getUniqueId().append(SEGMENT, place);
    return new ProblemDescriptor(id, "finding specs", file, Set.of(), List.of(problem));
  }

  List<SpecProblem> problems() {
    return problems;
  }

  /** A check of the files has told it already. */
  @Override
  public SkipResult shouldBeSkipped(TrimUnitContext context) {
    return context.run().configuration().check()
        ? SkipResult.skip("told by the check")
        : SkipResult.doNotSkip();
  }

  @Override
  public TrimUnitContext execute(TrimUnitContext context, DynamicTestExecutor executor) {
    String message = problems.stream().map(SpecProblem::toString).collect(Collectors.joining("\n"));
    if (getParent().orElse(null) instanceof FeatureDescriptor feature) {
      tellProblem(context, feature.spec().device(), message);
    }
    throw CaseStatuses.failure(getDisplayName(), message, location());
  }
}
