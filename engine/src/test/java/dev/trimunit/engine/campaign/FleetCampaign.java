// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Findings;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.sharing.DeviceTurns;
import dev.trimunit.engine.sharing.PhoneQueue;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A device's campaign with a live planner, in trials that pass time and take phones in the order of
 * a real trial: power off, power on, the phone once per usage, evidence.
 */
final class FleetCampaign implements TrialOracle, Runnable {
  private static final double OFF_AND_BOOT = 240;
  private static final double USE = 30;
  private static final double TAIL = 30;
  private static final double TAIL_OF_FURTHER = 45;
  private static final double JITTER = 0.1;

  private final Protocol protocol;
  private final ModelDevice device;
  private final ModelLab lab;
  private final FleetTime time;
  private final FleetBench bench;
  private final DeviceTurns shared;
  private final SplittableRandom jitter;
  private final ProgressMeter progress = new ProgressMeter("device", new RunListener() {});
  private Duration busy = Duration.ZERO;
  private Duration used = Duration.ZERO;
  private Duration waitedBooted = Duration.ZERO;
  private final List<TrialRequest> requests = new ArrayList<>();
  private List<TrialRequest> known = List.of();
  private Duration knownToTake = Duration.ZERO;

  FleetCampaign(
      Protocol protocol, ModelDevice device, FleetTime time, PhoneQueue locks, int phones) {
    this.protocol = protocol;
    this.device = device;
    this.time = time;
    lab = new ModelLab(device);
    bench = new FleetBench(time, phones);
    shared = new DeviceTurns(bench, locks, this::length);
    jitter = new SplittableRandom(device.seed);
  }

  /** Runs the same trials once more, and knows from the start how long they take. */
  FleetCampaign again(FleetTime other, PhoneQueue locks) {
    FleetCampaign again = new FleetCampaign(protocol, device, other, locks, bench.phones());
    again.known = List.copyOf(requests);
    again.knownToTake = busy;
    return again;
  }

  /** Who knows all trials serves the device with the most work left, which is best then. */
  private Duration length() {
    return known.isEmpty() ? progress.campaign() : knownToTake.minus(busy);
  }

  @Override
  public void run() {
    try {
      // One after the other: else the order of threads decides who begins, and no run is repeated.
      time.pass(Duration.ofMillis(device.seed % 1000));
      Question question = device.question();
      progress.enter("settling");
      progress.expect(protocol.expectedTrials(question));
      progress.want(question.all().size() * question.destinations().size());
      if (known.isEmpty()) {
        protocol.settle(question, this, findings());
      }
      known.forEach(this::run);
    } finally {
      time.end();
    }
  }

  private Findings findings() {
    return new Findings() {
      @Override
      public void settled(Verdict verdict) {}

      @Override
      public void verified(Blocklist blocklist) {}

      @Override
      public void expected(double trialsMore) {
        progress.expectNow(trialsMore);
      }
    };
  }

  @Override
  public TrialRecord run(TrialRequest request) {
    time.pass(request.pause());
    TrialRecord answer = lab.run(request);
    Instant start = untilUsed(request);
    work(TAIL + TAIL_OF_FURTHER * (request.usages().size() - 1));
    requests.add(request);
    TrialRecord trial = at(answer, start, bench.clock().now());
    progress.trial(trial);
    return trial;
  }

  private Instant untilUsed(TrialRequest request) {
    try (PhoneQueue.Lease turn = shared.admit(request.usages())) {
      Instant start = bench.clock().now();
      work(OFF_AND_BOOT);
      use(request.usages());
      return start;
    }
  }

  private void work(double seconds) {
    double factor = 1 - JITTER + 2 * JITTER * jitter.nextDouble();
    Duration duration = Duration.ofMillis(Math.round(seconds * factor * 1000));
    busy = busy.plus(duration);
    time.pass(duration);
  }

  /** One after the other, on the same phone as long as nobody waits who goes first. */
  private void use(List<Usage> usages) {
    PhoneQueue.Lease phone = take(usages.get(0));
    for (int i = 0; i < usages.size(); i++) {
      if (i > 0 && phone.isWanted()) {
        phone.close();
        phone = take(usages.get(i));
      }
      Duration before = busy;
      work(USE);
      used = used.plus(busy.minus(before));
    }
    phone.close();
  }

  private PhoneQueue.Lease take(Usage usage) {
    long asked = time.now();
    PhoneQueue.Lease phone = shared.take(usage.vantage());
    waitedBooted = waitedBooted.plusMillis(time.now() - asked);
    return phone;
  }

  private static TrialRecord at(TrialRecord trial, Instant start, Instant end) {
    return TrialRecordBuilder.builder(trial).start(start).end(end).build();
  }

  /** The time of its own trials, without waiting. */
  Duration busy() {
    return busy;
  }

  /** The time for which it had a phone. */
  Duration used() {
    return used;
  }

  /** How long its booted device waited for phones. */
  Duration waitedBooted() {
    return waitedBooted;
  }

  int trials() {
    return requests.size();
  }
}
