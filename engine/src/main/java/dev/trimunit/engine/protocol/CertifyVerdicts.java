// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Shown;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictBuilder;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.certify.Result;
import dev.trimunit.engine.protocol.certify.Result.Settled;
import dev.trimunit.engine.protocol.certify.Standing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts what CERTIFY found into verdicts and sentences. */
final class CertifyVerdicts {
  private final Question question;
  private final CertifyNames names;
  private final CertifyOracle trials;
  private final Result result;

  CertifyVerdicts(Question question, CertifyNames names, CertifyOracle trials, Result result) {
    this.question = question;
    this.names = names;
    this.trials = trials;
    this.result = result;
  }

  void tell(Findings findings) {
    result.settled().stream().filter(this::wanted).map(this::verdict).forEach(findings::settled);
    if (result.verified()) {
      findings.verified(
          new Blocklist(
              question.device(),
              destinations(result.listed()),
              result.jointPasses(),
              result.jointFailures(),
              1 - Math.pow(0.05, 1.0 / result.jointPasses()),
              result.jointTrials()));
    }
  }

  /** What was not asked is worth a word only if it is required after all. */
  private boolean wanted(Settled settled) {
    Destination destination = names.destination(settled.destination());
    return names.asked(destination, names.usage(settled.usage()))
        || names.newcomers().containsKey(destination)
        || (settled.standing() != Standing.FINE && settled.standing() != Standing.OPEN);
  }

  private Set<Destination> destinations(BitSet numbers) {
    return numbers.stream()
        .mapToObj(names::destination)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Verdict verdict(Settled settled) {
    Destination destination = names.destination(settled.destination());
    List<Integer> numbers = new ArrayList<>(settled.passes());
    numbers.addAll(settled.failures());
    int held = held(destination, numbers);
    return VerdictBuilder.stagedBuilder()
        .device(question.device())
        .destination(destination)
        .usage(names.usage(settled.usage()))
        .kind(kind(settled.standing()))
        .trials(numbers.size())
        .passed(settled.passes().size())
        .held(held)
        .errorBound(settled.error())
        .partners(destinations(settled.partners()))
        .trialNumbers(numbers)
        .reason(reason(settled, destination, held))
        .shown(Shown.NOW)
        .build();
  }

  private int held(Destination destination, Collection<Integer> numbers) {
    return (int) numbers.stream().filter(n -> trials.record(n).held(destination)).count();
  }

  private static VerdictKind kind(Standing standing) {
    return switch (standing) {
      case OPEN -> VerdictKind.INCONCLUSIVE;
      case FINE -> VerdictKind.BLOCKABLE;
      case REQUIRED, INTERMITTENT -> VerdictKind.REQUIRED;
      case ALTERNATIVE -> VerdictKind.ALTERNATIVE;
    };
  }

  private String reason(Settled settled, Destination destination, int held) {
    Usage usage = names.usage(settled.usage());
    String counts = counts(settled, usage, destination, held);
    return switch (settled.standing()) {
          case OPEN -> obstacle(settled, usage, destination) + counts;
          case FINE -> counts + (inBlocklist(settled) ? joint() : "") + units(settled.passes());
          case REQUIRED -> counts + alone(settled) + units(settled.failures());
          case INTERMITTENT -> counts + ": now and then, so it is required";
          case ALTERNATIVE -> counts + together(settled);
        }
        + hiding(destination);
  }

  /** On which units of the device it was seen, where there are several. */
  private String units(Collection<Integer> numbers) {
    List<String> units =
        numbers.stream()
            .map(number -> trials.record(number).unit())
            .filter(unit -> unit > 0)
            .distinct()
            .sorted()
            .map(String::valueOf)
            .toList();
    return units.isEmpty()
        ? ""
        : units.size() == 1
            ? ", on unit " + units.get(0)
            : ", on units "
                + String.join(", ", units.subList(0, units.size() - 1))
                + " and "
                + units.get(units.size() - 1);
  }

  private boolean inBlocklist(Settled settled) {
    return result.listed().get(settled.destination());
  }

  private String joint() {
    int size = result.listed().cardinality();
    return size == 1 ? "" : ", also with all " + size + " blockable destinations blocked together";
  }

  private static String counts(Settled settled, Usage usage, Destination destination, int held) {
    int passed = settled.passes().size();
    int failed = settled.failures().size();
    boolean worked =
        settled.standing() != Standing.REQUIRED && settled.standing() != Standing.INTERMITTENT;
    return "%s %s in %d of %d trials without %s (%s)"
        .formatted(
            usage,
            worked ? "worked" : "failed",
            worked ? passed : failed,
            passed + failed,
            destination,
            Tally.sawRefusal(held, passed + failed));
  }

  private String alone(Settled settled) {
    long alone =
        settled.failures().stream().filter(n -> trials.record(n).blocked().size() == 1).count();
    return alone == settled.failures().size()
        ? ""
        : ", " + alone + " times with nothing else blocked";
  }

  private String together(Settled settled) {
    return settled.partners().isEmpty()
        ? ", but not together with the other blockable destinations"
        : ", but not together with "
            + destinations(settled.partners()).stream()
                .map(Destination::toString)
                .collect(Collectors.joining(" and "));
  }

  private String obstacle(Settled settled, Usage usage, Destination destination) {
    return switch (settled.obstacle()) {
      case SELDOM_TRIED ->
          "the device tries " + destination + " too seldom to tell, or not at all: ";
      case LEAKS -> leaks(destination);
      case USAGE -> "the lab cannot tell whether " + usage + " works, even with nothing blocked: ";
      case FLAKY -> flaky(settled, usage, destination);
      case NONE, LIMIT -> "the limit on trials was reached: ";
    };
  }

  private static String flaky(Settled settled, Usage usage, Destination destination) {
    return settled
        .flakiness()
        .map(
            own ->
                "%s fails by itself too often to tell whether it needs %s: in %d of %d trials that blocked nothing it needs (so in up to %.0f %% of all); "
                    .formatted(usage, destination, own.failed(), own.trials(), 100 * own.most()))
        .orElse("");
  }

  private String leaks(Destination destination) {
    String sharing = trials.sharing(destination);
    return sharing.isEmpty()
        ? "the device keeps getting past the block of " + destination + ": "
        : sharing + ", so that a failure tells nothing: ";
  }

  private String hiding(Destination destination) {
    TrialRecord first = names.newcomers().get(destination);
    return first == null
        ? ""
        : "; the device was seen to contact it only while other destinations were blocked, first in"
            + " trial "
            + first.number();
  }
}
