// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.endurance.MarginTrials;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Shown;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictBuilder;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Findings;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Has a protocol settle the verdicts of calibrated usages; each gets exactly one per destination.
 * Destinations that show only while others are blocked join: by the protocol itself, or in rounds
 * of their own after it. Where they turn out to be one destination under changing names, the
 * protocol is asked anew.
 */
public final class Settling implements Findings {
  private final Protocol protocol;
  private Question question;
  private final Consumer<Verdict> verdicts;
  private final WantedVerdicts wanted = new WantedVerdicts();
  private final FirstQuestion first;
  private FallbackRounds hidden;
  private Newcomers newcomers;
  private final VerifiedLists verified;
  private final SettlingTerms terms;
  private final EnduringLists enduring;
  private ProgressMeter.Expecting expects = left -> {};
  private IntConsumer more = number -> {};
  private boolean anew;

  /** So many times the protocol is asked about what its last trials brought to light. */
  private static final int MOST_ROUNDS = 20;

  /** Ends a question that was about destinations which are told otherwise now. */
  private static final class ToldOtherwise extends RuntimeException {
    private static final long serialVersionUID = 1;

    ToldOtherwise() {
      super("Destinations are told otherwise", null, false, false);
    }
  }

  public Settling(
      SettlingTerms terms,
      List<Calibration.Calibrated> calibrated,
      Consumer<Verdict> verdicts,
      Consumer<Blocklist> blocklists) {
    this.terms = terms;
    this.protocol = terms.protocol();
    this.first = new FirstQuestion(terms, calibrated);
    this.enduring = new EnduringLists(terms, verdicts);
    this.verdicts = enduring;
    this.verified = new VerifiedLists(terms.forms(), blocklists, terms.notices());
    this.question = first.asked();
    wanted.ask(question.destinations());
    this.hidden = new FallbackRounds(terms.fallbacks());
    this.newcomers = new Newcomers(question);
  }

  int wanted() {
    return wanted.left();
  }

  double expectedTrials() {
    return protocol.expectedTrials(question);
  }

  /**
   * @param joining hears how many verdicts more there will be
   * @param expecting hears how many trials more there will be, if the protocol says so
   */
  public void run(TrialOracle oracle, IntConsumer joining, ProgressMeter.Expecting expecting) {
    more = joining;
    expects = expecting;
    try {
      while (!settleAll(watching(oracle))) {
        askAnew();
      }
      if (terms.margins().wanted()) {
        terms
            .margins()
            .found(
                new MarginTrials(
                        question.destinations().keySet(), first.contacts(), oracle, terms.margins())
                    .run());
      }
      verified.endure(list -> enduring.endure(question, list, oracle));
      enduring.tellHeld();
      verified.verifyForms(question, known(), oracle);
    } finally {
      enduring.tellHeld();
      verified.tellRest();
    }
  }

  private TrialOracle watching(TrialOracle oracle) {
    return oracle.heardBy(
        (request, trial) -> {
          if (!trial.blocked().isEmpty() && terms.names().learn(wanted::isTold)) {
            throw new ToldOtherwise();
          }
          return trial;
        });
  }

  /** What has a verdict is asked again, because a list is verified as a whole; it keeps it. */
  private void askAnew() {
    int before = wanted.untold();
    question = first.asked();
    wanted.ask(question.destinations());
    hidden = new FallbackRounds(terms.fallbacks());
    newcomers = new Newcomers(question);
    anew = true;
    more.accept(wanted.untold() - before);
  }

  /** Whether everything was asked; not if destinations are told otherwise now. */
  private boolean settleAll(TrialOracle oracle) {
    try {
      settleOnce(oracle);
      return true;
    } catch (ToldOtherwise e) {
      return false;
    }
  }

