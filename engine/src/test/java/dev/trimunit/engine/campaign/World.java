// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import java.util.List;

/**
 * What the devices of a population suffer from.
 *
 * @param name for tables
 * @param outagesPerDay outages of the vendor's cloud, 30 to 120 minutes each
 * @param redundantDevices share of devices with one or two clauses "A or B is needed"
 * @param intermittentShare share of the required destinations that are needed now and then only
 * @param leastRate least rate of those
 * @param mostRate greatest rate of those
 */
public record World(
    String name,
    double outagesPerDay,
    double redundantDevices,
    double intermittentShare,
    double leastRate,
    double mostRate) {
  public static final World CLEAN = new World("clean", 0, 0, 0, 1, 1);
  static final World OUTAGE = new World("one outage a day", 1, 0, 0, 1, 1);
  static final World OUTAGES = new World("four outages a day", 4, 0, 0, 1, 1);
  static final World REDUNDANT = new World("redundancy", 0, 1, 0, 1, 1);
  static final World INTERMITTENT = new World("intermittent .5-.9", 0, 0, 0.2, 0.5, 0.9);
  static final World RARE = new World("intermittent .1-.6", 0, 0, 0.2, 0.1, 0.6);
  static final World EVERYTHING = new World("everything at once", 1, 0.1, 0.05, 0.3, 0.9);

  /** Those with limits on what may go wrong. */
  static final List<World> TABLE = List.of(CLEAN, OUTAGE, REDUNDANT, INTERMITTENT, EVERYTHING);

  public static final List<World> ALL =
      List.of(CLEAN, OUTAGE, OUTAGES, REDUNDANT, INTERMITTENT, RARE, EVERYTHING);
}
