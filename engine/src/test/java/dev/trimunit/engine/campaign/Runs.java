// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.listener.Progress;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A run of one stub device, recorded. */
public final class Runs implements RunListener {
  public static final Usage ON = new Usage("switching on", Vantage.LAN);
  public static final Usage OFF = new Usage("switching off", Vantage.LAN);
  public static final Usage ON_WAN = new Usage("switching on", Vantage.WAN);
  public static final Destination CLOUD = Destination.parse("cloud.example.com:443/tcp");
  public static final Destination NTP = Destination.parse("ntp.example.org:123/udp");
  public static final Destination ADS = Destination.parse("ads.example.net:80/tcp");

  public final List<TrialRecord> trials = new ArrayList<>();
  public final List<String> notices = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<String> alarms = new ArrayList<>();
  final List<Progress> progress = new ArrayList<>();
  public final List<Verdict> verdicts = new ArrayList<>();
  public Path journal = Path.of("");

  /** A bulb that needs its cloud over WAN only. */
  public static StubBench bulb() {
    return new StubBench("bulb")
        .contactsAtStart(NTP)
        .use(StubUse.of(ON).contacts(CLOUD, ADS))
        .use(StubUse.of(ON_WAN).requires(CLOUD).contacts(ADS));
  }

  public static CampaignSettings settings(
      Path journal, Map<String, String> identity, BooleanSupplier stop) {
    return CampaignSettingsBuilder.builder(
            new CampaignSettings(
                Protocols.named("sequential"),
                0.01,
                Duration.ofMinutes(2),
                destination -> true,
                journal,
                stop))
        .identity(identity)
        .build();
  }

  public Campaign open(StubBench bench, Path journal) {
    return open(bench, journal, () -> false);
  }

  public Campaign open(StubBench bench, Path journal, BooleanSupplier stop) {
    return new Campaign(bench, settings(journal, Map.of("spec", "1"), stop), this);
  }

  /** Calibrates and settles usages. */
  public Runs settle(StubBench bench, Path journal, Usage... usages) {
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
  public void warned(Device device, String sentence) {
    warnings.add(sentence);
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
