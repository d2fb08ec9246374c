// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.LabFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Does all of several things whatever becomes of each, and keeps what went wrong. */
public final class Teardown {
  private final List<String> faults = new ArrayList<>();
  private final List<Throwable> thrown = new ArrayList<>();

  /** Does it; empty if it failed. */
  <T> Optional<T> read(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (LabFault fault) {
      faults.add(String.valueOf(fault.getMessage()));
    } catch (RuntimeException | Error e) {
      thrown.add(e);
    }
    return Optional.empty();
  }

  /** Does it, a second time if the first failed; false if both did. */
  public boolean insist(Runnable action) {
    boolean first = attempt(action);
    return first || attempt(action);
  }

  /** The same where a first failure is nothing to tell if the second attempt did it. */
  public void mend(Runnable action) {
    Teardown first = new Teardown();
    if (!first.attempt(action)) {
      attempt(action);
    }
  }

  private boolean attempt(Runnable action) {
    return read(() -> {
          action.run();
          return true;
        })
        .isPresent();
  }

  /** What the lab could not do. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Passes on what was no lab fault, after everything was tried. */
  public void rethrow() {
    for (Throwable throwable : thrown) {
      if (throwable instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) throwable;
    }
  }
}
