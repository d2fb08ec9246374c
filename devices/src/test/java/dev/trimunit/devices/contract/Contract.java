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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the contract tests share: a lab opened before each test and left as found after it. */
@NullUnmarked
public abstract class Contract {
  @TempDir Path output;
  private Lab lab;
  private int recordings;

  /** The lab that is tested. */
  protected abstract LabUnderTest subject();

  @BeforeEach
  final void open() {
    lab = subject().open(output);
  }

  @AfterEach
  final void close() {
    lab.close();
    lab.close();
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
