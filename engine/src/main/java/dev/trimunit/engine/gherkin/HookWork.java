// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

/** A hook of the run as work: it has no steps. */
record HookWork(Runnable hook) implements StepThread.Work {
  @Override
  public void perform() {
    hook.run();
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public String line() {
    return "";
  }

  @Override
  public String location() {
    return "";
  }

  @Override
  public int step() {
    return 0;
  }
}
