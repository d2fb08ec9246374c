// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.campaign.Judgement.Answer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A claim about a device that grows old. Its logins and clock survive the loss of power, so that
 * every trial would find the device as the trial before left it: each is preceded by a power
 * experiment with nothing blocked.
 */
final class AgedClaim {
  private static final TrialRequest REFRESH =
      new TrialRequest(TrialPurpose.POWER, Set.of(), List.of());

  private final ClaimedBlocks blocks;
  private final List<Usage> usages;
  private final double errorBound;
  private final Predicate<DestinationPattern> contacted;

  AgedClaim(
      ClaimedBlocks blocks,
      List<Usage> usages,
      double errorBound,
      Predicate<DestinationPattern> contacted) {
    this.blocks = blocks;
    this.usages = List.copyOf(usages);
    this.errorBound = errorBound;
    this.contacted = contacted;
  }

  /** Ends with the first usage of which the claim does not hold. */
  Judgement judge(TrialOracle oracle) {
    TrialOracle refreshing =
        request -> {
          oracle.run(REFRESH);
          return oracle.run(request);
        };
    List<Judgement> holding = new ArrayList<>();
    for (List<Usage> apart : apart()) {
      Judgement judgement =
          new ClaimTrials(blocks, apart, errorBound, contacted, false).judge(refreshing);
      if (judgement.answer() != Answer.HOLDS) {
        return judgement;
      }
      holding.add(judgement);
    }
    return together(holding);
  }

  private List<List<Usage>> apart() {
    return usages.isEmpty() ? List.of(List.of()) : usages.stream().map(List::of).toList();
  }

  private static Judgement together(List<Judgement> holding) {
    return new Judgement(
        Answer.HOLDS,
        holding.stream().mapToInt(Judgement::trials).sum(),
        holding.stream().mapToInt(Judgement::passed).sum(),
        holding.stream().mapToDouble(Judgement::errorBound).max().orElse(1),
        holding.stream().map(Judgement::reason).collect(Collectors.joining("; ")),
        holding.stream().flatMap(judgement -> judgement.trialNumbers().stream()).toList(),
        Set.of());
  }
}
