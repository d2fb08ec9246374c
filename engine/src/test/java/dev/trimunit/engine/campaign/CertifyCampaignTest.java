// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertifyCampaignTest {
  private static final Usage ON = new Usage("switching on", Vantage.LAN);
  private static final Destination CLOUD = Destination.parse("cloud.vendor.test:443/tcp");
  private static final Destination FALLBACK = Destination.parse("backup.vendor.test:443/tcp");
  private static final Destination ADS = Destination.parse("ads.test:443/tcp");
  @TempDir Path journal;

  private List<Verdict> settle(StubBench bench) {
    CampaignSettings usual = Runs.settings(journal, Map.of(), () -> false);
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(usual).protocol(Protocols.named("certify")).build();
    List<Verdict> verdicts = new ArrayList<>();
    try (Campaign campaign = new Campaign(bench, settings, new Runs())) {
      campaign.calibrate(ON, bench.script());
      campaign.settle(List.of(ON), bench.script(), verdicts::add);
    }
    return verdicts;
  }

  @Test
  void a_fallback_gets_its_own_verdict() {
    StubBench bench =
        new StubBench("bulb")
            .use(
                StubUse.of(ON)
                    .contacts(CLOUD, ADS)
                    .contactsWhen(FALLBACK, blocked -> blocked.test(CLOUD))
                    .worksWhen(blocked -> !blocked.test(CLOUD) || !blocked.test(FALLBACK)));
    List<Verdict> verdicts = settle(bench);
    assertThat(verdicts)
        .extracting(Verdict::destination)
        .containsExactlyInAnyOrder(CLOUD, ADS, FALLBACK);
    assertThat(verdicts)
        .extracting(Verdict::kind)
        .containsExactlyInAnyOrder(
            VerdictKind.BLOCKABLE, VerdictKind.BLOCKABLE, VerdictKind.ALTERNATIVE);
    assertThat(bench.isAsFound()).isTrue();
  }
}
