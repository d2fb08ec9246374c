// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.certify.Ask;
import dev.trimunit.engine.protocol.certify.Mark;
import dev.trimunit.engine.protocol.recheck.Heard;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Translates between numbers and records, and keeps the records. */
final class RecheckOracle implements Function<Ask, Heard> {
  private final RecheckNames names;
  private final TrialOracle oracle;
  private final NavigableMap<Integer, TrialRecord> records = new TreeMap<>();

  RecheckOracle(RecheckNames names, TrialOracle oracle) {
    this.names = names;
    this.oracle = oracle;
  }

  @Override
  public Heard apply(Ask ask) {
    Set<DestinationPattern> blocked = new TreeSet<>();
    ask.blocked().stream().forEach(i -> blocked.add(names.destination(i).exactly()));
    List<Usage> usages = ask.usages().stream().map(names::usage).toList();
    TrialPurpose purpose = TrialPurpose.valueOf(ask.kind().name());
    TrialRecord record = oracle.run(new TrialRequest(purpose, blocked, usages, ask.pause()));
    records.put(record.number(), record);
    List<Mark> marks = usages.stream().map(usage -> mark(record, usage)).toList();
    return new Heard(record.number(), record.start(), record.end(), marks, found(record));
  }

  /** For trials that somebody else asks for in the same night. */
  TrialOracle keeping() {
    return request -> {
      TrialRecord record = oracle.run(request);
      records.put(record.number(), record);
      return record;
    };
  }

  private static Mark mark(TrialRecord record, Usage usage) {
    if (!record.counts(usage)) {
      return Mark.VOID;
    }
    return record.passed(usage) ? Mark.PASSED : Mark.PENDING;
  }

  private BitSet found(TrialRecord record) {
    BitSet found = new BitSet();
    for (Destination destination : record.contacted()) {
      if (!names.before().knows(destination)) {
        found.set(names.join(destination));
      }
    }
    return found;
  }

  /** A trial by its number. */
  TrialRecord record(int number) {
    TrialRecord record = records.get(number);
    if (record == null) {
      throw new IllegalArgumentException("Trial " + number + " was not asked for");
    }
    return record;
  }

  /** The trials, by number. */
  NavigableMap<Integer, TrialRecord> records() {
    return records;
  }
}
