// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.TimedCase;
import dev.trimunit.reports.page.PageModel.Claim;
import java.util.List;
import java.util.stream.Collectors;

/** What testers wrote by hand: scenarios and promises, the broken ones too. */
final class Claims {
  private Claims() {}

  static List<Claim> of(DeviceData data) {
    return data.cases().stream()
        .map(TimedCase::result)
        .filter(CaseResult::isClaim)
        .map(Claims::claim)
        .toList();
  }

  private static Claim claim(CaseResult result) {
    String trials =
        result.decidingTrials().stream()
            .sorted()
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    return new Claim(
        word(result.status()),
        result.name(),
        result.message(),
        trials,
        result.location().toString());
  }

  private static String word(CaseStatus status) {
    return switch (status) {
      case SUCCESSFUL -> "holds";
      case ABORTED -> "not settled";
      case FAILED -> "broken";
    };
  }
}
