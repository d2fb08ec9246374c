// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import static dev.trimunit.engine.protocol.Questions.ADS;
import static dev.trimunit.engine.protocol.Questions.CLOUD;
import static dev.trimunit.engine.protocol.Questions.NTP;
import static dev.trimunit.engine.protocol.Questions.OFF_LAN;
import static dev.trimunit.engine.protocol.Questions.ON_LAN;
import static dev.trimunit.engine.protocol.Questions.ON_WAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.campaign.TableLab;
import dev.trimunit.engine.campaign.Told;
import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class OneByOneProtocolsTest {
  private static final List<Usage> USAGES = List.of(OFF_LAN, ON_LAN, ON_WAN);

  /** Everything needs the cloud; the WAN vantage needs the time, too. */
  private static final BiFunction<Set<Destination>, Usage, Outcome> BULB =
      (blocked, usage) ->
          blocked.contains(CLOUD) || usage.equals(ON_WAN) && blocked.contains(NTP)
              ? Outcome.FAILED
              : Outcome.PASSED;

  private static BiFunction<Set<Destination>, Usage, Outcome> script(String letters) {
    Iterator<Outcome> outcomes =
        letters
            .chars()
            .mapToObj(c -> c == 'P' ? Outcome.PASSED : c == 'F' ? Outcome.FAILED : Outcome.VOID)
            .iterator();
    return (blocked, usage) -> outcomes.next();
  }

  private static Told settle(String protocol, Question question, TableLab lab) {
    Told told = new Told();
    Protocols.named(protocol).settle(question, lab, told);
    return told;
  }

  private static Verdict only(String protocol, TableLab lab) {
    Told told = settle(protocol, Questions.of(List.of(ON_LAN), NTP), lab);
    assertThat(told.verdicts).hasSize(1);
    return told.verdicts.get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "paper, 270, 30", // 3 destinations, 3 usages, 30 times
    "fixed-5, 30, 5", // two vantages
    "fixed-3, 18, 3",
    "sequential, 12, 2",
  })
  void finds_what_is_required(String protocol, int cost, int trials) {
    TableLab lab = new TableLab().answering(BULB);
    Told told = settle(protocol, Questions.of(USAGES, ADS, CLOUD, NTP), lab);
    assertThat(told.verdicts).hasSize(9).allMatch(verdict -> verdict.trials() == trials);
    assertThat(told.verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.REQUIRED)
        .extracting(verdict -> verdict.destination() + " " + verdict.usage())
        .containsExactlyInAnyOrder(
            CLOUD + " " + OFF_LAN, CLOUD + " " + ON_LAN, CLOUD + " " + ON_WAN, NTP + " " + ON_WAN);
    assertThat(told.verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.BLOCKABLE)
        .hasSize(5);
    assertThat(lab.requests()).hasSize(cost);
    assertThat(told.blocklists).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper", "fixed-5", "sequential"})
  void keeps_one_vantage_per_trial_unless_there_are_two_phones(String protocol) {
    TableLab lab = new TableLab();
    settle(protocol, Questions.of(USAGES, ADS), lab);
    assertThat(lab.requests())
        .allMatch(r -> r.usages().stream().map(Usage::vantage).distinct().count() == 1);
  }

  @Test
  void shares_a_trial_between_vantages_with_two_phones() {
    Question one = Questions.of(USAGES, ADS);
    Question two = new Question("bulb", one.destinations(), one.parties(), 0.01, List.of(), true);
    TableLab lab = new TableLab();
    settle("sequential", two, lab);
    assertThat(lab.requests()).hasSize(2).allMatch(request -> request.usages().equals(USAGES));
  }

  @Test
  void goes_round_by_round_with_a_fixed_number() {
    TableLab lab = new TableLab();
    settle("fixed-3", Questions.of(List.of(ON_LAN), ADS, NTP), lab);
    assertThat(lab.requests().stream().flatMap(request -> request.blocked().stream()))
        .containsExactlyElementsOf(
            Stream.of(ADS, NTP, ADS, NTP, ADS, NTP).map(Destination::exactly).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "sequential, PP, BLOCKABLE, 2, 2",
    "sequential, FF, REQUIRED, 2, 0",
    "sequential, PFP, BLOCKABLE, 3, 2",
    "sequential, FPP, BLOCKABLE, 3, 2",
    "sequential, PFFFF, REQUIRED, 5, 1",
    "sequential, VPVVP, BLOCKABLE, 2, 2",
    "fixed-3, PFP, BLOCKABLE, 3, 2",
    "fixed-3, FPF, REQUIRED, 3, 1",
    "fixed-3, FVPVF, REQUIRED, 3, 1",
    "fixed-2, PF, INCONCLUSIVE, 2, 1",
    "paper, PPPPPPPPPPPPPPPPPPPPPPPPPVVVPPPPP, BLOCKABLE, 30, 30",
    "paper, FFFFFFFFFFFFFFFFPPPPPPPPPPPPPP, REQUIRED, 30, 14",
    "paper, FFFFFFFFFFFFFFFPPPPPPPPPPPPPPP, INCONCLUSIVE, 30, 15",
    "sequential, VVVVVVVVVV, INCONCLUSIVE, 0, 0",
    "fixed-5, PPVVVVVVVVVV, INCONCLUSIVE, 2, 2",
  })
  void stops_when_settled(
      String protocol, String outcomes, VerdictKind kind, int trials, int passed) {
    TableLab lab = new TableLab().answering(script(outcomes));
    Verdict verdict = only(protocol, lab);
    assertThat(verdict.kind()).isEqualTo(kind);
    assertThat(verdict.trials()).isEqualTo(trials);
    assertThat(verdict.passed()).isEqualTo(passed);
    assertThat(lab.requests()).hasSize(outcomes.length());
    assertThat(verdict.trialNumbers())
        .isEqualTo(
            lab.records().stream()
                .filter(r -> r.outcomes().get(0).outcome() != Outcome.VOID)
                .map(r -> r.number())
                .toList());
  }

  @ParameterizedTest
  @CsvSource({"0.01, 2", "0.001, 2", "0.0001, 3", "0.000001, 4"})
  void asks_more_for_a_smaller_error_bound(double bound, int trials) {
    Question question = Questions.of(List.of(ON_LAN), NTP);
    Question strict = new Question("bulb", question.destinations(), question.parties(), bound);
    Told told = settle("sequential", strict, new TableLab());
    assertThat(told.of(NTP, ON_LAN).trials()).isEqualTo(trials);
    assertThat(told.of(NTP, ON_LAN).errorBound()).isLessThanOrEqualTo(bound);
  }

  @Test
  void never_counts_a_leaked_trial() {
    TableLab lab = new TableLab().leaking(number -> number < 3 ? "cached address" : "");
    Verdict verdict = only("sequential", lab);
    assertThat(verdict.trialNumbers()).containsExactly(3, 4);
    assertThat(verdict.kind()).isEqualTo(VerdictKind.BLOCKABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper", "fixed-5", "sequential"})
  void gives_up_on_a_block_that_always_leaks(String protocol) {
    TableLab lab = new TableLab().leaking(number -> "cached address");
    Verdict verdict = only(protocol, lab);
    assertThat(verdict.kind()).isEqualTo(VerdictKind.INCONCLUSIVE);
    assertThat(verdict.trials()).isZero();
    assertThat(verdict.reason())
        .isEqualTo(
            "the device got past the block of ntp.example:123/udp in 5 trials: cached address");
  }

  @Test
  void says_what_happened() {
    assertThat(only("sequential", new TableLab()).reason())
        .isEqualTo(
            "switching on over LAN worked in 2 of 2 trials without ntp.example:123/udp"
                + " (all of them saw the device try and be refused)");
    assertThat(only("sequential", new TableLab().neverExercised()).reason())
        .endsWith("(the device never tried it meanwhile)");
    assertThat(only("sequential", new TableLab().answering(script("PFFFF"))).reason())
        .startsWith("switching on over LAN failed in 4 of 5 trials without ntp.example:123/udp");
    assertThat(only("sequential", new TableLab().answering(script("V".repeat(10)))).reason())
        .isEqualTo(
            "the lab could not tell in 10 trials of switching on over LAN"
                + " without ntp.example:123/udp: phone lost");
  }

  @Test
  void says_in_how_many_trials_the_block_was_met() {
    assertThat(only("fixed-3", new TableLab()).held()).isEqualTo(3);
    assertThat(only("fixed-3", new TableLab().neverExercised()).held()).isZero();
  }

  @Test
  void tells_what_is_settled_before_it_is_stopped() {
    Told told = new Told();
    Question question = Questions.of(List.of(ON_LAN), ADS, NTP);
    TableLab lab = new TableLab().stoppingAfter(3);
    assertThatThrownBy(() -> Protocols.named("sequential").settle(question, lab, told))
        .isInstanceOf(CampaignStopped.class);
    assertThat(told.verdicts).extracting(Verdict::destination).containsExactly(ADS);
  }
}
