// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endurance;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.endurance.MarginTrials;
import dev.trimunit.engine.listener.DestinationParties;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Fallback;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.protocol.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * For which device verdicts are settled, by whom, how surely, and about what.
 *
 * @param device the device's id
 * @param errorBound the probability of a wrong verdict that is accepted
 * @param selected whether verdicts on a destination are wanted
 * @param vantagesTogether whether the bench could use both vantages in one trial
 * @param fallbacks what was seen so far only while others were blocked
 * @param forms the further answers to blocked names that a verified list is tried with
 * @param endurance for how long a verified list is blocked at the end; zero if it is not
 * @param endured hears of that
 * @param margins hears how wrong the device's clock may be, if that is asked for
 * @param notices hears what a person should know, a sentence each
 */
@BuiltByName
public record SettlingTerms(
    String device,
    Protocol protocol,
    double errorBound,
    Predicate<Destination> selected,
    DestinationParties parties,
    boolean vantagesTogether,
    Supplier<List<Fallback>> fallbacks,
    List<BlockAnswer> forms,
    Duration endurance,
    Endurances endured,
    Margins margins,
    Names names,
    Consumer<String> notices,
    Consumer<String> warnings,
    Gates gates) {

  /** Hears what a nightly gate says, and what is known after it. */
  public interface Gates {
    /** Told after the last verdict. */
    void decided(Gate gate, Nights after);
  }

  /** Hears of lists that are blocked for days. */
  public interface Endurances extends Endurance.Watch {
    /** Told once for each list. */
    void ended(Endured endured);
  }

  /** Hears how wrong a clock may be. */
  public interface Margins extends MarginTrials.Watch {
    /** Whether that is to be found out. */
    boolean wanted();

    /** Told once for each question. */
    void found(ClockMargins margins);
  }

  /** How destinations are told. */
  public interface Names {
    /**
     * Learns from the trials so far; whether destinations are told otherwise from now on.
     *
     * @param settled whether a destination has a verdict: it keeps its name
     */
    boolean learn(Predicate<Destination> settled);

    /** What calibration has shown, as it is told now. */
    Calibration.Calibrated told(Calibration.Calibrated usage);
  }
}
