// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import static dev.trimunit.engine.protocol.Questions.ADS;
import static dev.trimunit.engine.protocol.Questions.CLOUD;
import static dev.trimunit.engine.protocol.Questions.LOG;
import static dev.trimunit.engine.protocol.Questions.NTP;
import static dev.trimunit.engine.protocol.Questions.OFF_LAN;
import static dev.trimunit.engine.protocol.Questions.ON_LAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.campaign.TableLab;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Gate.Colour;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.NightsBuilder;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a night names: what changed, and how old the rest is. */
class RecheckProtocolTest {
  private static final Destination SPARE = Destination.parse("spare.vendor.example:443/tcp");

  @Test
  void a_device_as_ever_is_green_after_a_rotation_and_two_joint_passes() {
    RecheckNight night = RecheckNight.of(RecheckNight.certified(), RecheckNight::unchanged);
    assertThat(night.gate().colour()).isEqualTo(Colour.GREEN);
    assertThat(night.lab.requests()).hasSize(4);
    assertThat(night.blocklists.get(0).destinations()).containsExactlyInAnyOrder(ADS, NTP);
    assertThat(night.of(ADS, ON_LAN).kind()).isEqualTo(VerdictKind.BLOCKABLE);
    assertThat(night.of(ADS, ON_LAN).shown().now()).isTrue();
    assertThat(String.join(" ", night.gate().guarantee()))
        .contains("2 destinations were blocked as a whole, and each of 2 usages passed 2 times")
        .contains("missed it with a chance of at most 0.02")
        .contains("last shown at most 1 night ago");
  }

  @Test
  void a_memory_of_seven_nights_costs_a_device_as_ever_nothing() {
    Nights known =
        NightsBuilder.builder(RecheckNight.certified())
            .settings(new Nights.Settings(2, 1, 7))
            .build();
    for (int night = 1; night <= 10; night++) {
      RecheckNight tonight = RecheckNight.of(known, RecheckNight::unchanged);
      assertThat(tonight.gate().colour()).isEqualTo(Colour.GREEN);
      assertThat(tonight.lab.requests()).as("night %d", night).hasSizeLessThanOrEqualTo(4);
      known = tonight.after();
    }
  }

  @Test
  void what_of_the_list_the_device_did_not_try_is_named() {
    TableLab lab =
        new TableLab()
            .answering(RecheckNight::unchanged)
            .contacting(blocked -> RecheckNight.ALL)
            .exercising(destination -> !destination.equals(NTP));
    RecheckNight night = RecheckNight.of(RecheckNight.certified(), lab);
    assertThat(night.gate().colour()).isEqualTo(Colour.GREEN);
    assertThat(night.of(NTP, ON_LAN).shown().now()).isFalse();
    assertThat(night.of(ADS, ON_LAN).shown().now()).isTrue();
    assertThat(night.gate().guarantee())
        .contains(
            "The device did not try %s in these trials: only that it works without was seen."
                .formatted(NTP));
  }

  @Test
  void what_is_required_is_shown_by_turns_and_says_how_old_it_is() {
    Nights known = RecheckNight.certified();
    RecheckNight first = RecheckNight.of(known, RecheckNight::unchanged);
    RecheckNight second = RecheckNight.of(first.after(), RecheckNight::unchanged);
    assertThat(first.of(CLOUD, ON_LAN).shown().now()).isTrue();
    assertThat(first.of(CLOUD, ON_LAN).kind()).isEqualTo(VerdictKind.REQUIRED);
    assertThat(first.of(LOG, ON_LAN).shown().nightsAgo()).isEqualTo(1);
    assertThat(first.of(LOG, ON_LAN).reason()).contains("last shown 1 night ago (2025-12-31)");
    assertThat(second.of(LOG, ON_LAN).shown().now()).isTrue();
    assertThat(second.of(CLOUD, ON_LAN).shown().nightsAgo()).isEqualTo(1);
    assertThat(second.gate().night()).isEqualTo(2);
  }

  @Test
  void what_one_usage_now_needs_is_named_with_that_usage_only() {
    RecheckNight night =
        RecheckNight.of(
            RecheckNight.certified(),
            (blocked, usage) ->
                blocked.contains(NTP) && usage.equals(ON_LAN)
                    ? Outcome.FAILED
                    : RecheckNight.unchanged(blocked, usage));
    assertThat(night.gate().colour()).isEqualTo(Colour.RED);
    assertThat(night.gate().reasons().get(0))
        .startsWith(NTP + " was blockable for " + ON_LAN + " and is now required");
    assertThat(night.of(NTP, ON_LAN).kind()).isEqualTo(VerdictKind.REQUIRED);
    assertThat(night.of(NTP, OFF_LAN).kind()).isEqualTo(VerdictKind.BLOCKABLE);
    assertThat(night.blocklists.get(0).destinations()).containsExactly(ADS);
  }

  @Test
  void two_that_changed_are_both_named() {
    RecheckNight night =
        RecheckNight.of(
            RecheckNight.certified(), (blocked, usage) -> RecheckNight.failing(!blocked.isEmpty()));
    assertThat(night.gate().colour()).isEqualTo(Colour.RED);
    assertThat(night.of(NTP, ON_LAN).kind()).isEqualTo(VerdictKind.REQUIRED);
    assertThat(night.of(ADS, ON_LAN).kind()).isEqualTo(VerdictKind.REQUIRED);
    assertThat(night.blocklists).isEmpty();
  }

  @Test
  void two_of_which_one_is_needed_are_named_as_alternatives() {
    RecheckNight night =
        RecheckNight.of(
            RecheckNight.certified(),
            (blocked, usage) ->
                blocked.containsAll(Set.of(ADS, NTP))
                    ? Outcome.FAILED
                    : RecheckNight.unchanged(blocked, usage));
    assertThat(night.gate().colour()).isEqualTo(Colour.RED);
    assertThat(night.verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.ALTERNATIVE)
        .isNotEmpty();
  }

