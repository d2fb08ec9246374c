// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device that fails by itself gets right verdicts, or is told to be one. */
@Tag("slow")
final class FlakyDevicesTest {
  private static final int DEVICES = 40;
  private static final Size CAMERA = Size.ALL.get(0);
  private int wrong;
  private final List<Verdict> verdicts = new ArrayList<>();

  private void settle(FlakyLab.Kind kind, double rate) {
    for (int seed = 1; seed <= DEVICES; seed++) {
      ModelDevice device = new ModelDevice(CAMERA, World.CLEAN, seed);
      Told told = new Told();
      Protocols.named("certify").settle(device.question(), new FlakyLab(device, kind, rate), told);
      told.verdicts.forEach(verdict -> add(device, verdict));
    }
  }

  private void add(ModelDevice device, Verdict verdict) {
    int usage = device.usages.indexOf(verdict.usage());
    int destination = device.destinations.indexOf(verdict.destination());
    boolean required = device.required.get(usage).get(destination);
    VerdictKind right = required ? VerdictKind.REQUIRED : VerdictKind.BLOCKABLE;
    boolean open = verdict.kind() == VerdictKind.INCONCLUSIVE;
    wrong += open || verdict.kind() == right ? 0 : 1;
    verdicts.add(verdict);
  }

  @ParameterizedTest
  @CsvSource({"STEADY, 0.3", "STEADY, 0.5", "BURSTS, 0.4", "BURSTS, 0.5", "DRIFT, 0.3"})
  void few_verdicts_are_wrong_however_often_it_fails(FlakyLab.Kind kind, double rate) {
    settle(kind, rate);
    assertThat(wrong).isLessThanOrEqualTo(verdicts.size() / 20);
  }

  @ParameterizedTest
  @CsvSource({"STEADY, 0.3", "STEADY, 0.4", "STEADY, 0.5", "DRIFT, 0.3", "DRIFT, 0.5"})
  void no_more_verdicts_are_wrong_than_they_say_themselves(FlakyLab.Kind kind, double rate) {
    settle(kind, rate);
    double stated =
        verdicts.stream()
            .filter(verdict -> verdict.kind() != VerdictKind.INCONCLUSIVE)
            .mapToDouble(Verdict::errorBound)
            .sum();
    assertThat((double) wrong).isLessThanOrEqualTo(stated);
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.REQUIRED)
        .anyMatch(verdict -> verdict.errorBound() >= 0.2);
  }

  @Test
  void what_cannot_be_told_says_how_often_it_fails_by_itself() {
    settle(FlakyLab.Kind.STEADY, 0.5);
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.INCONCLUSIVE)
        .extracting(Verdict::reason)
        .filteredOn(reason -> reason.contains("fails by itself"))
        .isNotEmpty()
        .allMatch(
            reason ->
                reason.matches(
                    "use \\d over LAN fails by itself too often to tell whether it needs .*: in"
                        + " \\d+ of \\d+ trials that blocked nothing it needs \\(so in up to"
                        + " \\d+ % of all\\); .*"));
  }

  @Test
  void a_device_that_never_does_is_not_tried_more_often() {
    settle(FlakyLab.Kind.STEADY, 0);
    assertThat(wrong).isZero();
    assertThat(verdicts)
        .noneMatch(verdict -> verdict.kind() == VerdictKind.INCONCLUSIVE)
        .allMatch(verdict -> verdict.errorBound() <= 0.01);
  }
}