  private void settleOnce(TrialOracle oracle) {
    TrialOracle heard = newcomers.limiting(hidden.listening(oracle));
    if (wanted() > 0) {
      if (question.vantagesTogether()) {
        question = first.mixed(question, heard);
      }
      protocol.settle(question, heard, this);
      tellForgotten();
    }
    int rounds = 0;
    List<FallbackRound> next = hidden.rounds(question, this::isOpen);
    while (!protocol.isGate() && !next.isEmpty() && rounds < MOST_ROUNDS) {
      rounds++;
      next.forEach(round -> settle(round, heard));
      next = hidden.rounds(question, this::isOpen);
    }
    tellUntried();
  }

  /** One sentence for all of them, and a verdict on the first: there is no end to them. */
  private void tellUntried() {
    List<Destination> untried = newcomers.untried(terms.selected());
    if (untried.isEmpty()) {
      return;
    }
    String sentence = Newcomers.sentence(untried);
    terms.notices().accept(sentence);
    for (Usage usage : wanted.usages()) {
      more.accept(1);
      verdicts.accept(unsettled(untried.get(0), usage, sentence));
    }
  }

  private Set<Destination> known() {
    Set<Destination> known = question.all();
    known.addAll(wanted.told());
    return known;
  }

  private boolean isOpen(Destination destination, Usage usage) {
    return terms.selected().test(destination)
        && !wanted.isTold(destination, usage)
        && newcomers.admits(destination);
  }

  private void settle(FallbackRound round, TrialOracle oracle) {
    wanted.ask(round.destinations());
    more.accept(wanted());
    Findings findings =
        new Findings() {
          @Override
          public void settled(Verdict verdict) {
            Settling.this.settled(round.verdict(verdict));
          }

          @Override
          public void warned(String sentence) {
            Settling.this.warned(sentence);
          }

          @Override
          public void verified(Blocklist blocklist) {
            // The one that counts was verified in the first round.
          }
        };
    protocol.settle(round.question(terms.parties()), round.blocking(oracle), findings);
    tellForgotten();
  }

  private void tellForgotten() {
    wanted.eachLeft((d, usage) -> settled(unsettled(d, usage, forgotten(d))));
  }

  private String forgotten(Destination destination) {
    return "protocol %s gave no verdict on %s".formatted(protocol.key(), destination);
  }

  private Verdict unsettled(Destination destination, Usage usage, String reason) {
    return VerdictBuilder.stagedBuilder()
        .device(question.device())
        .destination(destination)
        .usage(usage)
        .kind(VerdictKind.INCONCLUSIVE)
        .trials(0)
        .passed(0)
        .held(0)
        .errorBound(1)
        .partners(Set.of())
        .trialNumbers(List.of())
        .reason(reason)
        .shown(Shown.NOW)
        .build();
  }

  @Override
  public void settled(Verdict told) {
    take(LookUps.explained(told));
  }

  private void take(Verdict verdict) {
    boolean asked = wanted.give(verdict.destination(), verdict.usage());
    if (!asked && verdict.trials() == 0 && hides(verdict.destination())) {
      return; // It appeared too late for the protocol's own plan: a round of its own follows.
    }
    if (!wanted.tell(verdict.destination(), verdict.usage())) {
      if (anew) {
        return;
      }
      terms.notices().accept("The first verdict stands; later the protocol told: " + verdict);
    } else if (asked) {
      verdicts.accept(verdict);
    } else if (terms.selected().test(verdict.destination())) {
      // A protocol may tell what a destination is for others, and what showed up meanwhile.
      more.accept(1);
      verdicts.accept(verdict);
    }
  }

  private boolean hides(Destination destination) {
    return terms.fallbacks().get().stream().anyMatch(f -> f.destination().equals(destination));
  }

  @Override
  public void expected(double trialsMore) {
    expects.trials(trialsMore);
  }

  @Override
  public void warned(String sentence) {
    terms.warnings().accept(sentence);
  }

  @Override
  public void decided(Gate gate, Nights after) {
    terms.gates().decided(gate, after);
  }

  @Override
  public void verified(Blocklist blocklist) {
    hidden.verified(blocklist);
    verified.add(blocklist);
  }
}