  @Test
  void a_destination_that_nobody_knew_is_red_and_gets_verdicts() {
    Set<Destination> more = new TreeSet<>(RecheckNight.ALL);
    more.add(SPARE);
    RecheckNight night =
        RecheckNight.of(
            RecheckNight.certified(),
            new TableLab().answering(RecheckNight::unchanged).contacting(blocked -> more));
    assertThat(night.gate().colour()).isEqualTo(Colour.RED);
    assertThat(night.gate().reasons().get(0)).startsWith(SPARE + " is new: blockable for");
    assertThat(night.of(SPARE, ON_LAN).shown().now()).isTrue();
  }

  @Test
  void a_name_of_a_family_that_is_known_is_not_new() {
    Set<Destination> seen = new TreeSet<>(RecheckNight.ALL);
    seen.add(Destination.parse("n7.cdn.example:443/tcp"));
    RecheckNight night =
        RecheckNight.of(
            RecheckNight.certifiedWith(Destination.parse("n*.cdn.example:443/tcp")),
            new TableLab().answering(RecheckNight::unchanged).contacting(blocked -> seen));
    assertThat(night.gate().colour()).as(night.gate().text()).isEqualTo(Colour.GREEN);
    assertThat(night.blocklists.get(0).destinations()).hasSize(3);
  }

  @Test
  void a_name_that_is_only_looked_up_is_not_gone_because_a_night_is_too_short_to_see_it() {
    Destination name =
        new Destination(new DnsName("looked-up.example"), Transport.NAME, Destination.NO_PORT);
    TableLab lab =
        new TableLab()
            .answering(RecheckNight::unchanged)
            .contacting(blocked -> RecheckNight.ALL)
            .neverExercised();
    RecheckNight night = RecheckNight.of(RecheckNight.certifiedWith(name), lab);
    assertThat(night.gate().colour()).as(night.gate().text()).isEqualTo(Colour.GREEN);
    assertThat(night.of(name, ON_LAN).shown().nightsAgo()).isEqualTo(1);
  }

  @Test
  void a_stand_in_behind_what_is_blockable_is_seen() {
    RecheckNight night =
        RecheckNight.of(
            RecheckNight.certified(),
            new TableLab()
                .answering(
                    (blocked, usage) ->
                        blocked.containsAll(Set.of(NTP, SPARE))
                            ? Outcome.FAILED
                            : RecheckNight.unchanged(blocked, usage))
                .contacting(
                    blocked -> {
                      Set<Destination> seen = new TreeSet<>(RecheckNight.ALL);
                      if (blocked.contains(NTP)) {
                        seen.add(SPARE);
                      }
                      return seen;
                    }));
    assertThat(night.gate().colour()).isEqualTo(Colour.RED);
    assertThat(night.of(SPARE, ON_LAN).kind()).isEqualTo(VerdictKind.ALTERNATIVE);
  }

  @Test
  void what_is_gone_is_named_once_it_was_missed_often_enough() {
    TableLab lab =
        new TableLab()
            .answering(RecheckNight::unchanged)
            .contacting(blocked -> Set.of(CLOUD, LOG, ADS))
            .neverExercised();
    RecheckNight night = RecheckNight.of(RecheckNight.certified(), lab);
    assertThat(night.gate().colour()).isEqualTo(Colour.RED);
    assertThat(night.gate().reasons().get(0)).startsWith(NTP + " is gone");
  }

  @Test
  void what_is_no_longer_required_is_found_in_its_turn() {
    RecheckNight night =
        RecheckNight.of(
            RecheckNight.certified(),
            (blocked, usage) -> RecheckNight.failing(blocked.contains(LOG)));
    assertThat(night.gate().colour()).isEqualTo(Colour.RED);
    assertThat(night.gate().reasons().get(0))
        .startsWith(CLOUD + " was required for " + OFF_LAN + " and is now blockable");
  }

  @Test
  void what_is_red_stays_red_until_it_is_accepted() {
    RecheckNight first =
        RecheckNight.of(
            RecheckNight.certified(), (blocked, usage) -> RecheckNight.failing(!blocked.isEmpty()));
    RecheckNight second =
        RecheckNight.of(
            first.after(), (blocked, usage) -> RecheckNight.failing(!blocked.isEmpty()));
    assertThat(second.gate().colour()).isEqualTo(Colour.RED);
    assertThat(second.gate().reasons().get(0)).contains("was blockable", "is now required");
  }

  @Test
  void more_passes_and_more_turns_are_settings() {
    RecheckNight night =
        RecheckNight.of(
            RecheckNight.certified(new Nights.Settings(3, 2, 1)), RecheckNight::unchanged);
    assertThat(night.blocklists.get(0).jointPasses()).isEqualTo(3);
    assertThat(night.of(CLOUD, ON_LAN).shown().now()).isTrue();
    assertThat(night.of(LOG, ON_LAN).shown().now()).isTrue();
  }

  @Test
  void the_same_answers_give_the_same_requests() {
    RecheckNight once = RecheckNight.of(RecheckNight.certified(), RecheckNight::unchanged);
    RecheckNight twice = RecheckNight.of(RecheckNight.certified(), RecheckNight::unchanged);
    List<TrialRequest> requests = once.lab.requests();
    assertThat(twice.lab.requests()).isEqualTo(requests);
    assertThat(twice.after()).isEqualTo(once.after());
    assertThat(new HashSet<Verdict>(twice.verdicts)).isEqualTo(new HashSet<>(once.verdicts));
  }
}
