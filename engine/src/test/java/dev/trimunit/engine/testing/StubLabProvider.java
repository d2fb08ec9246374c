// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.testing;

import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabProvider;
import dev.trimunit.engine.lab.LabSettings;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Gives a run ({@code trimunit.lab=stub}) the lab that a test has laid out. */
public final class StubLabProvider implements LabProvider {
  private static final AtomicReference<Lab> NEXT = new AtomicReference<>();
  private static final AtomicReference<LabSettings> OPENED_WITH = new AtomicReference<>();

  /** The lab of the runs that follow. */
  public static void use(Lab lab) {
    NEXT.set(lab);
  }

  /** What the lab was opened with last. */
  public static LabSettings openedWith() {
    return Optional.ofNullable(OPENED_WITH.get()).orElseThrow();
  }

  @Override
  public String key() {
    return "stub";
  }

  @Override
  public Lab open(LabSettings settings) {
    OPENED_WITH.set(settings);
    return Optional.ofNullable(NEXT.get())
        .orElseThrow(() -> new LabException("No test has laid out a stub lab"));
  }
}
