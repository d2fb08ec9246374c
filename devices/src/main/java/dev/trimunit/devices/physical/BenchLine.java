// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

/**
 * What was found of one thing that a bench needs.
 *
 * @param state whether it is as it must be
 * @param place file and line of the bench file that ask for it
 * @param says what was found and, where it is not good, what to do
 */
public record BenchLine(State state, String place, String says) {
  /** Whether a thing is as it must be. */
  public enum State {
    GOOD("good"),
    /** A run is refused. */
    MISSING("missing"),
    /** Nobody can tell now; a run is not refused for it. */
    UNKNOWN("cannot tell");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** For people. */
    public String word() {
      return word;
    }
  }

  static BenchLine good(String place, String says) {
    return new BenchLine(State.GOOD, place, says);
  }

  static BenchLine missing(String place, String says) {
    return new BenchLine(State.MISSING, place, says);
  }

  static BenchLine unknown(String place, String says) {
    return new BenchLine(State.UNKNOWN, place, says);
  }

  /** Whether nothing has to be done. */
  public boolean isGood() {
    return state == State.GOOD;
  }

  /** With its place: for lists of what is wrong. */
  @Override
  public String toString() {
    return place + ": " + says;
  }
}
