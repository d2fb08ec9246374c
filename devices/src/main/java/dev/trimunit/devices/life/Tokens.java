// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.life;

import dev.trimunit.devices.files.LifeModel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** What servers know a device by, and until when; the device keeps it without power. */
public final class Tokens {
  private final Map<String, LifeModel.Token> models;
  private final Supplier<Instant> now;
  private final Map<String, Instant> issued = new HashMap<>();

  /** The device was set up just before the lab began. */
  public Tokens(Map<String, LifeModel.Token> models, Supplier<Instant> now) {
    this(models, now, Map.of());
  }

  /**
   * Those of a device that goes on.
   *
   * @param kept when each was issued; of others just now
   */
  public Tokens(
      Map<String, LifeModel.Token> models, Supplier<Instant> now, Map<String, Instant> kept) {
    this.models = Map.copyOf(models);
    this.now = now;
    models.keySet().forEach(id -> issued.put(id, kept.getOrDefault(id, now.get())));
  }

  /** When each was issued. */
  public Map<String, Instant> issued() {
    return Map.copyOf(issued);
  }

  /** A contact was answered: what it gives is new. */
  public void answered(String contact) {
    models.forEach(
        (id, token) -> {
          if (token.from().equals(contact)) {
            issued.put(id, now.get());
          }
        });
  }

  /** Whether the servers still take it. */
  public boolean isValid(String id) {
    return now.get().isBefore(issued(id).plus(model(id).lasts()));
  }

  /** How long until the device gets a new one by itself; zero if it is high time. */
  public Duration untilRefresh(String id) {
    Duration left = Duration.between(now.get(), issued(id).plus(model(id).refreshed()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Instant issued(String id) {
    return Objects.requireNonNull(issued.get(id));
  }

  private LifeModel.Token model(String id) {
    return Objects.requireNonNull(models.get(id));
  }
}
