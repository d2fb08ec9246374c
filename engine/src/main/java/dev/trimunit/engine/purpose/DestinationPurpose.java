// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Purpose;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a destination is for, and by which signs. A sign only ever protects: no destination is
 * blocked because of one.
 *
 * @param destination the destination
 * @param purpose what the signs come to, or what a person says
 * @param signs all of them, those for other purposes, too
 * @param told whether a person says so, in the device's file; {@link Purpose#UNKNOWN} is then named
 *     as unexplained
 * @param download whether something large came from it at least once
 */
public record DestinationPurpose(
    Destination destination, Purpose purpose, List<Sign> signs, boolean told, boolean download) {
  public DestinationPurpose {
    signs = List.copyOf(signs);
  }

  /**
   * Whether a blocklist that is handed on leaves it out: updates, alarms, what may be an update,
   * and clocks that are set over the web, for which no gateway can answer as it can for NTP.
   */
  public boolean heldBack() {
    return switch (purpose) {
      case UPDATE, ALARM -> true;
      case TIME -> !TrafficSigns.isNtp(destination);
      case CONNECTIVITY, REPORTING, CONTENT, CONTROL -> download && !told;
      case UNKNOWN -> download;
    };
  }

  /** Whether somebody knows, or somebody says that nobody knows. */
  public boolean accountedFor() {
    return purpose != Purpose.UNKNOWN || told;
  }

  /** What it looks like and why: {@code it looks like the update server (name: fw)}. */
  public String sentence() {
    String because = signs.stream().map(Sign::words).distinct().collect(Collectors.joining("; "));
    String why = because.isEmpty() ? "" : " (" + because + ")";
    return looks() + mind() + why;
  }

  private String looks() {
    if (purpose == Purpose.UNKNOWN) {
      return told ? "nobody knows what it is for" : "what it is for is not known";
    }
    return (told ? "it is " : "it looks like ") + purpose.what();
  }

  /** Why it is held back, where its purpose alone does not say so. */
  private String mind() {
    if (!heldBack() || purpose == Purpose.UPDATE || purpose == Purpose.ALARM) {
      return "";
    }
    return download
        ? ", and what came from it may be an update"
        : ", asked over the web, where no gateway can answer in its place";
  }
}
