// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Ids that are the same in every run. */
final class CountingIds implements Supplier<UUID> {
  private final AtomicLong next = new AtomicLong();

  @Override
  public UUID get() {
    return new UUID(0, next.incrementAndGet());
  }
}
