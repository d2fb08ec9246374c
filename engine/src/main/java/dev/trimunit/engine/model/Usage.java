// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/**
 * A functionality used from one vantage: the unit that passes or fails in a trial.
 *
 * @param functionality the functionality's name
 * @param vantage where the phone sits
 */
public record Usage(String functionality, Vantage vantage) implements Comparable<Usage> {
  /** Stands in where a scenario uses no functionality and its steps decide by themselves. */
  public static final Usage SCENARIO = new Usage("the scenario", Vantage.LAN);

  @Override
  public int compareTo(Usage other) {
    int names = functionality.compareTo(other.functionality);
    return names != 0 ? names : vantage.compareTo(other.vantage);
  }

  /** As reports say it: {@code switching on over LAN}. */
  @Override
  public String toString() {
    return functionality + " over " + vantage;
  }
}
