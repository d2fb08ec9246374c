// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Whether a device may be without power for a shorter time: what it holds in memory (an address, a
 * connection, a token) must not last into the next trial, or a block is passed that is needed. So
 * what is known to be required is blocked with the shorter time, again and again. If that works
 * once, something was carried over, and the usual time stays.
 */
final class ShorterOff {
  /** So many failures in a row, and the shorter time is taken. */
  static final int TRIALS = 10;

  /** What does not count is tried once more, so often in all. */
  private static final int MOST = 15;

  private final Duration shorter;
  private final Duration usual;
  private final Function<TrialRequest, TrialRecord> trials;
  private final List<Integer> numbers = new ArrayList<>();

  /**
   * @param trials runs a trial with the shorter time
   */
  ShorterOff(Duration shorter, Duration usual, Function<TrialRequest, TrialRecord> trials) {
    this.shorter = shorter;
    this.usual = usual;
    this.trials = trials;
  }

  /** Something that is known to be required. */
  private record Known(Destination destination, Usage usage) {}

  /**
   * What came of it.
   *
   * @param taken whether the shorter time may be taken from now on
   * @param sentence why, for people
   */
  record Found(boolean taken, String sentence) {}

  /**
   * Puts it to the test.
   *
   * @param sources what is known to be required
   * @param asked whether the device contacts a destination for a usage that is settled now
   */
  Found test(List<Nights> sources, BiPredicate<Destination, Usage> asked) {
    List<Known> known = required(sources, asked);
    if (known.isEmpty()) {
      return kept(
          "nothing is known that this device requires, which is needed to test it; say what is accepted of it: trimunit.known=accepted");
    }
    Set<Usage> usages = new TreeSet<>();
    known.forEach(each -> usages.add(each.usage()));
    for (Usage usage : usages) {
      String broken = control(usage);
      if (!broken.isEmpty()) {
        return kept(broken);
      }
    }
    int failed = 0;
    for (int i = 0; i < MOST && failed < TRIALS; i++) {
      Known each = known.get(i % known.size());
      TrialRecord trial =
          run(TrialRequest.block(Set.of(each.destination()), List.of(each.usage())));
      if (!trial.off().equals(shorter)) {
        return kept(speaks(trial));
      }
      if (trial.passed(each.usage())) {
        return kept(
            "in trial %d %s worked without %s, which it requires: something is carried over, or it is required no longer"
                .formatted(trial.number(), each.usage(), each.destination()));
      }
      failed += trial.counts(each.usage()) ? 1 : 0;
    }
    for (Usage usage : usages) {
      String broken = control(usage);
      if (!broken.isEmpty()) {
        return kept(broken);
      }
    }
    return failed < TRIALS
        ? kept("only %d of %d trials told anything".formatted(failed, MOST))
        : new Found(
            true,
            "The device is without power for %s instead of %s from now on: with that time, each of %d trials failed without what is required (%s), so that what it holds in memory lasts into fewer than 26 in 100 trials (95 %%)"
                .formatted(words(shorter), words(usual), TRIALS, trialWords()));
  }

  /** With nothing blocked the usage works; else why it tells nothing. */
  private String control(Usage usage) {
    TrialRecord trial = run(new TrialRequest(TrialPurpose.SHORT_OFF, Set.of(), List.of(usage)));
    if (!trial.off().equals(shorter)) {
      return speaks(trial);
    }
    return trial.passed(usage)
        ? ""
        : "in trial %d %s did not work though nothing was blocked".formatted(trial.number(), usage);
  }

  private static String speaks(TrialRecord trial) {
    return "the spec itself says how long the device is without power (%s in trial %d)"
        .formatted(words(trial.off()), trial.number());
  }

  private TrialRecord run(TrialRequest request) {
    TrialRecord trial =
        trials.apply(new TrialRequest(TrialPurpose.SHORT_OFF, request.blocked(), request.usages()));
    numbers.add(trial.number());
    return trial;
  }

  /** Those that show in nearly every trial, each once. */
  private static List<Known> required(List<Nights> sources, BiPredicate<Destination, Usage> asked) {
    List<Known> known = new ArrayList<>();
    for (Nights source : sources) {
      source.pairs().stream()
          .filter(pair -> pair.kind() == VerdictKind.REQUIRED)
          .filter(pair -> pair.rate() >= Nights.Pair.MOSTLY)
          .filter(pair -> asked.test(pair.destination(), pair.usage()))
          .map(pair -> new Known(pair.destination(), pair.usage()))
          .filter(each -> !known.contains(each))
          .forEach(known::add);
    }
    return known;
  }

  private Found kept(String why) {
    return new Found(
        false,
        "The device stays without power for %s, and not %s: %s"
            .formatted(words(usual), words(shorter), why));
  }

  private String trialWords() {
    return "trials %d to %d".formatted(numbers.get(0), numbers.get(numbers.size() - 1));
  }

  private static String words(Duration time) {
    return Durations.words(time);
  }
}
