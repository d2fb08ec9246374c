// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import static dev.trimunit.engine.protocol.Questions.ADS;
import static dev.trimunit.engine.protocol.Questions.CLOUD;
import static dev.trimunit.engine.protocol.Questions.LOG;
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
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
public class CertifyProtocolTest {
  public static final List<Usage> USAGES = List.of(OFF_LAN, ON_LAN, ON_WAN);

  public static Told settle(String protocol, Question question, TableLab lab) {
    Told told = new Told();
    Protocols.named(protocol).settle(question, lab, told);
    return told;
  }

  public static Question question() {
    return Questions.of(USAGES, ADS, CLOUD, LOG, NTP);
  }

  public static TableLab lab(BiPredicate<Set<Destination>, Usage> fails) {
    return new TableLab()
        .answering((blocked, u) -> fails.test(blocked, u) ? Outcome.FAILED : Outcome.PASSED);
  }

  public static Stream<Arguments> devices() {
    BiPredicate<Set<Destination>, Usage> nothing = (blocked, usage) -> false;
    BiPredicate<Set<Destination>, Usage> cloud = (blocked, usage) -> blocked.contains(CLOUD);
    BiPredicate<Set<Destination>, Usage> wan =
        (blocked, usage) -> usage.equals(ON_WAN) && blocked.contains(NTP);
    BiPredicate<Set<Destination>, Usage> all = (blocked, usage) -> !blocked.isEmpty();
    return Stream.of("certify", "certify-deep")
        .flatMap(
            protocol ->
                Stream.of(
                    Arguments.of(protocol, nothing, Set.of(), Set.of(ADS, CLOUD, LOG, NTP)),
                    Arguments.of(protocol, cloud, Set.of(CLOUD), Set.of(ADS, LOG, NTP)),
                    Arguments.of(protocol, cloud.or(wan), Set.of(CLOUD, NTP), Set.of(ADS, LOG)),
                    Arguments.of(protocol, all, Set.of(ADS, CLOUD, LOG, NTP), Set.of())));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void finds_what_is_required_and_verifies_the_rest(
      String protocol,
      BiPredicate<Set<Destination>, Usage> fails,
      Set<Destination> required,
      Set<Destination> blocklist) {
    Told told = settle(protocol, question(), lab(fails));
    assertThat(told.verdicts)
        .hasSize(12)
        .allSatisfy(
            v ->
                assertThat(v.kind())
                    .as(v.destination() + " " + v.usage())
                    .isEqualTo(
                        fails.test(Set.of(v.destination()), v.usage())
                            ? VerdictKind.REQUIRED
                            : VerdictKind.BLOCKABLE));
    Set<Destination> found = new HashSet<>();
    told.verdicts.stream()
        .filter(verdict -> verdict.kind() == VerdictKind.REQUIRED)
        .forEach(verdict -> found.add(verdict.destination()));
    assertThat(found).isEqualTo(required);
    assertThat(told.blocklists).hasSize(blocklist.isEmpty() ? 0 : 1);
    told.blocklists.forEach(list -> assertThat(list.destinations()).isEqualTo(blocklist));
  }

  @Test
  void sits_an_outage_out() {
    TableLab lab = new TableLab();
    Instant from = lab.now().plus(Duration.ofMinutes(25));
    Instant to = from.plus(Duration.ofMinutes(115));
    lab.answering(
        (blocked, usage) ->
            lab.now().isAfter(from) && lab.now().isBefore(to) || blocked.contains(CLOUD)
                ? Outcome.FAILED
                : Outcome.PASSED);
    Told told = settle("certify", question(), lab);
    assertThat(told.blocklists.get(0).destinations()).containsExactlyInAnyOrder(ADS, LOG, NTP);
    assertThat(lab.requests())
        .anyMatch(
            r -> r.purpose() == TrialPurpose.CONTROL && r.pause().equals(Duration.ofMinutes(10)));
  }

  @Test
  void asks_again_what_was_void_or_leaked() {
    TableLab lab =
        lab((blocked, usage) -> blocked.contains(CLOUD))
            .leaking(number -> number % 5 == 0 ? "cached address" : "");
    Told told = settle("certify", question(), lab);
    Set<Integer> leaked = new HashSet<>();
    lab.records().stream().filter(r -> r.leaked()).forEach(r -> leaked.add(r.number()));
    assertThat(leaked).isNotEmpty();
    assertThat(told.verdicts)
        .allSatisfy(v -> assertThat(v.trialNumbers()).doesNotContainAnyElementsOf(leaked));
    assertThat(told.of(CLOUD, ON_LAN).kind()).isEqualTo(VerdictKind.REQUIRED);
  }

  @Test
  void gives_up_on_a_block_that_always_leaks() {
    TableLab lab = new TableLab().leaking(number -> "cached address");
    Told told = settle("certify", question(), lab);
    assertThat(told.verdicts)
        .hasSize(12)
        .allMatch(verdict -> verdict.kind() == VerdictKind.INCONCLUSIVE)
        .allMatch(
            verdict -> verdict.reason().startsWith("the device keeps getting past the block"));
    assertThat(told.blocklists).isEmpty();
  }

  @Test
  void gives_up_on_a_usage_of_which_the_lab_cannot_tell() {
    TableLab lab =
        new TableLab().answering((blocked, u) -> u.equals(ON_WAN) ? Outcome.VOID : Outcome.PASSED);
    Told told = settle("certify", question(), lab);
    assertThat(told.verdicts)
        .allMatch(
            v ->
                v.kind()
                    == (v.usage().equals(ON_WAN)
                        ? VerdictKind.INCONCLUSIVE
                        : VerdictKind.BLOCKABLE));
    assertThat(told.of(NTP, ON_WAN).reason()).contains("cannot tell whether switching on over WAN");
    assertThat(told.blocklists).as("verified for every usage").isEmpty();
  }

  @Test
  void gives_up_on_a_usage_that_never_works() {
    Told told = settle("certify", question(), lab((blocked, usage) -> usage.equals(ON_LAN)));
    assertThat(told.of(ADS, ON_LAN).kind()).isEqualTo(VerdictKind.INCONCLUSIVE);
    assertThat(told.of(ADS, OFF_LAN).kind()).isEqualTo(VerdictKind.BLOCKABLE);
  }

  @Test
  void a_control_that_fails_by_chance_does_not_cost_the_failures_before_it() {
    List<Usage> usages = List.of(OFF_LAN, ON_LAN);
    Question question = Questions.of(usages, ADS, CLOUD, LOG, NTP);
    TableLab undisturbed = lab((blocked, usage) -> !blocked.isEmpty());
    settle("certify", question, undisturbed);
    Map<Usage, Integer> controls = new HashMap<>();
    TableLab lab =
        lab(
            (blocked, usage) ->
                !blocked.isEmpty()
                    || usage.equals(ON_LAN) && controls.merge(usage, 1, Integer::sum) == 4);
    Told told = settle("certify", question, lab);
    assertThat(told.verdicts).allMatch(verdict -> verdict.kind() == VerdictKind.REQUIRED);
    assertThat(lab.requests()).hasSizeLessThanOrEqualTo(undisturbed.requests().size() + 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.001})
  void what_is_needed_now_and_then_is_in_the_error_bound(double error) {
    Question usual = question();
    Question question =
        new Question("bulb", usual.destinations(), usual.parties(), error, List.of(), false);
    Told told = settle("certify", question, lab((blocked, usage) -> false));
    assertThat(told.verdicts)
        .extracting(Verdict::errorBound)
        .allSatisfy(bound -> assertThat(bound).isBetween(error / 1000, error));
    // Three passes do not tell a third from never.
    assertThat(told.of(CLOUD, ON_WAN).errorBound()).isGreaterThan(error / 20);
  }

  @Test
  void keeps_one_vantage_per_trial() {
    TableLab lab = new TableLab();
    settle("certify", question(), lab);
    assertThat(lab.requests())
        .allMatch(r -> r.usages().stream().map(Usage::vantage).distinct().count() == 1);
  }

  @Test
  void counts_control_trials_that_were_run_before() {
    TableLab before = new TableLab();
    for (int round = 0; round < 3; round++) {
      before.run(TrialRequest.control(List.of(OFF_LAN, ON_LAN)));
      before.run(TrialRequest.control(List.of(ON_WAN)));
    }
    Question fresh = question();
    Question calibrated =
        new Question("bulb", fresh.destinations(), fresh.parties(), 0.01, before.records(), false);
    TableLab lab = new TableLab();
    settle("certify", calibrated, lab);
    assertThat(lab.requests()).noneMatch(request -> request.blocked().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"certify", "certify-deep"})
  void stops_when_the_campaign_does(String protocol) {
    TableLab lab = new TableLab().stoppingAfter(7);
    assertThatThrownBy(() -> settle(protocol, question(), lab))
        .isInstanceOf(CampaignStopped.class)
        .hasMessageContaining("after 7 trials");
  }

  @Test
  void says_what_happened() {
    Told told = settle("certify", question(), lab((blocked, usage) -> blocked.contains(CLOUD)));
    assertThat(told.of(ADS, ON_LAN).reason())
        .matches(
            "switching on over LAN worked in (\\d+) of \\1 trials without ads.example:443/tcp"
                + " \\(all of them saw the device try and be refused\\),"
                + " also with all 3 blockable destinations blocked together");
    assertThat(told.of(CLOUD, ON_LAN).reason())
        .startsWith("switching on over LAN failed in ")
        .contains(" trials without cloud.vendor.example:443/tcp");
    assertThat(told.blocklists.get(0).hiddenFailureBound()).isBetween(0.0, 0.96);
  }
}
