// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PurposesTest {
  private static final Instant NOW = Instant.EPOCH;
  private final List<TrialRecord> trials = new ArrayList<>();

  private static Observation seen(String destination, long sent, long received, String shown) {
    return ObservationBuilder.stagedBuilder()
        .destination(Destination.parse(destination))
        .packetsSent(1)
        .bytesSent(sent)
        .packetsReceived(1)
        .bytesReceived(received)
        .first(NOW.plusSeconds(60))
        .last(NOW.plusSeconds(61))
        .protocol("TLS")
        .addresses(Set.of())
        .serverNames(shown.isEmpty() ? Set.of() : Set.of(shown))
        .build();
  }

  private void trial(String step, String blocked, Observation... seen) {
    List<Destination> refused = blocked.isEmpty() ? List.of() : List.of(Destination.parse(blocked));
    TrialRequest request =
        TrialRequest.block(refused, List.of(new Usage("switching on", Vantage.LAN)));
    trials.add(MadeUpTrial.of(trials.size() + 1, request, step, List.of(seen)));
  }

  private DestinationPurpose purpose(String destination) {
    Destination of = Destination.parse(destination);
    return new Purposes(List.of(of), trials, Map.of()).of(of);
  }

  @ParameterizedTest
  @CsvSource({
    "fw-update2.smartthings.com:443/tcp, UPDATE, true",
    "ota.vendor.test:443/tcp, UPDATE, true",
    "softwareupdates.vendor.test:443/tcp, UPDATE, true",
    "bigota.d.vendor.test:443/tcp, UPDATE, true",
    "lcc-prodsf-fwu.eastus.cloud.test:443/tcp, UPDATE, true",
    "pushx.vendor.test:443/tcp, ALARM, true",
    "fcm.googleapis.com:443/tcp, ALARM, true",
    "mtalk.google.com:5228/tcp, ALARM, true",
    "a1.vendor.test:5223/tcp, ALARM, true",
    "ntp.org:123/udp, TIME, false",
    "198.51.100.7:123/udp, TIME, false",
    "htpdate.ajcloud.net:443/tcp, TIME, true",
    "connectivitycheck.gstatic.com:443/tcp, CONNECTIVITY, false",
    "fireoscaptiveportal.com:443/tcp, CONNECTIVITY, false",
    "log.us.xiaoyi.com:443/tcp, REPORTING, false",
    "device-metrics-us.amazon.com:443/tcp, REPORTING, false",
    "partnerad.l.doubleclick.net:443/tcp, REPORTING, false",
    "bob-dispatch-prod-eu.amazon.com:443/tcp, UNKNOWN, false",
    "api.alarm.com:443/tcp, UNKNOWN, false",
    "frontdoor.nest.com:443/tcp, UNKNOWN, false",
    "download.vendor.test:443/tcp, UNKNOWN, false",
    "quota.vendor.test:443/tcp, UNKNOWN, false",
    "198.51.100.7:443/tcp, UNKNOWN, false"
  })
  void a_name_and_a_port_are_signs(String destination, Purpose purpose, boolean heldBack) {
    DestinationPurpose found = purpose(destination);
    assertThat(found.purpose()).as(found.sentence()).isEqualTo(purpose);
    assertThat(found.heldBack()).as(found.sentence()).isEqualTo(heldBack);
  }

  @ParameterizedTest
  @CsvSource({
    // sent, received, held back
    "5000, 100000, true",
    "5001, 100000, false",
    "1000, 99999, false",
    "40000, 1900000, true",
    "0, 0, false"
  })
  void a_large_download_protects_what_nothing_else_tells(long sent, long received, boolean held) {
    trial("\"Power\" is tapped", "", seen("a.cdn.test:443/tcp", sent, received, ""));
    DestinationPurpose found = purpose("a.cdn.test:443/tcp");
    assertThat(found.purpose()).isEqualTo(Purpose.UNKNOWN);
    assertThat(found.heldBack()).isEqualTo(held);
  }

  @Test
  void a_large_download_protects_whatever_else_its_name_says() {
    trial("\"Power\" is tapped", "", seen("ads.cdn.test:443/tcp", 4_000, 1_900_000, ""));
    DestinationPurpose found = purpose("ads.cdn.test:443/tcp");
    assertThat(found.purpose()).isEqualTo(Purpose.REPORTING);
    assertThat(found.heldBack()).isTrue();
    assertThat(found.sentence())
        .isEqualTo(
            "it looks like where it reports to, and what came from it may be an update"
                + " (name: ads; 1.9 MB in trial 1)");
  }

  @Test
  void two_weak_signs_are_enough() {
    trial("\"Power\" is tapped", "", seen("download.cdn.test:443/tcp", 4_000, 1_900_000, ""));
    assertThat(purpose("download.cdn.test:443/tcp").sentence())
        .isEqualTo("it looks like the update server (name: download; 1.9 MB in trial 1)");
  }

  @Test
  void what_is_seen_seldom_is_no_update_server_by_that_alone() {
    for (int i = 0; i < 20; i++) {
      trial(
          "\"Power\" is tapped",
          "",
          i % 10 == 3
              ? new Observation[] {seen("dl.cdn.test:443/tcp", 100, 200, "")}
              : new Observation[0]);
    }
    assertThat(purpose("dl.cdn.test:443/tcp").sentence())
        .isEqualTo("it looks like the update server (name: dl; seen in 2 of 20 trials)");
    assertThat(purpose("a.cdn.test:443/tcp").signs()).isEmpty();
    trials.replaceAll(t -> t.withObservations(List.of()));
    assertThat(purpose("dl.cdn.test:443/tcp").purpose()).isEqualTo(Purpose.UNKNOWN);
  }

  @Test
  void what_shows_only_behind_blocks_is_not_called_seldom() {
    for (int i = 0; i < 19; i++) {
      trial("\"Power\" is tapped", "");
    }
    trial("\"Power\" is tapped", "ntp.test:123/udp", seen("b.test:443/tcp", 100, 200, ""));
    assertThat(purpose("b.test:443/tcp").signs()).isEmpty();
  }

  @Test
  void what_shows_only_after_a_check_for_updates_is_the_update_server() {
    trial("\"Power\" is tapped", "");
    trial("\"Check for updates\" is tapped", "", seen("a.cdn.test:443/tcp", 400, 700, ""));
    DestinationPurpose found = purpose("a.cdn.test:443/tcp");
    assertThat(found.purpose()).isEqualTo(Purpose.UPDATE);
    assertThat(found.sentence()).contains("first seen after a check for updates");
    trial("\"Power\" is tapped", "", seen("a.cdn.test:443/tcp", 400, 700, ""));
    assertThat(purpose("a.cdn.test:443/tcp").purpose()).isEqualTo(Purpose.UNKNOWN);
  }

  /** Such a trial may have ended before it could have been seen. */
  @Test
  void that_void_trials_do_not_show_it_is_no_sign() {
    for (int i = 0; i < 20; i++) {
      trial("\"Power\" is tapped", "");
    }
    trials.replaceAll(t -> TrialRecordBuilder.builder(t).fault("The capture ended").build());
    trial("\"Check for updates\" is tapped", "", seen("dl.cdn.test:443/tcp", 400, 700, ""));

    assertThat(purpose("dl.cdn.test:443/tcp").sentence())
        .isEqualTo("what it is for is not known (name: dl)");
  }

  @Test
  void what_shows_only_when_an_alarm_is_set_off_carries_alarms() {
    trial("\"Power\" is tapped", "");
    trial("the smoke detector is set off", "", seen("a.cdn.test:443/tcp", 400, 700, ""));
    assertThat(purpose("a.cdn.test:443/tcp").purpose()).isEqualTo(Purpose.ALARM);
  }

  @Test
  void a_bare_address_has_the_name_that_the_device_showed() {
    trial("", "", seen("198.51.100.7:443/tcp", 400, 700, "OTA.vendor.test"));
    assertThat(purpose("198.51.100.7:443/tcp").sentence())
        .isEqualTo("it looks like the update server (name shown to the server: ota)");
  }

  @Test
  void the_word_of_a_person_counts_more_than_signs() {
    Destination ads = Destination.parse("update.ads.test:443/tcp");
    DestinationPurpose told =
        new Purposes(List.of(ads), trials, Map.of(ads, Purpose.REPORTING)).of(ads);
    assertThat(told.heldBack()).isFalse();
    assertThat(told.sentence())
        .isEqualTo(
            "it is where it reports to (the device's file says so; name: update; name: ads)");
    Destination some = Destination.parse("a.cdn.test:443/tcp");
    trial("", "", seen("a.cdn.test:443/tcp", 400, 700_000, ""));
    DestinationPurpose unexplained =
        new Purposes(List.of(some), trials, Map.of(some, Purpose.UNKNOWN)).of(some);
    assertThat(unexplained.accountedFor()).isTrue();
    assertThat(unexplained.heldBack()).isTrue();
  }

  @Test
  void no_sign_makes_anything_blockable() {
    Set<Destination> list = Set.of(Destination.parse("ads.test:443/tcp"));
    assertThat(new Purposes(list, trials, Map.of()).heldBack(list)).isEmpty();
    assertThat(new Purposes(list, trials, Map.of()).heldBack(Set.of())).isEmpty();
  }

  @Test
  void an_unknown_word_is_told_with_those_that_there_are() {
    assertThatThrownBy(() -> Purpose.told("updates"))
        .hasMessageContaining("'updates'")
        .hasMessageContaining("update, alarm, time")
        .hasMessageContaining("unexplained");
    assertThat(Purpose.told("unexplained")).isEqualTo(Purpose.UNKNOWN);
    assertThatThrownBy(() -> Purpose.told("unknown")).hasMessageContaining("'unknown'");
  }
}
