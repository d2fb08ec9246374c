// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.certify.Answer;
import dev.trimunit.engine.protocol.certify.AnswerBuilder;
import dev.trimunit.engine.protocol.certify.Ask;
import dev.trimunit.engine.protocol.certify.Mark;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Translates between numbers and records, and keeps the records. */
final class CertifyOracle implements Function<Ask, Answer> {
  private final Question question;
  private final CertifyNames names;
  private final TrialOracle oracle;
  private final Map<Integer, TrialRecord> records = new HashMap<>();
  private final Set<Destination> known = new HashSet<>();
  private final Map<Destination, Set<DestinationPattern>> hiding = new TreeMap<>();
  private Runnable before = () -> {};

  CertifyOracle(Question question, CertifyNames names, TrialOracle oracle) {
    this.question = question;
    this.names = names;
    this.oracle = oracle;
    known.addAll(question.all());
    question.controls().forEach(control -> known.addAll(control.contacted()));
  }

  /** Why a failure without a destination tells nothing; empty if none was of that kind. */
  String sharing(Destination destination) {
    return records.values().stream()
        .filter(record -> record.blocked().contains(destination.exactly()))
        .flatMap(record -> record.evidence().stream())
        .filter(e -> e.evidence() == Evidence.COLLATERAL && e.pattern().covers(destination))
        .map(e -> destination + " shares " + String.join(", ", e.shared()))
        .findFirst()
        .orElse("");
  }

  /** A trial by its number. */
  TrialRecord record(int number) {
    TrialRecord record = records.get(number);
    if (record == null) {
      throw new IllegalArgumentException("Trial " + number + " was not asked for");
    }
    return record;
  }

  /** Says what to do before each trial. */
  void before(Runnable action) {
    before = action;
  }

  @Override
  public Answer apply(Ask ask) {
    before.run();
    TrialRequest request = request(ask);
    return answer(oracle.run(request), request.usages());
  }

  /** A trial that is asked for. */
  TrialRequest request(Ask ask) {
    Set<DestinationPattern> blocked = new TreeSet<>();
    ask.blocked().stream().forEach(number -> blocked.add(names.pattern(number)));
    List<Usage> usages = ask.usages().stream().map(names::usage).toList();
    return new TrialRequest(purpose(ask.kind()), blocked, usages, ask.pause());
  }

  /** The same the other way round; empty if it blocks what is not known yet. */
  Optional<Ask> ask(TrialRequest request) {
    BitSet blocked = new BitSet();
    for (DestinationPattern pattern : request.blocked()) {
      int number = names.number(pattern);
      if (number < 0) {
        return Optional.empty();
      }
      blocked.set(number);
    }
    return Optional.of(
        new Ask(
            Ask.Kind.valueOf(request.purpose().name()),
            blocked,
            request.usages().stream().map(names::number).toList(),
            request.pause()));
  }

  /** What a trial says. */
  Answer answer(TrialRecord record, List<Usage> usages) {
    records.put(record.number(), record);
    List<Mark> marks = usages.stream().map(usage -> mark(record, usage)).toList();
    BitSet exposed = exposed(record);
    return AnswerBuilder.stagedBuilder()
        .number(record.number())
        .start(record.start())
        .end(record.end())
        .marks(marks)
        .leaked(leaked(record))
        .untried(numbers(record, Evidence.NOT_EXERCISED::equals))
        .idle(idle(record, usages))
        .exposed(exposed)
        .newcomers(newcomers(record))
        .build();
  }

  private static TrialPurpose purpose(Ask.Kind kind) {
    return switch (kind) {
      case CONTROL -> TrialPurpose.CONTROL;
      case BLOCK -> TrialPurpose.BLOCK;
      case JOINT -> TrialPurpose.JOINT;
    };
  }

  private static Mark mark(TrialRecord record, Usage usage) {
    if (!record.counts(usage)) {
      return Mark.VOID;
    }
    return record.passed(usage) ? Mark.PASSED : Mark.PENDING;
  }

  private BitSet idle(TrialRecord record, List<Usage> usages) {
    BitSet idle = numbers(record, Evidence.NOT_EXERCISED::equals);
    idle.stream()
        .filter(i -> !hidesBehindNothing(names.destination(i)))
        .filter(i -> usages.stream().noneMatch(u -> question.showed(names.destination(i), u)))
        .forEach(idle::clear);
    return idle;
  }

  private boolean hidesBehindNothing(Destination destination) {
    Set<DestinationPattern> hiders = hiding.get(destination);
    return hiders != null && hiders.isEmpty();
  }

  /**
   * Newcomers that turn out not to be hidden: nothing was refused in all the trials in which the
   * device tried them.
   */
  private BitSet exposed(TrialRecord record) {
    Set<DestinationPattern> refused = refused(record);
    Set<Destination> contacted = record.contacted();
    BitSet exposed = new BitSet();
    hiding.forEach(
        (destination, hiders) -> {
          DestinationPattern own = destination.exactly();
          if (!hiders.isEmpty() && (contacted.contains(destination) || refused.contains(own))) {
            hiders.removeIf(hider -> hider.equals(own) || !refused.contains(hider));
            exposed.set(names.number(own), hiders.isEmpty());
          }
        });
    return exposed;
  }

  private static Set<DestinationPattern> refused(TrialRecord record) {
    return record.evidence().stream()
        .filter(e -> e.evidence() == Evidence.HELD || e.evidence() == Evidence.COLLATERAL)
        .map(BlockEvidence::pattern)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What proves nothing: it let packets through, or a failure may be due to something else. */
  private BitSet leaked(TrialRecord record) {
    boolean failed = record.outcomes().stream().anyMatch(o -> o.outcome() == Outcome.FAILED);
    return numbers(record, e -> e == Evidence.LEAKED || (failed && e == Evidence.COLLATERAL));
  }

  private BitSet numbers(TrialRecord record, Predicate<Evidence> wanted) {
    BitSet numbers = new BitSet();
    record.evidence().stream()
        .filter(e -> wanted.test(e.evidence()))
        .map(BlockEvidence::pattern)
        .mapToInt(names::number)
        .filter(number -> number >= 0)
        .forEach(numbers::set);
    return numbers;
  }

  /**
   * What the device contacted for the first time; with nothing blocked it was just not asked for.
   */
  private List<Answer.Newcomer> newcomers(TrialRecord record) {
    List<Answer.Newcomer> newcomers = new ArrayList<>();
    for (Destination destination : record.contacted()) {
      if (known.add(destination) && !record.blocked().isEmpty()) {
        hiding.put(destination, refused(record));
        newcomers.add(new Answer.Newcomer(names.join(destination, record)));
      }
    }
    return newcomers;
  }
}
