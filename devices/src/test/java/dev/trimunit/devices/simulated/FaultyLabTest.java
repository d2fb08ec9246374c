// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.files.LabFile;
import dev.trimunit.devices.files.LabFile.Operation;
import dev.trimunit.devices.files.LabFile.Outage;
import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Vantage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults and outages that a lab file asks for. */
@Tag("slow")
final class FaultyLabTest {
  private static final String BULB = "tp-link-bulb";
  @TempDir Path output;

  private Lab lab(LabFile file) {
    return Trials.lab(Trials.SHIPPED, 1, output, file);
  }

  private static LabFile outage(
      @Nullable Duration from, @Nullable Duration every, Duration least, Duration most) {
    List<DestinationPattern> hosts = List.of(DestinationPattern.parse("tplinkra.com"));
    return new LabFile(Map.of(), List.of(new Outage(hosts, from, every, least, most)));
  }

  private static LabFile always(Operation operation) {
    return new LabFile(Map.of(operation, 1.0), List.of());
  }

  @Test
  void a_scheduled_outage_breaks_what_needs_the_server_while_it_lasts() {
    Duration hour = Duration.ofHours(1);
    try (Lab lab = lab(outage(hour, null, hour, hour))) {
      Bench bench = lab.bench(BULB);
      Trials trials = new Trials(bench, Recipe.BULB);
      assertThat(trials.run(Vantage.LAN).passed()).isTrue();
      bench.clock().pass(hour);
      assertThat(trials.run(Vantage.LAN).passed()).isFalse();
      bench.clock().pass(hour);
      assertThat(trials.run(Vantage.LAN).passed()).isTrue();
    }
  }

  @Test
  void a_random_outage_strikes_once_per_period_for_as_long_as_it_may() {
    Duration least = Duration.ofMinutes(30);
    Duration most = Duration.ofMinutes(120);
    LabFile file = outage(null, Duration.ofDays(1), least, most);
    try (Lab lab = lab(file)) {
      List<Boolean> passed = new ArrayList<>();
      Bench bench = lab.bench(BULB);
      Trials trials = new Trials(bench, Recipe.BULB);
      for (int i = 0; i < 24 * 6; i++) {
        passed.add(trials.off(Duration.ofMinutes(9)).run(Vantage.LAN).passed());
      }
      long failed = passed.stream().filter(ok -> !ok).count();
      assertThat(failed).isBetween(3L, 15L);
    }
  }

  @Test
  void each_operation_fails_as_a_lab_fault() {
    try (Lab lab = lab(always(Operation.POWER))) {
      assertThatThrownBy(() -> lab.bench(BULB).power().off()).isInstanceOf(LabFault.class);
    }
    try (Lab lab = lab(always(Operation.CAPTURE))) {
      assertThatThrownBy(() -> lab.bench(BULB).capture().start("a")).isInstanceOf(LabFault.class);
      assertThatThrownBy(() -> lab.bench(BULB).capture().start("b")).isInstanceOf(LabFault.class);
    }
    try (Lab lab = lab(always(Operation.CLOCK))) {
      assertThatThrownBy(() -> lab.bench(BULB).clock().pass(Duration.ZERO))
          .isInstanceOf(LabFault.class);
    }
    try (Lab lab = lab(always(Operation.GATEWAY))) {
      assertThatThrownBy(
              () ->
                  lab.bench(BULB)
                      .gateway()
                      .block(Set.of(), Set.of(), dev.trimunit.engine.lab.Gateway.Strength.NORMAL))
          .isInstanceOf(LabFault.class);
    }
  }

  @Test
  void a_lost_phone_is_a_lab_fault() {
    LabSettings settings = new LabSettings(1, output, Trials.SHIPPED, Map.of());
    Lab lab =
        SimulatedLabProvider.open(
            settings,
            always(Operation.PHONE),
            (unit, device, faults, clock, apps) ->
                new AppiumPhones(unit, device, settings, faults, clock, apps));
    try (lab) {
      assertThatThrownBy(() -> lab.bench(BULB).app(Vantage.WAN).restart())
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("WAN");
    }
  }

  @Test
  void faults_do_not_change_what_other_trials_contain() {
    Set<String> without;
    try (Lab lab = lab(LabFile.DEFAULT)) {
      without = new Trials(lab.bench(BULB), Recipe.BULB).run(Vantage.LAN).contacted();
    }
    LabFile rare = new LabFile(Map.of(Operation.POWER, 0.000_001), List.of());
    try (Lab lab = lab(rare)) {
      assertThat(new Trials(lab.bench(BULB), Recipe.BULB).run(Vantage.LAN).contacted())
          .isEqualTo(without);
    }
  }
}
