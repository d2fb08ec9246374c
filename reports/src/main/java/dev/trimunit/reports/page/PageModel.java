// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import java.util.List;

/**
 * What the template shows, as text that is not yet escaped. The records are public because the
 * template engine reads them by reflection.
 */
final class PageModel {
  private PageModel() {}

  /** The whole page. */
  public record Page(
      String banner,
      boolean simulated,
      List<Fact> facts,
      List<DeviceView> devices,
      List<Count> parties,
      List<Count> ports,
      List<SharedHost> shared,
      boolean trialsShown) {}

  /** A name and its value. */
  public record Fact(String name, String value) {}

  /** How many of some destinations are blockable for everything. */
  public record Count(String what, int blockable, int total) {}

  /** A host that several devices contact. */
  public record SharedHost(String host, List<Fact> devices, String agreement) {}

  /** One device. */
  public record DeviceView(
      String id,
      String name,
      List<Fact> facts,
      List<Column> columns,
      List<Row> rows,
      int blockable,
      int some,
      int none,
      List<Fact> notes,
      List<Traffic> traffic,
      List<HiddenView> hidden,
      List<DnsPoint> dns,
      DnsPlot plot,
      List<TrialView> trials) {}

  /** A usage: a column of the matrix. */
  public record Column(String functionality, String vantage) {}

  /** A destination: a row of the matrix. */
  public record Row(
      String key,
      String destination,
      String party,
      String blockability,
      String firstContact,
      String verdicts,
      List<Cell> cells) {}

  /** A verdict; kind is empty where there is none. */
  public record Cell(
      Column column,
      String kind,
      String mark,
      int trials,
      int passed,
      int held,
      String errorBound,
      String reason,
      String partners,
      String deciding,
      Walk walk) {}

  /** Passes and failures one after the other, as a path. */
  public record Walk(String path, int width, int height) {}

  /** Packets and bytes of a destination in an experiment. */
  public record Traffic(
      String experiment,
      String destination,
      String protocol,
      String packets,
      String bytes,
      String share) {}

  /** A destination that only showed while something was blocked. */
  public record HiddenView(String destination, String party, String blocked, int trial) {}

  /** DNS queries after a time without power. */
  public record DnsPoint(
      String off, int names, String queries, String list, int x, int yNames, int yQueries) {}

  /** The frame of the DNS plot. */
  public record DnsPlot(String names, String queries, List<Fact> yTicks, int top) {}

  /** A trial in the list of all. */
  public record TrialView(int number, String what, String off, String outcomes, String evidence) {}
}
