// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.ScreenReading;
import dev.trimunit.engine.model.TrialPurpose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the screens of one usage looked like in one trial. */
final class ScreenNotes {
  private final TrialPurpose purpose;
  private final List<ScreenReading> readings = new ArrayList<>();
  private String doubt = "";

  ScreenNotes(TrialPurpose purpose) {
    this.purpose = purpose;
  }

  List<ScreenReading> readings() {
    return List.copyOf(readings);
  }

  /** Why the usage has failed although its steps went on; empty if it has not. */
  String doubt() {
    return doubt;
  }

  /**
   * @param look looks for another state on the same screen
   */
  void conclude(ScreenCheck check, Function<String, ScreenCheck> look) {
    if (check.reading().isPresent() && learns()) {
      compareWithDoubtful(check.reading().get().state(), look);
    }
    check.reading().ifPresent(readings::add);
    if (check.matches()) {
      return;
    }
    if (check.reading().isEmpty() || !learns()) {
      throw new AssertionError(check.reason());
    }
    doubt = doubt.isEmpty() ? check.reason() : doubt;
  }

  private boolean learns() {
    return purpose == TrialPurpose.CONTROL || purpose == TrialPurpose.NO_ACTION;
  }

  /** How near a screen that is to show this state comes to those that could not be told before. */
  private void compareWithDoubtful(String state, Function<String, ScreenCheck> look) {
    List<String> doubtful =
        readings.stream()
            .filter(earlier -> earlier.shown() && !earlier.matched())
            .map(ScreenReading::state)
            .filter(earlier -> !earlier.equals(state))
            .filter(earlier -> Device.isPictured(earlier) == Device.isPictured(state))
            .distinct()
            .toList();
    if (purpose == TrialPurpose.CONTROL) {
      doubtful.forEach(
          earlier ->
              look.apply(earlier).reading().ifPresent(r -> readings.add(r.ofAnotherState())));
    }
  }
}
