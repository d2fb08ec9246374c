// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** What the trials of a campaign show of one destination that speaks for a purpose. */
final class TrafficSigns {
  /** So many octets in one trial are a large download. */
  private static final long LARGE = 100_000;

  /** So many octets are, if {@link #MORE_THAN_USUAL} times as many as usual. */
  private static final long SUDDEN = 20_000;

  private static final int MORE_THAN_USUAL = 20;

  /** Seen in fewer trials, nothing is usual. */
  private static final int ENOUGH_TO_BE_USUAL = 3;

  /** A download brings so many times what it sends. */
  private static final int IN_FOR_OUT = 20;

  /** In fewer trials nothing can be called seldom. */
  private static final int ENOUGH_TRIALS = 10;

  /** Seldom is in one of so many trials at most. */
  private static final int ONE_OF = 5;

  private static final int NTP = 123;

  /** Of Apple's and Google's push services. */
  private static final Set<Integer> PUSH = Set.of(2195, 2197, 5223, 5228, 5229, 5230);

  private final Destination destination;
  private final List<SeenTrial> trials;

  /** That a void trial does not show something says nothing. */
  private final List<SeenTrial> whole;

  private final List<Sign> signs = new ArrayList<>();
  private boolean download;

  /**
   * @param all the trials of a campaign
   */
  TrafficSigns(Destination destination, List<SeenTrial> all) {
    this.destination = destination;
    this.trials = all.stream().filter(trial -> !trial.refuses(destination)).toList();
    this.whole = trials.stream().filter(trial -> !trial.trial.isVoid()).toList();
    port();
    download();
    seldom();
    withoutUpdate(all);
    after(SeenTrial::checked, Purpose.UPDATE, "first seen after a check for updates");
    after(SeenTrial::raised, Purpose.ALARM, "first seen after the alarm was set off");
  }

  List<Sign> signs() {
    return signs;
  }

  boolean isDownload() {
    return download;
  }

  /** What it showed to the server instead of a name that it asked for. */
  SortedSet<String> serverNames() {
    SortedSet<String> names = new TreeSet<>();
    trials.forEach(trial -> trial.of(destination).ifPresent(s -> names.addAll(s.serverNames())));
    return names;
  }

  static boolean isNtp(Destination destination) {
    return destination.transport().equals(Transport.UDP) && destination.port() == NTP;
  }

  /**
   * It was refused while an update was to be had, and none came; with it refused, none ever did.
   */
  private void withoutUpdate(List<SeenTrial> all) {
    List<SeenTrial> refused = all.stream().filter(trial -> trial.trial.held(destination)).toList();
    if (refused.stream().noneMatch(trial -> trial.firmware().isPresent())) {
      refused.stream()
          .filter(SeenTrial::isOfferedFirmware)
          .findFirst()
          .ifPresent(
              trial ->
                  signs.add(
                      new Sign(
                          Purpose.UPDATE,
                          Sign.ENOUGH,
                          "refused in trial %d, in which an update was on offer and did not come"
                              .formatted(trial.trial.number()))));
    }
  }

  private void port() {
    if (isNtp(destination)) {
      signs.add(new Sign(Purpose.TIME, Sign.ENOUGH, "port 123"));
    }
    if (destination.transport().equals(Transport.TCP) && PUSH.contains(destination.port())) {
      signs.add(new Sign(Purpose.ALARM, Sign.ENOUGH, "port " + destination.port()));
    }
  }

  private void download() {
    long usual = usual();
    Optional<SeenTrial> most =
        seen().stream()
            .filter(trial -> isDownload(in(trial), usual))
            .max(Comparator.comparingLong(trial -> in(trial).bytesReceived()));
    download = most.isPresent();
    most.ifPresent(
        trial ->
            signs.add(
                new Sign(
                    Purpose.UPDATE,
                    Sign.WEAK,
                    "%s in trial %d%s"
                        .formatted(
                            amount(in(trial).bytesReceived()),
                            trial.trial.number(),
                            trial
                                .firmware()
                                .map(version -> ", then firmware " + version)
                                .orElse("")))));
  }

  /** Much, or much more than what usually comes from there. */
  private boolean isDownload(Observation seen, long usual) {
    boolean bringsMuch = seen.bytesReceived() >= IN_FOR_OUT * Math.max(1, seen.bytesSent());
    boolean more =
        seen.bytesReceived() >= SUDDEN && seen.bytesReceived() >= MORE_THAN_USUAL * usual;
    return bringsMuch && (seen.bytesReceived() >= LARGE || more);
  }

  /** The median of what came in a trial; endless where that cannot be said. */
  private long usual() {
    long[] all =
        seen().stream().map(this::in).mapToLong(Observation::bytesReceived).sorted().toArray();
    return all.length < ENOUGH_TO_BE_USUAL ? Integer.MAX_VALUE : all[all.length / 2];
  }

  private Observation in(SeenTrial trial) {
    return trial.of(destination).orElseThrow();
  }

  private static String amount(long octets) {
    return octets >= 1_000_000
        ? String.format(Locale.ROOT, "%.1f MB", octets / 1e6)
        : octets / 1_000 + " kB";
  }

  private List<SeenTrial> seen() {
    return seen(trials);
  }

  private List<SeenTrial> seen(List<SeenTrial> some) {
    return some.stream().filter(trial -> trial.of(destination).isPresent()).toList();
  }

  /** What shows only while others are blocked stands in for them, and is not seldom. */
  private void seldom() {
    List<SeenTrial> seen = seen(whole);
    boolean ordinary = seen.stream().anyMatch(trial -> trial.trial.blocked().isEmpty());
    if (ordinary && whole.size() >= ENOUGH_TRIALS && seen.size() * ONE_OF <= whole.size()) {
      signs.add(
          new Sign(
              Purpose.UPDATE,
              Sign.WEAK,
              "seen in %d of %d trials".formatted(seen.size(), whole.size())));
    }
  }

  /** Seen in trials with such a step only, and not before it. */
  private void after(Function<SeenTrial, Optional<Instant>> step, Purpose purpose, String words) {
    List<SeenTrial> seen = seen();
    boolean others = whole.stream().anyMatch(trial -> step.apply(trial).isEmpty());
    if (!seen.isEmpty() && others && seen.stream().allMatch(trial -> isAfter(trial, step))) {
      signs.add(new Sign(purpose, Sign.ENOUGH, words));
    }
  }

  private boolean isAfter(SeenTrial trial, Function<SeenTrial, Optional<Instant>> step) {
    Instant first = trial.of(destination).map(Observation::first).orElse(Instant.MAX);
    return step.apply(trial).filter(then -> !first.isBefore(then)).isPresent();
  }
}
