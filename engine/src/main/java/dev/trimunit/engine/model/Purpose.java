// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a destination is for. */
public enum Purpose {
  /** Where new firmware comes from. */
  UPDATE("the update server"),
  /** What carries alarms and messages to a phone that is asleep. */
  ALARM("a server of alarms or push messages"),
  /** What the device sets its clock by. */
  TIME("a time server"),
  /** What the device asks whether it is on the Internet. */
  CONNECTIVITY("a connectivity check"),
  /** Logs, measurements and advertising. */
  REPORTING("where it reports to"),
  /** Pictures, music, programmes; only a person can say so. */
  CONTENT("a server of content"),
  /** What carries orders and states; only a person can say so. */
  CONTROL("the server that carries orders"),
  /** No sign tells. */
  UNKNOWN("something unknown");

  private final String what;

  Purpose(String what) {
    this.what = what;
  }

  /** As files have it: {@code update}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The destination, for sentences: {@code the update server}. */
  public String what() {
    return what;
  }

  /**
   * What a person says: a purpose, or {@code unexplained} if nobody knows.
   *
   * @throws IllegalArgumentException with the words that there are
   */
  public static Purpose told(String word) {
    return Arrays.stream(values())
        .filter(purpose -> purpose.wordOfPeople().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown purpose '%s': write one of %s"
                        .formatted(word, String.join(", ", wordsOfPeople()))));
  }

  /** All words that a person may say. */
  public static List<String> wordsOfPeople() {
    return Arrays.stream(values()).map(Purpose::wordOfPeople).toList();
  }

  private String wordOfPeople() {
    return this == UNKNOWN ? "unexplained" : word();
  }
}
