// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.TrialRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Found as a listener of every run; passes events on to the test that wants them. */
public final class HeardEvents implements RunListener {
  private static final AtomicReference<RunListener> TEST =
      new AtomicReference<>(new RunListener() {});

  static void listenWith(RunListener listener) {
    TEST.set(listener);
  }

  @Override
  public void runStarted(LabDescription lab, Path output, Map<String, String> settings) {
    TEST.get().runStarted(lab, output, settings);
  }

  @Override
  public void trialFinished(TrialRecord trial) {
    TEST.get().trialFinished(trial);
  }

  @Override
  public void caseFinished(CaseResult result) {
    TEST.get().caseFinished(result);
  }

  @Override
  public void alarmed(Device device, String sentence) {
    TEST.get().alarmed(device, sentence);
  }

  @Override
  public void noticed(Device device, String sentence) {
    TEST.get().noticed(device, sentence);
  }

  @Override
  public void referencesRecorded(Path output, List<RecordedReferences> devices) {
    TEST.get().referencesRecorded(output, devices);
  }

  @Override
  public void runFinished() {
    TEST.get().runFinished();
  }
}
