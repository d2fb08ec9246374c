// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.files.LifeModel.Daily;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a modelled device does for its owner.
 *
 * @param name what the app's elements call it
 * @param flakiness the probability that it fails although it has what it needs, 0 to 1
 * @param latency from the last answer to the effect
 * @param patience how long the app waits before it reports failure
 * @param uses from where it can be used, and what it then takes
 * @param daily when the device does it by itself; null if it never does
 */
public record FunctionalityModel(
    String name,
    double flakiness,
    Duration latency,
    Duration patience,
    Map<Vantage, Use> uses,
    @Nullable Daily daily) {
  public FunctionalityModel {
    uses = Collections.unmodifiableMap(new EnumMap<>(uses));
  }

  /**
   * What a use takes.
   *
   * @param needs what must succeed
   * @param also contacts that are made too, whatever becomes of them
   */
  public record Use(Need needs, List<String> also) {
    public Use {
      also = List.copyOf(also);
    }
  }
}
