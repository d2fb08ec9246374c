// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.endurance.Delay;
import dev.trimunit.engine.endurance.Endurance;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictBuilder;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Lists that are blocked for days before they are told, and the verdicts that this may change:
 * those on what is blockable are held back until then. Without an endurance all are told at once.
 */
final class EnduringLists implements Consumer<Verdict> {
  /**
   * How often two fresh runs break alike in fourteen days by nothing but outages, one a day: at
   * most so often, as no endurance of a thousand did ({@code EndurancePowerTest}).
   */
  private static final double FALSE_ALARMS = 0.005;

  private final SettlingTerms terms;
  private final Consumer<Verdict> verdicts;
  private final List<Verdict> held = new ArrayList<>();

  EnduringLists(SettlingTerms terms, Consumer<Verdict> verdicts) {
    this.terms = terms;
    this.verdicts = verdicts;
  }

  @Override
  public void accept(Verdict verdict) {
    if (verdict.kind() == VerdictKind.BLOCKABLE && !terms.endurance().isZero()) {
      held.add(verdict);
    } else {
      verdicts.accept(verdict);
    }
  }

  /** Tells what is still held back: as it is now, also if a run was stopped. */
  void tellHeld() {
    List<Verdict> told = List.copyOf(held);
    held.clear();
    told.forEach(verdicts);
  }

  /** What is left of a list after the time; the list itself if there is none. */
  Blocklist endure(Question question, Blocklist list, TrialOracle oracle) {
    if (terms.endurance().isZero() || list.destinations().isEmpty()) {
      return list;
    }
    Endured endured =
        new Endurance(question, terms.endurance(), oracle, terms.endured())
            .endure(list.destinations());
    held.replaceAll(verdict -> changed(verdict, endured));
    terms.endured().ended(endured);
    return left(list, endured);
  }

  /** Of a smaller list nothing is said but what the long runs have shown. */
  private static Blocklist left(Blocklist list, Endured endured) {
    if (endured.delays().isEmpty()) {
      return list;
    }
    int runs = endured.age().runs();
    return new Blocklist(
        list.device(),
        endured.destinations(),
        runs,
        0,
        endured.age().breaksAtMost(),
        endured.trialNumbers());
  }

  private static Verdict changed(Verdict verdict, Endured endured) {
    Optional<Delay> delay =
        endured.delays().stream()
            .filter(d -> d.destinations().contains(verdict.destination()))
            .filter(d -> d.usages().contains(verdict.usage()))
            .findFirst();
    return delay.map(found -> delayed(verdict, found)).orElse(verdict);
  }

  private static Verdict delayed(Verdict verdict, Delay delay) {
    Set<Destination> partners = new TreeSet<>(delay.destinations());
    partners.remove(verdict.destination());
    return VerdictBuilder.builder(verdict)
        .kind(delay.similar() ? VerdictKind.DELAYED : VerdictKind.INCONCLUSIVE)
        .trials(delay.runs())
        .passed(delay.runs() - delay.broken())
        .held(delay.runs())
        .errorBound(delay.similar() ? FALSE_ALARMS : 1)
        .partners(partners)
        .trialNumbers(delay.trialNumbers())
        .reason(delay.after())
        .build();
  }
}
