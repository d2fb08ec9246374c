// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Destination;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the contract tests share: one lab for all tests of a port, as a run has one for all its
 * trials. So each test must also leave the lab fit for the next one.
 */
@NullUnmarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class Contract {
  private Lab lab;
  private int recordings;

  /** The lab that is tested. */
  protected abstract LabUnderTest subject();

  @BeforeAll
  final void open(@TempDir Path output) {
    lab = subject().open(output);
  }

  @AfterAll
  final void close() {
    if (lab != null) {
      lab.close();
      lab.close();
    }
  }

  final Lab lab() {
    return lab;
  }

  final Bench bench() {
    return lab.bench(subject().device());
  }

  final Recording record() {
    return bench().capture().start("contract-" + ++recordings);
  }

  final void powerCycle() {
    bench().power().off();
    bench().clock().pass(subject().off());
    bench().power().on();
    bench().clock().pass(bench().startUp());
  }

  static Set<Destination> destinations(Traffic traffic) {
    Set<Destination> destinations = new TreeSet<>();
    traffic.observations().forEach(o -> destinations.add(o.destination()));
    return destinations;
  }
}
