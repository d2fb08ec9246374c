// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import static dev.trimunit.engine.protocol.Questions.ADS;
import static dev.trimunit.engine.protocol.Questions.NTP;
import static dev.trimunit.engine.protocol.Questions.ON_LAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.campaign.TableLab;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Gate.Colour;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.VerdictKind;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a night names, or cannot tell, is settled by certify in the same night. */
class RecheckHandOverTest {
  private static final Nights KNOWN = RecheckNight.certified(new Nights.Settings(2, 1, 1, true));

  private static long trialsAlone(RecheckNight night, Destination one) {
    Set<DestinationPattern> alone = Set.of(one.exactly());
    return night.lab.requests().stream().filter(r -> r.blocked().equals(alone)).count();
  }

  @Test
  void a_green_night_hands_nothing_over() {
    RecheckNight with = RecheckNight.of(KNOWN, RecheckNight::unchanged);
    RecheckNight without = RecheckNight.of(RecheckNight.certified(), RecheckNight::unchanged);
    assertThat(with.gate().colour()).isEqualTo(Colour.GREEN);
    assertThat(with.lab.requests()).isEqualTo(without.lab.requests());
  }

  @Test
  void what_is_now_required_gets_its_two_failures_alone_and_the_bound_of_certify() {
    RecheckNight night = failures(KNOWN, Integer.MAX_VALUE).night();
    assertThat(night.gate().colour()).isEqualTo(Colour.RED);
    assertThat(night.gate().reasons().get(0)).startsWith(NTP + " was blockable for ");
    assertThat(String.join("\n", night.gate().reasons()))
        .contains("It was settled in this night")
        .doesNotContain("Next: settle it");
    assertThat(String.join("\n", night.gate().guarantee()))
        .contains("Handed over to certify in this night: 2 destinations were settled");
    assertThat(night.of(NTP, ON_LAN).kind()).isEqualTo(VerdictKind.REQUIRED);
    assertThat(night.of(NTP, ON_LAN).errorBound()).isLessThan(0.01);
    assertThat(trialsAlone(night, NTP)).isGreaterThanOrEqualTo(4);
    assertThat(night.after().pair(NTP, ON_LAN).orElseThrow().kind())
        .isEqualTo(VerdictKind.REQUIRED);
  }

  @Test
  void what_is_red_since_an_earlier_night_is_not_handed_over_again() {
    RecheckNight first = failures(KNOWN, Integer.MAX_VALUE).night();
    RecheckNight second = failures(first.after(), Integer.MAX_VALUE).night();
    assertThat(second.gate().colour()).isEqualTo(Colour.RED);
    assertThat(second.lab.requests()).hasSizeLessThan(10);
  }

  /** The device needs it until it is named, as in trouble of its maker's cloud. */
  @Test
  void what_certify_does_not_confirm_is_amber_and_says_so() {
    int named = failures(RecheckNight.certified(), Integer.MAX_VALUE).count();
    RecheckNight night = failures(KNOWN, named).night();
    assertThat(night.gate().colour()).isEqualTo(Colour.AMBER);
    assertThat(night.gate().reasons())
        .anyMatch(
            reason ->
                reason.startsWith(NTP + " seemed to be required for ")
                    && reason.contains("certify did not confirm it (trials "));
    assertThat(night.of(NTP, ON_LAN).kind()).isEqualTo(VerdictKind.BLOCKABLE);
  }

  private record Failures(RecheckNight night, int count) {}

  /** A night in which the device fails without NTP, so many times at most. */
  private static Failures failures(Nights known, int most) {
    int[] failures = {0};
    RecheckNight night =
        RecheckNight.of(
            known,
            (blocked, usage) -> {
              if (blocked.contains(NTP) && failures[0] < most) {
                failures[0]++;
                return Outcome.FAILED;
              }
              return RecheckNight.unchanged(blocked, usage);
            });
    return new Failures(night, failures[0]);
  }

  @Test
  void stand_ins_are_settled_with_their_partners() {
    RecheckNight night =
        RecheckNight.of(
            KNOWN,
            new TableLab()
                .answering(
                    (blocked, usage) ->
                        blocked.containsAll(Set.of(ADS, NTP))
                            ? Outcome.FAILED
                            : RecheckNight.unchanged(blocked, usage))
                .contacting(blocked -> RecheckNight.ALL));
    assertThat(night.gate().colour()).isEqualTo(Colour.RED);
    assertThat(night.verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.ALTERNATIVE)
        .isNotEmpty()
        .allSatisfy(verdict -> assertThat(verdict.partners()).hasSize(1));
  }
}
