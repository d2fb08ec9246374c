// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Attachment;
import java.util.List;
import java.util.Optional;

/** What controls the device, on a phone at one vantage. */
public interface CompanionApp {
  /**
   * Brings the app to the front, freshly started.
   *
   * @throws LabFault if the phone does not answer
   */
  void restart();

  /** Ends the app. A lab that is not asked to do this need not be able to. */
  default void stop() {
    throw new LabFault("The companion app of this lab cannot be ended");
  }

  /**
   * Taps the element that people know by this label.
   *
   * @throws AssertionError if the app shows no such element; names those that it shows
   * @throws LabFault if the phone does not answer
   */
  void tap(String label);

  /**
   * Looks at the screen once and compares it with the references of a state.
   *
   * @param state for example {@code on}; named in the device file
   * @throws LabFault if the phone does not answer
   * @throws LabException if the state has no reference, or the reference cannot be used
   */
  ScreenCheck look(String state);

  /**
   * Why a state could not be told, in a sentence: asked before anything is tried, and answered
   * without the phone. Empty if nothing speaks against it.
   */
  default Optional<String> obstacle(String state) {
    return Optional.empty();
  }

  /**
   * Tells what the campaign's own trials have shown of a state's screens; it counts from now on.
   */
  default void calibrate(ScreenLimit limit) {}

  /**
   * What it did beside what it was told, since it was asked last: a picture of each pop-up that it
   * tapped away. They are kept with the trial.
   */
  default List<Attachment> noted() {
    return List.of();
  }

  /** What it saw so far, in a run that records reference pictures; else nothing. */
  default List<RecordedScreen> recorded() {
    return List.of();
  }
}
