// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.model.CaseResult.Kind;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Gate;
import java.util.List;
import org.junit.platform.engine.UniqueId;

/**
 * A nightly gate: green is successful, red failed, amber what {@code trimunit.recheck.amber} says.
 */
final class GateDescriptor extends SpecNode {
  static final String SEGMENT = "gate";

  private final Gate gate;

  GateDescriptor(UniqueId uniqueId, String name, SpecFile file, SpecScenario outline, Gate gate) {
    super(uniqueId, name, file, outline.location().line(), outline.tags());
    this.gate = gate;
  }

  @Override
  public TrimUnitContext execute(TrimUnitContext context, DynamicTestExecutor executor) {
    CaseStatus status = CaseStatuses.of(gate.colour(), context.run().configuration().amber());
    CaseEndings.end(
        context,
        CaseResultBuilder.stagedBuilder()
            .uniqueId(getUniqueId().toString())
            .kind(Kind.GATE)
            .device(gate.device())
            .name(getDisplayName())
            .location(location())
            .usage(null)
            .verdict(null)
            .status(status)
            .message(status == CaseStatus.SUCCESSFUL ? "" : gate.text())
            .decidingTrials(List.of())
            .steps(List.of())
            .build());
    return context;
  }
}
