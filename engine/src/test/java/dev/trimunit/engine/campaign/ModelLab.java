// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Trials of a model device: five minutes, a quarter more for each further usage. */
public final class ModelLab implements TrialOracle {
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
  private final ModelDevice device;
  private final SplittableRandom random;
  private final SplittableRandom outages;
  private final Map<DestinationPattern, Integer> numbers = new HashMap<>();
  private final List<Long> decisions = new ArrayList<>();
  private final Map<Integer, Double> times = new HashMap<>();
  private final List<Outage> drawn = new ArrayList<>();
  private double now;
  private int oddUnit;
  private int oddNeed = -1;
  private double cost;
  private int trials;
  private long answered;

  public ModelLab(ModelDevice device) {
    this.device = device;
    random = new SplittableRandom(device.seed ^ 0x5DEECE66DL);
    outages = new SplittableRandom(device.seed ^ 0x2545F4914F6CDD1DL);
    for (int i = 0; i < device.destinations.size(); i++) {
      numbers.put(device.destinations.get(i).exactly(), i);
    }
    answered = PROCESSOR.getCurrentThreadCpuTime();
  }

  private record Outage(double from, double to) {}

  /** Of a trial with so many usages. */
  public static double cost(int usages) {
    return 1 + 0.25 * (usages - 1);
  }

  /** One unit needs a destination that the others do not need. */
  public void deviates(int unit, int destination) {
    oddUnit = unit;
    oddNeed = destination;
  }

  double cost() {
    return cost;
  }

  int trials() {
    return trials;
  }

  /**
   * Nanoseconds that the protocol took between an answer and its next request: of the processor,
   * for others may use the machine, too.
   */
  List<Long> decisions() {
    return decisions;
  }

  /** Hours until the last unit is free, from the first trial. */
  public double hours() {
    return times.values().stream().mapToDouble(t -> t).max().orElse(0) / 60;
  }

  /** Units have times of their own, so outages are drawn as far as any has come. */
  private boolean outage(double time) {
    if (device.world.outagesPerDay() == 0) {
      return false;
    }
    double mean = 24 * 60 / device.world.outagesPerDay();
    double last = drawn.isEmpty() ? 0 : drawn.get(drawn.size() - 1).to();
    while (last < time || drawn.isEmpty()) {
      double from = last - mean * Math.log(1 - outages.nextDouble());
      last = from + 30 + 90 * outages.nextDouble();
      drawn.add(new Outage(from, last));
    }
    return drawn.stream().anyMatch(outage -> time >= outage.from() && time <= outage.to());
  }

  @Override
  public TrialRecord run(TrialRequest request) {
    decisions.add(PROCESSOR.getCurrentThreadCpuTime() - answered);
    BitSet blocked = new BitSet();
    request.blocked().forEach(pattern -> blocked.set(numbers.get(pattern)));
    now = times.getOrDefault(request.unit(), 0.0) + request.pause().toSeconds() / 60.0;
    double start = now;
    boolean common = random.nextDouble() < device.failure / 2;
    BitSet felt = felt(blocked);
    List<UsageOutcome> outcomes = new ArrayList<>();
    for (Usage usage : request.usages()) {
      now += outcomes.isEmpty() ? 5 : 1.25;
      Outcome outcome =
          works(device.usages.indexOf(usage), felt, common, request.unit())
              ? Outcome.PASSED
              : Outcome.FAILED;
      outcomes.add(new UsageOutcome(usage, outcome, "", List.of()));
    }
    times.put(request.unit(), now);
    cost += cost(outcomes.size());
    trials++;
    TrialRecord record = request.record(trials, "model", at(start), at(now), outcomes);
    answered = PROCESSOR.getCurrentThreadCpuTime();
    return record;
  }

  private static Instant at(double minutes) {
    return EPOCH.plusMillis(Math.round(minutes * 60_000));
  }

  private boolean works(int usage, BitSet blocked, boolean common, int unit) {
    double each = (device.failure / 2) / (1 - device.failure / 2);
    boolean fails = common | random.nextDouble() < each;
    boolean luck = random.nextDouble() < device.success;
    boolean odd = unit == oddUnit && oddNeed >= 0 && blocked.get(oddNeed);
    boolean met = odd || device.breaks(usage, blocked);
    return !outage(now) && (met ? luck : !fails);
  }

  /** What is blocked and needed in this trial: some destinations are needed now and then only. */
  private BitSet felt(BitSet blocked) {
    BitSet felt = (BitSet) blocked.clone();
    for (int i = blocked.nextSetBit(0); i >= 0; i = blocked.nextSetBit(i + 1)) {
      felt.set(i, device.rates[i] == 1 || random.nextDouble() < device.rates[i]);
    }
    return felt;
  }
}
