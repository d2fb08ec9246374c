// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import static dev.trimunit.engine.protocol.CertifyProtocolTest.USAGES;
import static dev.trimunit.engine.protocol.CertifyProtocolTest.lab;
import static dev.trimunit.engine.protocol.CertifyProtocolTest.question;
import static dev.trimunit.engine.protocol.CertifyProtocolTest.settle;
import static dev.trimunit.engine.protocol.Questions.ADS;
import static dev.trimunit.engine.protocol.Questions.CLOUD;
import static dev.trimunit.engine.protocol.Questions.LOG;
import static dev.trimunit.engine.protocol.Questions.NTP;
import static dev.trimunit.engine.protocol.Questions.OFF_LAN;
import static dev.trimunit.engine.protocol.Questions.ON_LAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.campaign.TableLab;
import dev.trimunit.engine.campaign.Told;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What works without each, but not without all; what shows only while others are blocked. */
@Tag("slow")
class CertifyStandInsTest {
  private static final Destination FALLBACK = Destination.parse("fallback.vendor.example:443/tcp");

  @Test
  void names_what_may_not_be_blocked_together() {
    TableLab lab = lab((blocked, usage) -> blocked.containsAll(Set.of(LOG, ADS)));
    Told told = settle("certify", question(), lab);
    assertThat(told.blocklists.get(0).destinations()).containsExactlyInAnyOrder(ADS, CLOUD, NTP);
    for (Usage usage : USAGES) {
      Verdict log = told.of(LOG, usage);
      assertThat(log.kind()).isEqualTo(VerdictKind.ALTERNATIVE);
      assertThat(log.partners()).containsExactly(ADS);
      assertThat(log.reason()).contains("but not together with ads.example:443/tcp");
      assertThat(told.of(ADS, usage).kind()).isEqualTo(VerdictKind.BLOCKABLE);
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"2, 3", "3, 7", "3, 10"})
  void tells_stand_ins_of_which_one_trial_convinces(int standIns, int destinations) {
    // So many usages fail together with the last of them that it passes for required at once.
    Question question = advertisers(destinations, 8);
    List<Destination> all = List.copyOf(question.all());
    List<Destination> needed = all.subList(0, standIns);
    TableLab lab = lab((blocked, usage) -> blocked.containsAll(needed));
    Told told = settle("certify", question, lab);
    assertThat(lab.requests()).hasSizeLessThan(110);
    assertThat(told.blocklists.get(0).destinations())
        .hasSize(destinations - 1)
        .satisfies(list -> assertThat(list.containsAll(needed)).isFalse());
    assertThat(told.verdicts)
        .filteredOn(verdict -> verdict.kind() != VerdictKind.BLOCKABLE)
        .hasSize(8)
        .allSatisfy(
            v -> {
              assertThat(v.kind()).isEqualTo(VerdictKind.ALTERNATIVE);
              assertThat(v.partners()).hasSize(standIns - 1).isSubsetOf(needed);
              assertThat(needed).contains(v.destination());
            });
  }

  private static Question advertisers(int destinations, int usages) {
    TreeSet<Destination> all = new TreeSet<>();
    TreeMap<Usage, SortedSet<Destination>> wanted = new TreeMap<>();
    for (int i = 0; i < destinations; i++) {
      all.add(Destination.parse("ads%02d.example:443/tcp".formatted(i)));
    }
    for (int j = 0; j < usages; j++) {
      wanted.put(new Usage("showing channel " + j, Vantage.LAN), all);
    }
    Map<Destination, Party> parties = new HashMap<>();
    all.forEach(destination -> parties.put(destination, Party.THIRD));
    return new Question("tv", wanted, parties, 0.01);
  }

  @Test
  void lets_a_fallback_join() {
    TableLab lab =
        lab((blocked, usage) -> blocked.containsAll(Set.of(CLOUD, FALLBACK)))
            .contacting(blocked -> blocked.contains(CLOUD) ? Set.of(FALLBACK) : Set.of());
    Told told = settle("certify", question(), lab);
    assertThat(told.of(FALLBACK, ON_LAN).reason())
        .contains("only while other destinations were blocked");
    assertThat(told.blocklists.get(0).destinations())
        .doesNotContainSequence(CLOUD, FALLBACK)
        .satisfies(list -> assertThat(list.containsAll(Set.of(CLOUD, FALLBACK))).isFalse());
    assertThat(told.verdicts)
        .filteredOn(verdict -> verdict.usage().equals(ON_LAN))
        .filteredOn(verdict -> verdict.kind() == VerdictKind.ALTERNATIVE)
        .hasSize(1);
  }

  @Test
  void lets_a_fallback_join_that_shows_when_all_is_decided() {
    Set<Destination> list = Set.of(ADS, CLOUD, LOG, NTP);
    AtomicInteger times = new AtomicInteger();
    TableLab lab =
        lab((blocked, usage) -> false)
            .contacting(
                blocked ->
                    blocked.containsAll(list) && times.incrementAndGet() > 2
                        ? Set.of(FALLBACK)
                        : Set.of());
    Told told = settle("certify", question(), lab);
    assertThat(told.blocklists.get(0).destinations()).contains(FALLBACK).containsAll(list);
    for (Usage usage : USAGES) {
      assertThat(told.of(FALLBACK, usage).kind()).isEqualTo(VerdictKind.BLOCKABLE);
    }
  }

  @Test
  void does_not_take_for_stand_ins_what_was_lucky_once() {
    Set<Usage> lucky = new HashSet<>();
    TableLab lab =
        lab(
            (blocked, usage) ->
                blocked.contains(ADS) && !(blocked.equals(Set.of(ADS)) && lucky.add(usage)));
    Told told = settle("certify", Questions.of(List.of(OFF_LAN, ON_LAN), ADS, CLOUD), lab);
    for (Usage usage : List.of(OFF_LAN, ON_LAN)) {
      assertThat(told.of(ADS, usage).kind()).isEqualTo(VerdictKind.REQUIRED);
      assertThat(told.of(CLOUD, usage).kind()).isEqualTo(VerdictKind.BLOCKABLE);
    }
  }
}
