// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.recheck.Night;
import dev.trimunit.engine.protocol.recheck.Recheck;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The nightly gate ({@link dev.trimunit.engine.protocol.recheck}) on named destinations and usages:
 * is everything still as it was, and is anything new?
 */
final class RecheckProtocol implements Protocol {
  /** What a clean night takes besides passes and rotation, in trials of each group of usages. */
  private static final double USUALLY_MORE = 0.6;

  private final @Nullable Nights before;
  private final int units;

  RecheckProtocol() {
    this(null, 1);
  }

  private RecheckProtocol(@Nullable Nights before, int units) {
    this.before = before;
    this.units = units;
  }

  @Override
  public String key() {
    return "recheck";
  }

  @Override
  public boolean isGate() {
    return true;
  }

  @Override
  public Protocol after(Nights known) {
    return new RecheckProtocol(known, units);
  }

  /** The night is the first unit's; its list has to pass on the others, too. */
  @Override
  public Protocol on(int count) {
    return new RecheckProtocol(before, count);
  }

  @Override
  public Optional<Nights> before() {
    return Optional.ofNullable(before);
  }

  /** What is known, and what nobody knows. */
  @Override
  public Set<Destination> asked(Usage usage, Set<Destination> contacted) {
    Set<Destination> asked = new TreeSet<>(contacted);
    asked.removeIf(known()::knows);
    known().pairs().stream()
        .filter(pair -> pair.usage().equals(usage))
        .forEach(pair -> asked.add(pair.destination()));
    return asked;
  }

  private Nights known() {
    if (before == null) {
      throw new IllegalStateException(
          "Protocol recheck compares with what is known, and nobody said what is: its journals say it, those of other protocols do not");
    }
    return before;
  }

  @Override
  public double expectedTrials(Question question) {
    Nights.Settings settings = before == null ? Nights.Settings.USUAL : before.settings();
    int groups = question.sharing(question.destinations().keySet()).size();
    return groups * (settings.passes() + settings.rotation() + USUALLY_MORE + units - 1);
  }

  @Override
  public void settle(Question question, TrialOracle oracle, Findings findings) {
    RecheckNames names = new RecheckNames(question, known());
    RecheckOracle trials = new RecheckOracle(names, oracle);
    Night night = new Recheck(names.problem(), trials).run();
    NightFindings found = findings(names, trials, night);
    if (known().settings().certify()) {
      HandOver handOver = new HandOver(found);
      Gate gate = new GateWords(found, found.after()).gate();
      if (handOver.run(gate, question, trials.keeping())) {
        found = findings(names, trials, night);
        found.settle(handOver);
      }
    }
    OtherUnits others = new OtherUnits(question, oracle, units);
    found.blocklist().map(Blocklist::destinations).ifPresent(others::pass);
    found.verdicts().forEach(findings::settled);
    found.blocklist().ifPresent(findings::verified);
    Nights after = found.after();
    findings.decided(new GateWords(found, after).beside(others).gate(), after);
  }

  private NightFindings findings(RecheckNames names, RecheckOracle trials, Night night) {
    return new NightFindings(
        names, trials, night, new Contacts(known(), names.question().controls(), trials.records()));
  }
}
