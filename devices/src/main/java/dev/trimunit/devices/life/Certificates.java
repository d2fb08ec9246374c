// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.life;

import dev.trimunit.devices.files.LifeModel;
import dev.trimunit.engine.model.DnsName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The certificates that servers show: a function of the true time alone. */
public final class Certificates {
  /** When the first certificates are put into use. */
  public static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  /** As large authorities issue them, for clocks that are a little behind. */
  private static final Duration VALID_BEFORE = Duration.ofHours(1);

  /** Of a server of which the device's file says nothing. */
  private static final LifeModel.Certificate USUAL =
      new LifeModel.Certificate(Duration.ofDays(90), Duration.ofDays(60));

  private final Map<DnsName, LifeModel.Certificate> models;

  /** The first of every server is put into use at {@link #FIRST}. */
  public Certificates(Map<DnsName, LifeModel.Certificate> models) {
    this.models = Map.copyOf(models);
  }

  /** Which certificate of a server is in use. */
  public long number(DnsName host, Instant now) {
    return Duration.between(FIRST, now).dividedBy(model(host).renewed());
  }

  /** Whether the one that is in use is valid by somebody's clock. */
  public boolean isValid(DnsName host, Instant now, Instant clock) {
    long number = number(host, now);
    return !clock.isBefore(begins(host, number)) && clock.isBefore(ends(host, number));
  }

  /** When a certificate begins to be valid. */
  public Instant begins(DnsName host, long number) {
    return used(host, number).minus(VALID_BEFORE);
  }

  /** When a certificate is valid no more. */
  public Instant ends(DnsName host, long number) {
    return used(host, number).plus(model(host).lasts());
  }

  private Instant used(DnsName host, long number) {
    return FIRST.plus(model(host).renewed().multipliedBy(number));
  }

  /** How long a server's certificates last. */
  public LifeModel.Certificate model(DnsName host) {
    return models.getOrDefault(host, USUAL);
  }
}
