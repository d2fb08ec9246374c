// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.BuiltByName;
import java.util.List;

/**
 * What the template shows, as text that is not yet escaped. The records are public because the
 * template engine reads them by reflection.
 */
final class PageModel {
  private PageModel() {}

  /** The whole page; the stamp is what every table says about the lab. */
  @BuiltByName
  public record Page(
      String banner,
      String stamp,
      boolean measured,
      List<Fact> facts,
      List<DeviceView> devices,
      List<Group> groups,
      List<SharedHost> shared,
      int sharedLeftOut,
      boolean lazy,
      boolean trialsShown) {}

  /** A name and its value. */
  public record Fact(String name, String value) {}

  /** Destinations of all devices by something that they have in common. */
  public record Group(String title, String what, String note, List<Count> counts, int leftOut) {}

  /** How many of some destinations are blockable for everything. */
  public record Count(String what, int devices, int blockable, int some, int none) {}

  /** A destination that several devices contact. */
  public record SharedHost(
      String destination, String agreement, int all, int some, int none, String devices) {}

  /** One device. */
  @BuiltByName
  public record DeviceView(
      String id,
      String name,
      String firmware,
      String app,
      String region,
      List<Fact> facts,
      List<Column> columns,
      List<Row> rows,
      int blockable,
      int some,
      int none,
      List<Fact> notes,
      List<Claim> claims,
      int claimsKept,
      List<String> experiments,
      List<Traffic> traffic,
      List<HiddenView> hidden,
      List<Life> lives,
      int livesLeftOut,
      List<DnsPoint> dns,
      List<TrialView> trials) {}

  /** A usage: a column of the matrix. */
  public record Column(String functionality, String vantage) {}

  /** A destination: a row of the matrix. */
  @BuiltByName
  public record Row(
      String key,
      String destination,
      String unicode,
      String remark,
      String party,
      String owner,
      String ownerReason,
      String blockability,
      String firstContact,
      List<String> contacted,
      String verdicts,
      List<Cell> cells) {}

  /** A verdict; kind is empty where there is none. The walk has a sign per trial that counts. */
  @BuiltByName
  public record Cell(
      Column column,
      String kind,
      int trials,
      int passed,
      int held,
      String errorBound,
      String reason,
      String partners,
      String deciding,
      String walk) {}

  /** A scenario written by hand, or a promise, and whether it holds. */
  public record Claim(String status, String name, String message, String trials, String place) {}

  /** Packets and bytes of a destination in an experiment. */
  public record Traffic(
      String experiment,
      String destination,
      String protocol,
      String packets,
      String bytes,
      String share) {}

  /** A destination that only showed while something was blocked. */
  public record HiddenView(
      String destination, String unicode, String party, String owner, String blocked, int trial) {}

  /** A trial in which days passed, along its time. */
  @BuiltByName
  public record Life(
      int number,
      String length,
      List<Stretch> blocked,
      String blockedWords,
      List<Stretch> steps,
      List<Stretch> queries,
      List<Stretch> timers,
      List<Stretch> readings,
      String outcome,
      String cameRound,
      String clock) {}

  /** A part of a line, in percent of it. */
  public record Stretch(String kind, String left, String width, String title) {}

  /** DNS queries after a time without power. */
  public record DnsPoint(String off, long seconds, int names, String queries, String list) {}

  /** A trial in the list of all. */
  public record TrialView(int number, String what, String off, String outcomes, String evidence) {}
}
