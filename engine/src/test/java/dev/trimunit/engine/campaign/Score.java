// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocol;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a protocol costs and gets wrong on a population. */
public final class Score {
  private final List<Double> costs = new ArrayList<>();
  private final List<Long> decisions = new ArrayList<>();
  private long verdicts;
  private long wrong;
  private long falselyBlockable;
  private long undecided;
  private int broken;
  private int noList;
  private double nanos;
  private double demanded;
  private double hours;

  public void add(ModelDevice device, Protocol protocol) {
    add(device, protocol, new ModelLab(device));
  }

  /** The same in a lab that is given; returns what was told. */
  public Told add(ModelDevice device, Protocol protocol, ModelLab lab) {
    Told told = new Told();
    long start = System.nanoTime();
    protocol.settle(device.question(), lab, told);
    nanos += System.nanoTime() - start;
    costs.add(lab.cost());
    hours += lab.hours();
    demanded += device.demandedCost();
    decisions.addAll(lab.decisions());
    told.verdicts.forEach(verdict -> judge(device, verdict));
    Set<Destination> list = list(told, protocol.key().startsWith("certify"));
    noList += list.isEmpty() ? 1 : 0;
    BitSet blocked = new BitSet();
    list.forEach(destination -> blocked.set(device.destinations.indexOf(destination)));
    boolean breaks = false;
    for (int usage = 0; usage < device.size.usages(); usage++) {
      breaks |= device.breaks(usage, blocked);
    }
    broken += breaks ? 1 : 0;
    return told;
  }

  /** How long a campaign takes, on average, if its units work at once. */
  public double hours() {
    return hours / devices();
  }

  /** The list that a user would block: the verified one, or what is blockable for every usage. */
  private static Set<Destination> list(Told told, boolean verified) {
    if (verified) {
      return told.blocklists.isEmpty() ? Set.of() : told.blocklists.get(0).destinations();
    }
    Set<Destination> list = new TreeSet<>();
    told.verdicts.forEach(verdict -> list.add(verdict.destination()));
    told.verdicts.stream()
        .filter(verdict -> verdict.kind() != VerdictKind.BLOCKABLE)
        .forEach(verdict -> list.remove(verdict.destination()));
    return list;
  }

  private void judge(ModelDevice device, Verdict verdict) {
    int i = device.destinations.indexOf(verdict.destination());
    int j = device.usages.indexOf(verdict.usage());
    boolean required = device.required.get(j).get(i);
    verdicts++;
    switch (verdict.kind()) {
      case BLOCKABLE -> {
        wrong += required ? 1 : 0;
        falselyBlockable += required ? 1 : 0;
      }
      case REQUIRED -> wrong += required ? 0 : 1;
      case ALTERNATIVE -> wrong += required || !device.inClause(i, j) ? 1 : 0;
      case DELAYED, INCONCLUSIVE -> undecided++;
    }
  }

  public static String header() {
    return "world,device,destinations,usages,protocol,devices,mean_cost,p95_cost,gain,"
        + "wrong_percent,falsely_blockable_percent,inconclusive_percent,broken_lists_percent,"
        + "no_list_percent,demanded_cost,median_decision_us,worst_decision_us,seconds";
  }

  public int devices() {
    return costs.size();
  }

  double gain(Size size) {
    return size.paper() / meanCost();
  }

  public double wrongPercent() {
    return 100.0 * wrong / verdicts;
  }

  /** Verdicts that stay open. */
  public double undecidedPercent() {
    return 100.0 * undecided / verdicts;
  }

  /** Lists that hold what breaks a usage. */
  public double brokenPercent() {
    return 100.0 * broken / devices();
  }

  /** In units. */
  public double meanCost() {
    return costs.stream().mapToDouble(c -> c).average().orElse(0);
  }

  public String row(World world, Size size, String protocol) {
    Collections.sort(costs);
    Collections.sort(decisions);
    return "%s,%s,%d,%d,%s,%d,%.1f,%.1f,%.1f,%.3f,%.3f,%.3f,%.2f,%.2f,%.1f,%d,%d,%.1f"
        .formatted(
            world.name(),
            size.name(),
            size.destinations(),
            size.usages(),
            protocol,
            devices(),
            meanCost(),
            costs.get((int) (0.95 * (devices() - 1))),
            gain(size),
            wrongPercent(),
            100.0 * falselyBlockable / verdicts,
            100.0 * undecided / verdicts,
            brokenPercent(),
            100.0 * noList / devices(),
            demanded / devices(),
            decisions.get(decisions.size() / 2) / 1000,
            decisions.get(decisions.size() - 1) / 1000,
            nanos / 1e9);
  }
}
