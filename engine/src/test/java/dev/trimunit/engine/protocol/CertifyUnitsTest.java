// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.campaign.ModelDevice;
import dev.trimunit.engine.campaign.ModelLab;
import dev.trimunit.engine.campaign.Size;
import dev.trimunit.engine.campaign.Told;
import dev.trimunit.engine.campaign.World;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several units on one plan, on generated devices that fail by themselves now and then. */
@Tag("slow")
class CertifyUnitsTest {
  private static final Size CAMERA = Size.ALL.get(0);
  private static final Size HUB = Size.ALL.get(2);
  private static final int DEVICES = 6;

  private static Told settle(ModelDevice device, TrialOracle lab, int units) {
    Told told = new Told();
    Protocols.named("certify").on(units).settle(device.question(), lab, told);
    return told;
  }

  private static Map<String, String> kinds(Told told) {
    Map<String, String> kinds = new TreeMap<>();
    for (Verdict verdict : told.verdicts) {
      kinds.put(verdict.destination() + " " + verdict.usage(), verdict.kind().name());
    }
    return kinds;
  }

  @Test
  void four_units_take_less_than_half_the_time_of_one() {
    double one = 0;
    double four = 0;
    for (int seed = 1; seed <= DEVICES; seed++) {
      ModelDevice device = new ModelDevice(HUB, World.CLEAN, seed);
      ModelLab alone = new ModelLab(device);
      ModelLab together = new ModelLab(device);
      assertThat(kinds(settle(device, together, 4)).keySet())
          .isEqualTo(kinds(settle(device, alone, 1)).keySet());
      one += alone.hours();
      four += together.hours();
    }
    assertThat(four).isLessThan(0.5 * one);
  }

  @Test
  void an_odd_unit_is_named_and_no_list_holds_what_it_needs_as_if_it_were_like_the_others() {
    for (int seed = 1; seed <= DEVICES; seed++) {
      ModelDevice device = new ModelDevice(HUB, World.CLEAN, seed);
      int odd = device.unneeded();
      if (odd >= 0) {
        ModelLab lab = new ModelLab(device);
        lab.deviates(3, odd);
        Told told = settle(device, lab, 4);
        boolean named = told.notices.stream().anyMatch(n -> n.startsWith("Unit 3 is put aside"));
        boolean listed =
            told.blocklists.stream()
                .anyMatch(list -> list.destinations().contains(device.destination(odd)));
        assertThat(named || !listed).as("device %d: %s", seed, told.notices).isTrue();
      }
    }
  }

  /** A lab in which something is wrong with one unit. */
  private static TrialOracle odd(
      ModelLab lab, List<TrialRequest> asked, int unit, UnaryOperator<TrialRecord> how) {
    return request -> {
      asked.add(request);
      TrialRecord trial = lab.run(request);
      return request.unit() == unit ? how.apply(trial) : trial;
    };
  }

  private static TrialRecord all(TrialRecord trial, Outcome outcome, String reason) {
    return trial.withOutcomes(
        trial.outcomes().stream()
            .map(o -> new UsageOutcome(o.usage(), outcome, reason, List.of()))
            .toList());
  }

  /** All of a device is settled though every use of one of its three units ends in one way. */
  private static Told settledWithout(
      int unit, Outcome outcome, String reason, List<TrialRequest> asked) {
    ModelDevice device = new ModelDevice(CAMERA, World.CLEAN, 3);
    Told told =
        settle(device, odd(new ModelLab(device), asked, unit, t -> all(t, outcome, reason)), 3);
    assertThat(told.verdicts).hasSize(9).noneMatch(v -> v.kind() == VerdictKind.INCONCLUSIVE);
    return told;
  }

  @Test
  void a_unit_of_which_the_lab_cannot_tell_is_put_aside_and_the_others_go_on() {
    List<TrialRequest> asked = new ArrayList<>();
    Told told = settledWithout(2, Outcome.VOID, "The phone is gone", asked);

    assertThat(told.notices)
        .containsExactly(
            "Unit 2 is put aside: the lab could not tell in 5 of its trials in a row; the last time: The phone is gone");
    assertThat(asked).filteredOn(request -> request.unit() == 2).hasSize(5);
  }

  @Test
  void a_unit_that_does_not_work_with_nothing_blocked_is_put_aside() {
    List<TrialRequest> asked = new ArrayList<>();
    settledWithout(3, Outcome.FAILED, "The app shows off", asked);

    assertThat(asked)
        .filteredOn(request -> request.unit() == 3)
        .allMatch(request -> request.blocked().isEmpty());
  }

  @Test
  void the_same_answers_give_the_same_requests() {
    ModelDevice device = new ModelDevice(HUB, World.CLEAN, 5);
    List<TrialRequest> first = new ArrayList<>();
    List<TrialRequest> second = new ArrayList<>();
    settle(device, odd(new ModelLab(device), first, 0, trial -> trial), 4);
    settle(device, odd(new ModelLab(device), second, 0, trial -> trial), 4);
    assertThat(second).isEqualTo(first);
  }
}
