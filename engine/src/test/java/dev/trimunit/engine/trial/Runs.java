// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A run of one stub device, recorded. */
final class Runs implements RunListener {
  static final Usage ON = new Usage("switching on", Vantage.LAN);
  static final Usage OFF = new Usage("switching off", Vantage.LAN);
  static final Usage ON_WAN = new Usage("switching on", Vantage.WAN);
  static final Destination CLOUD = Destination.parse("cloud.example.com:443/tcp");
  static final Destination NTP = Destination.parse("ntp.example.org:123/udp");
  static final Destination ADS = Destination.parse("ads.example.net:80/tcp");

  final List<TrialRecord> trials = new ArrayList<>();
  final List<String> notices = new ArrayList<>();
  final List<String> alarms = new ArrayList<>();
  final List<Progress> progress = new ArrayList<>();
  final List<Verdict> verdicts = new ArrayList<>();
  Path journal = Path.of("");

  /** A bulb that needs its cloud over WAN only. */
  static StubBench bulb() {
    return new StubBench("bulb")
        .contactsAtStart(NTP)
        .use(StubUse.of(ON).contacts(CLOUD, ADS))
        .use(StubUse.of(ON_WAN).requires(CLOUD).contacts(ADS));
  }

  static CampaignSettings settings(
      Path journal, Map<String, String> identity, BooleanSupplier stop) {
    return new CampaignSettings(
        Protocols.named("sequential"),
        0.01,
        Duration.ofMinutes(2),
        destination -> true,
        journal,
        identity,
        VoidLimits.USUAL,
        new LabLocks(),
        stop);
  }

  Campaign open(StubBench bench, Path journal) {
    return open(bench, journal, () -> false);
  }

  Campaign open(StubBench bench, Path journal, BooleanSupplier stop) {
    return new Campaign(bench, settings(journal, Map.of("spec", "1"), stop), this);
  }

  /** Calibrates and settles usages. */
  Runs settle(StubBench bench, Path journal, Usage... usages) {
    try (Campaign campaign = open(bench, journal)) {
      List.of(usages).forEach(usage -> campaign.calibrate(usage, bench.script()));
      campaign.settle(List.of(usages), bench.script(), verdicts::add);
    }
    return this;
  }

  @Override
  public void trialFinished(TrialRecord trial) {
    trials.add(trial);
  }

  @Override
  public void journalKept(Device device, Path where) {
    journal = where;
  }

  @Override
  public void noticed(Device device, String sentence) {
    notices.add(sentence);
  }

  @Override
  public void alarmed(Device device, String sentence) {
    alarms.add(sentence);
  }

  @Override
  public void progressed(Progress now) {
    progress.add(now);
  }
}
