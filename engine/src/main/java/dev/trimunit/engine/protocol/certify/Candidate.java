// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A destination with what is believed about it, by usage. */
public final class Candidate {
  /** In so many trials, and twice as many as it was tried in, its block was not met. */
  private static final int MOST_IDLE = 12;

  /** What was tried so often is not tried too seldom. */
  private static final int ENOUGH = 5;

  private final int number;
  private final double[] priors;
  private final double rank;
  private final Standing[] standings;
  private final double[] errors;
  private final double[] rates;
  private final int[] failedAlone;
  private final List<Integer> contacts;
  private final BitSet[] partners;
  private final @Nullable Flakiness[] doubts;
  private int leaks;
  private int met;
  private int idle;
  private boolean abandoned;

  Candidate(int number, double rank, double[] priors) {
    this.number = number;
    this.rank = rank;
    this.priors = priors.clone();
    int usages = priors.length;
    standings = new Standing[usages];
    Arrays.fill(standings, Standing.OPEN);
    errors = new double[usages];
    Arrays.fill(errors, 1);
    rates = new double[usages];
    contacts =
        IntStream.range(0, usages).filter(usage -> priors[usage] > rank / 2).boxed().toList();
    failedAlone = new int[usages];
    doubts = new Flakiness[usages];
    partners = new BitSet[usages];
    Arrays.setAll(partners, usage -> new BitSet());
  }

  public int number() {
    return number;
  }

  public Standing standing(int usage) {
    return standings[usage];
  }

  /** The chance that the standing is wrong. */
  public double error(int usage) {
    return errors[usage];
  }

  /** Failures of the usage with nothing but this destination blocked. */
  public int failedAlone(int usage) {
    return failedAlone[usage];
  }

  /** What an alternative may not be blocked together with. */
  public BitSet partners(int usage) {
    return partners[usage];
  }

  /** Whether the device tried it so seldom that nothing is to be learnt. */
  public boolean seldomTried() {
    return met < ENOUGH && idle >= MOST_IDLE + 2 * met;
  }

  /** Whether its block leaked, or was met so seldom, that nothing is to be learnt. */
  public boolean abandoned() {
    return abandoned;
  }

  /** Chance before any trial that something requires it. */
  double rank() {
    return rank;
  }

  /** The usages that were seen to contact it. */
  List<Integer> contacts() {
    return contacts;
  }

  double prior(int usage) {
    return priors[usage];
  }

  void stand(int usage, Standing standing, double error) {
    standings[usage] = standing;
    errors[usage] = Math.min(1, error);
  }

  /** An outcome came that is so much likelier if the standing is wrong. */
  void confirm(int usage, double ratio) {
    double wrong = errors[usage] * ratio;
    errors[usage] = wrong / (wrong + 1 - errors[usage]);
  }

  /** Blocked, the usage fails at this rate. */
  void failsNowAndThen(int usage, double rate, double error) {
    stand(usage, Standing.INTERMITTENT, error);
    rates[usage] = rate;
  }

  /** The rate at which the usage fails with this blocked; empty if it is not known well enough. */
  OptionalDouble rate(int usage) {
    return switch (standings[usage]) {
      case INTERMITTENT -> OptionalDouble.of(rates[usage]);
      // What is fine alone, but not listed, may fail together with listed ones.
      case OPEN, FINE, REQUIRED, ALTERNATIVE -> OptionalDouble.empty();
    };
  }

  void failsAlone(int usage) {
    failedAlone[usage]++;
  }

  void partners(int usage, BitSet found) {
    partners[usage] = found;
  }

  /** It cannot be told, because the usage fails so often by itself. */
  void doubt(int usage, Flakiness flakiness) {
    doubts[usage] = flakiness;
  }

  /** How often the usage fails by itself, if that is why nothing can be told. */
  Optional<Flakiness> doubt(int usage) {
    return Optional.ofNullable(doubts[usage]);
  }

  /** Counts whether the device tried it while it was blocked. */
  boolean isIdle(boolean tried) {
    met += tried ? 1 : 0;
    idle += tried ? 0 : 1;
    abandoned = abandoned || seldomTried();
    return abandoned;
  }

  /** Counts a leak. */
  boolean leaks(int most) {
    leaks++;
    abandoned = abandoned || leaks >= most;
    return abandoned;
  }

  /** Whether that is its standing for some usage. */
  boolean stands(Standing standing) {
    return Arrays.asList(standings).contains(standing);
  }
}
