// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Capture;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.PowerControl;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What scheduling asks of a bench: the time, and the phones that all devices share. */
record FleetBench(FleetTime time, int phones) implements Bench {
  @Override
  public Set<String> shared(Vantage vantage) {
    return Set.of("phone");
  }

  @Override
  public int capacity(String shared) {
    return phones;
  }

  @Override
  public LabClock clock() {
    return new LabClock() {
      @Override
      public Instant now() {
        return Instant.ofEpochMilli(time.now());
      }

      @Override
      public void pass(Duration duration) {
        time.pass(duration);
      }
    };
  }

  @Override
  public Device device() {
    throw new UnsupportedOperationException();
  }

  @Override
  public PowerControl power() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Gateway gateway() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Capture capture() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompanionApp app(Vantage vantage) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Duration startUp() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Party party(Destination destination) {
    throw new UnsupportedOperationException();
  }
}
