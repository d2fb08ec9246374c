// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.listener.DestinationParties;
import dev.trimunit.engine.listener.Progress;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Tells every listener, and keeps what they throw until the end of the run. */
final class CompositeRunListener implements RunListener {
  private final List<RunListener> listeners;
  private final ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();

  CompositeRunListener(Iterable<RunListener> listeners) {
    List<RunListener> all = new ArrayList<>();
    listeners.forEach(all::add);
    this.listeners = List.copyOf(all);
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** What listeners threw so far. */
  List<Throwable> thrown() {
    return List.copyOf(thrown);
  }

  private void tell(Consumer<RunListener> event) {
    for (RunListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException | LinkageError | AssertionError e) {
        thrown.add(
            new IllegalStateException(
                "Listener " + listener.getClass().getName() + " failed: " + e, e));
      }
    }
  }

  @Override
  public void runStarted(LabDescription lab, Path output, Map<String, String> settings) {
    tell(listener -> listener.runStarted(lab, output, settings));
  }

  @Override
  public void campaignStarted(Device device, DestinationParties parties) {
    tell(listener -> listener.campaignStarted(device, parties));
  }

  @Override
  public void trialFinished(TrialRecord trial) {
    tell(listener -> listener.trialFinished(trial));
  }

  @Override
  public void trialRetold(TrialRecord trial) {
    tell(listener -> listener.trialRetold(trial));
  }

  @Override
  public void noticed(Device device, String sentence) {
    tell(listener -> listener.noticed(device, sentence));
  }

  @Override
  public void alarmed(Device device, String sentence) {
    tell(listener -> listener.alarmed(device, sentence));
  }

  @Override
  public void warned(Device device, String sentence) {
    tell(listener -> listener.warned(device, sentence));
  }

  @Override
  public void rarelyUsed(Device device, List<String> functionalities) {
    tell(listener -> listener.rarelyUsed(device, functionalities));
  }

  @Override
  public void verdictSettled(Verdict verdict) {
    tell(listener -> listener.verdictSettled(verdict));
  }

  @Override
  public void blocklistVerified(Blocklist blocklist) {
    tell(listener -> listener.blocklistVerified(blocklist));
  }

  @Override
  public void endured(Device device, Endured endured) {
    tell(listener -> listener.endured(device, endured));
  }

  @Override
  public void clockMarginsFound(Device device, ClockMargins margins) {
    tell(listener -> listener.clockMarginsFound(device, margins));
  }

  @Override
  public void gateDecided(Device device, Gate gate) {
    tell(listener -> listener.gateDecided(device, gate));
  }

  @Override
  public void progressed(Progress progress) {
    tell(listener -> listener.progressed(progress));
  }

  @Override
  public void caseFinished(CaseResult result) {
    tell(listener -> listener.caseFinished(result));
  }

  @Override
  public void journalKept(Device device, Path journal) {
    tell(listener -> listener.journalKept(device, journal));
  }

  @Override
  public void campaignFinished(Device device) {
    tell(listener -> listener.campaignFinished(device));
  }

  @Override
  public void referencesRecorded(Path output, List<RecordedReferences> devices) {
    tell(listener -> listener.referencesRecorded(output, devices));
  }

  @Override
  public void runFinished() {
    tell(RunListener::runFinished);
  }
}
