// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights.Pair;
import dev.trimunit.engine.model.Shown;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictBuilder;
import dev.trimunit.engine.model.VerdictKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Verdicts of a night, each with its reason in words. */
final class NightVerdicts {
  private final RecheckNames names;
  private final RecheckOracle trials;
  private final Set<Destination> list;

  /**
   * What is believed of a pair now.
   *
   * @param pair as the next night will know it
   * @param passed trials of this night without the destination, in which the usage passed
   * @param failed the same, in which it failed
   */
  record Found(Pair pair, List<Integer> passed, List<Integer> failed, Set<Destination> partners) {}

  /**
   * @param list what this night blocked together
   */
  NightVerdicts(RecheckNames names, RecheckOracle trials, Set<Destination> list) {
    this.names = names;
    this.trials = trials;
    this.list = list;
  }

  /**
   * The verdict on a pair.
   *
   * @param isGone whether the device no longer contacts it: of what is gone nothing is known
   */
  Verdict verdict(Found one, boolean isGone) {
    Pair pair = one.pair();
    List<Integer> numbers = new ArrayList<>(one.passed());
    numbers.addAll(one.failed());
    int held =
        (int) numbers.stream().filter(n -> trials.record(n).held(pair.destination())).count();
    return VerdictBuilder.stagedBuilder()
        .device(names.question().device())
        .destination(pair.destination())
        .usage(pair.usage())
        .kind(isGone ? VerdictKind.INCONCLUSIVE : pair.kind())
        .trials(numbers.size())
        .passed(one.passed().size())
        .held(held)
        .errorBound(isGone ? 1 : pair.errorBound())
        .partners(one.partners())
        .trialNumbers(numbers)
        .reason(isGone ? "the device no longer contacts " + pair.destination() : reason(one, held))
        .shown(shown(pair))
        .build();
  }

  private Shown shown(Pair pair) {
    int ago = names.night() - pair.shownNight();
    return ago <= 0 ? Shown.NOW : new Shown(ago, pair.shownOn());
  }

  private String reason(Found one, int held) {
    Pair pair = one.pair();
    int passed = one.passed().size();
    int all = passed + one.failed().size();
    if (!shown(pair).now()) {
      return "%s for %s, %s; not shown in this night"
          .formatted(
              pair.kind().name().toLowerCase(Locale.ROOT), pair.usage(), shown(pair).words());
    }
    if (pair.kind() == VerdictKind.INCONCLUSIVE) {
      return "%s is new, and %d trials did not settle whether %s needs it"
          .formatted(pair.destination(), all, pair.usage());
    }
    boolean worked = pair.kind() == VerdictKind.BLOCKABLE;
    return "%s %s in %d of %d trials without %s (%s)%s"
        .formatted(
            pair.usage(),
            worked ? "worked" : "failed",
            worked ? passed : all - passed,
            all,
            pair.destination(),
            Tally.sawRefusal(held, all),
            with(pair));
  }

  private String with(Pair pair) {
    return list.contains(pair.destination()) && list.size() > 1
        ? ", with all %d blockable destinations blocked together".formatted(list.size())
        : "";
  }
}
