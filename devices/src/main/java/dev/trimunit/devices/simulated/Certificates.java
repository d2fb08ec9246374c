// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LifeModel;
import dev.trimunit.engine.model.DnsName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The certificates that servers show: a function of the true time alone. */
final class Certificates {
  /** As large authorities issue them, for clocks that are a little behind. */
  private static final Duration VALID_BEFORE = Duration.ofHours(1);

  /** Of a server of which the device's file says nothing. */
  private static final LifeModel.Certificate USUAL =
      new LifeModel.Certificate(Duration.ofDays(90), Duration.ofDays(60));

  private final Map<DnsName, LifeModel.Certificate> models;

  Certificates(Map<DnsName, LifeModel.Certificate> models) {
    this.models = Map.copyOf(models);
  }

  /** Which certificate of a server is in use. */
  long number(DnsName host, Instant now) {
    return Duration.between(World.START, now).dividedBy(model(host).renewed());
  }

  /** Whether the one that is in use is valid by somebody's clock. */
  boolean isValid(DnsName host, Instant now, Instant clock) {
    LifeModel.Certificate model = model(host);
    Instant used = World.START.plus(model.renewed().multipliedBy(number(host, now)));
    return !clock.isBefore(used.minus(VALID_BEFORE)) && clock.isBefore(used.plus(model.lasts()));
  }

  private LifeModel.Certificate model(DnsName host) {
    return models.getOrDefault(host, USUAL);
  }
}
