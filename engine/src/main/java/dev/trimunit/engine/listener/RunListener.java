// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.listener;

import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.journal.JournalExcerpt;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.replay.Replay;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Hears what happens in a run; found by {@link java.util.ServiceLoader}. Devices run in parallel,
 * so calls come from several threads, in order for each device. A listener that throws is reported
 * and does not stop the run, but the run is red.
 */
public interface RunListener {
  /**
   * The lab is open.
   *
   * @param lab what it is
   * @param output the run's output folder
   * @param settings the properties of the run, for reports
   */
  default void runStarted(LabDescription lab, Path output, Map<String, String> settings) {}

  /** The first word about a device, with who runs its destinations. */
  default void campaignStarted(Device device, DestinationParties parties) {}

  /** A trial is over and in the journal. */
  default void trialFinished(TrialRecord trial) {}

  /**
   * An earlier trial, told as later ones showed it: names of a family, for example, are one
   * destination.
   */
  default void trialRetold(TrialRecord trial) {}

  /**
   * Something that whoever watches the run should know: a bypass, a fallback, names that are one
   * family, a journal that was not continued.
   */
  default void noticed(Device device, String sentence) {}

  /** Something that somebody should look at now: control trials fail, the lab does not answer. */
  default void alarmed(Device device, String sentence) {}

  /**
   * Something that whoever uses the results of a device has to know, for example that what its file
   * says covers nothing.
   */
  default void warned(Device device, String sentence) {}

  /** Functionalities of a device that it seldom does, by name, as its specs say. */
  default void rarelyUsed(Device device, List<String> functionalities) {}

  /** A verdict is settled. */
  default void verdictSettled(Verdict verdict) {}

  /** A nightly gate says how a device is; told after the last verdict that it rests on. */
  default void gateDecided(Device device, Gate gate) {}

  /** A blocklist was verified as a whole. */
  default void blocklistVerified(Blocklist blocklist) {}

  /** A list that was verified as a whole was blocked for days; told before it is told itself. */
  default void endured(Device device, Endured endured) {}

  /** It was found out how wrong a device's clock may be. */
  default void clockMarginsFound(Device device, ClockMargins margins) {}

  /** How far a device is, whenever it changes. */
  default void progressed(Progress progress) {}

  /** A test case is over. */
  default void caseFinished(CaseResult result) {}

  /**
   * No further trial of a device will be in its journal, which lies there until the run is over.
   *
   * @param journal for {@link Replay} and {@link JournalExcerpt}
   */
  default void journalKept(Device device, Path journal) {}

  /** Nothing more will be heard of a device. */
  default void campaignFinished(Device device) {}

  /**
   * A run that recorded reference pictures, and judged nothing, is over. Nothing else is heard of
   * such a run.
   *
   * @param output the run's output folder, below which the pictures are
   */
  default void referencesRecorded(Path output, List<RecordedReferences> devices) {}

  /** The lab is closed; reports are written now. */
  default void runFinished() {}
}
