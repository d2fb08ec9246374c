// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LifeModel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** What servers know a device by, and until when; the device keeps it without power. */
final class Tokens {
  private final Map<String, LifeModel.Token> models;
  private final Supplier<Instant> now;
  private final Map<String, Instant> issued = new HashMap<>();

  /** The device was set up just before the lab began. */
  Tokens(Map<String, LifeModel.Token> models, Supplier<Instant> now) {
    this.models = Map.copyOf(models);
    this.now = now;
    models.keySet().forEach(id -> issued.put(id, now.get()));
  }

  /** A contact was answered: what it gives is new. */
  void answered(String contact) {
    models.forEach(
        (id, token) -> {
          if (token.from().equals(contact)) {
            issued.put(id, now.get());
          }
        });
  }

  boolean isValid(String id) {
    return now.get().isBefore(issued(id).plus(model(id).lasts()));
  }

  /** How long until the device gets a new one by itself; zero if it is high time. */
  Duration untilRefresh(String id) {
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
