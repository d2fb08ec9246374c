// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each word is a boot, in which the device contacts the names between the plus signs. */
final class NameFamiliesTest {
  private static List<TrialRecord> trials(String boots, Set<DestinationPattern> blocked) {
    String[] each = boots.strip().split("\\s+");
    return IntStream.range(0, each.length)
        .mapToObj(i -> trial(i + 1, List.of(each[i].split("\\+")), blocked))
        .toList();
  }

  private static TrialRecord trial(
      int number, List<String> names, Set<DestinationPattern> blocked) {
    Instant now = Instant.EPOCH.plusSeconds(number);
    List<Observation> seen =
        names.stream()
            .map(name -> Destination.parse(name + ":443/tcp"))
            .map(
                d ->
                    ObservationBuilder.stagedBuilder()
                        .destination(d)
                        .packetsSent(1)
                        .bytesSent(60)
                        .packetsReceived(1)
                        .bytesReceived(60)
                        .first(now)
                        .last(now)
                        .protocol("TLS")
                        .addresses(Set.of())
                        .serverNames(Set.of())
                        .build())
            .toList();
    TrialPurpose purpose = blocked.isEmpty() ? TrialPurpose.CONTROL : TrialPurpose.BLOCK;
    return new TrialRequest(purpose, blocked, List.of())
        .record(number, "plug", now, now, List.of())
        .withObservations(seen);
  }

  private static Stream<String> families(String boots) {
    return NameFamilies.of(trials(boots, Set.of())).keySet().stream().map(String::valueOf);
  }

  @ParameterizedTest
  @CsvSource({
    "a1.g.test a2.g.test a3.g.test a4.g.test, a*.g.test",
    "a1.g.test a2.g.test a1.g.test a3.g.test a1.g.test, a*.g.test",
    "n-09.g.test n-10.g.test n-11.g.test n-12.g.test, n-*.g.test",
    "x-eu01-y.test x-eu02-y.test x-eu01-y.test x-eu07-y.test, x-eu*-y.test",
    "a.eu1.g.test a.eu2.g.test a.eu3.g.test a.eu3.g.test, a.eu*.g.test",
    "n7s1.g.test n7s2.g.test n7s3.g.test n7s4.g.test, n7s*.g.test",
    "1.pool.test 2.pool.test 3.pool.test 1.pool.test, *.pool.test",
    "9f3a.g.test+api.g.test 02bc.g.test+api.g.test a8e1.g.test+api.g.test 77d0.g.test, *.g.test",
    "dev-x9f3.g.test dev-a2bc.g.test dev-a8e1.g.test dev-77d0.g.test, dev-*.g.test",
    "kqzvbn.g.test plmwrt.g.test zzxcvb.g.test qwmnbv.g.test, *.g.test",
    "k7.eu.g.test p1.eu.g.test z0.eu.g.test q2.eu.g.test, *.eu.g.test",
  })
  void names_that_come_and_go_are_one(String boots, String family) {
    assertThat(families(boots)).containsExactly(family + ":443/tcp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.g.test+cloud.g.test+log.g.test api.g.test+cloud.g.test api.g.test api.g.test",
        "api.g.test cloud.g.test log.g.test time.g.test", // one after the other: no made-up labels
        "api1.g.test+api2.g.test+api3.g.test api1.g.test+api2.g.test+api3.g.test api1.g.test+api2.g.test+api3.g.test api1.g.test+api2.g.test+api3.g.test",
        "api1.g.test api1.g.test+api2.g.test api1.g.test+api3.g.test api1.g.test+api4.g.test", // a
        // first one, and stand-ins
        "a1.g.test+a2.g.test+a3.g.test+a4.g.test", // one boot says nothing
        "a1.g.test a2.g.test a1.g.test a2.g.test a1.g.test a2.g.test", // two are not many
        "x1x.test y2y.test z3z.test w4w.test", // whose names these are, nobody can tell
        "x1x.co.uk y2y.co.uk z3z.co.uk w4w.co.uk",
        "203.0.113.1 203.0.113.2 203.0.113.3 203.0.113.4",
        "a\\001.g.test a\\002.g.test a\\003.g.test a\\004.g.test",
      })
  void different_services_are_not(String boots) {
    assertThat(families(boots)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a1.g.test a2.g.test a3.g.test a4.g.test a5.g.test a6.g.test"})
  void what_shows_while_others_are_blocked_is_no_evidence(String boots) {
    Set<DestinationPattern> blocked = Set.of(DestinationPattern.parse("ads.test"));
    assertThat(NameFamilies.of(trials(boots, blocked))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*.g.example, x.g.example, true",
    "*.g.example, y.x.g.example, true",
    "*.g.example, g.example, false",
    "*.g.example, xg.example, false",
    "shard*.g.example, shard17.g.example, true",
    "shard*.g.example, y.shard17.g.example, true",
    "shard*.g.example, shard.g.example, false",
    "shard*.g.example, cloud.g.example, false",
    "=shard*.g.example, shard*.g.example, true",
    "*.g.example, shard*.g.example, true",
    "g.example, shard*.g.example, true",
    "shard*.g.example, *.g.example, false",
    "a*c*e.example, abcde.example, true",
    "a*c*e.example, ace.example, false",
  })
  void a_written_family_covers_its_names_and_those_below(
      String pattern, String name, boolean covered) {
    assertThat(DestinationPattern.parse(pattern).covers(Destination.parse(name + ":443/tcp")))
        .isEqualTo(covered);
  }
}
