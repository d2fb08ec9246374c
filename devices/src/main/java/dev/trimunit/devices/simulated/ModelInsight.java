// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.FunctionalityModel;
import dev.trimunit.devices.files.LifeModel;
import dev.trimunit.engine.lab.Insight;
import dev.trimunit.engine.model.Vantage;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of a modelled device, and what can happen to it. */
final class ModelInsight implements Insight {
  private final World world;
  private final DeviceModel model;
  private final ModelledDevice device;

  ModelInsight(World world, DeviceModel model, ModelledDevice device) {
    this.world = world;
    this.model = model;
    this.device = device;
  }

  @Override
  public String firmware() {
    return world.locked(device::version);
  }

  @Override
  public Supplier<Optional<Instant>> setOff(String event, Optional<Vantage> open) {
    FunctionalityModel functionality =
        Objects.requireNonNull(model.functionalities().get(event(event).does()));
    Notification notification = new Notification();
    world.locked(() -> raise(functionality, open, notification));
    return () -> world.locked(() -> Optional.ofNullable(notification.at));
  }

  private LifeModel.Event event(String word) {
    Map<String, LifeModel.Event> events = model.life().events();
    if (word.isEmpty() && events.size() == 1) {
      return events.values().iterator().next();
    }
    LifeModel.Event named = events.get(word);
    if (named == null) {
      throw new AssertionError(
          events.isEmpty()
              ? "The device's file has nothing that can set it off: write 'events' below 'model'"
              : "'%s' is nothing that can set it off, by the device's file. There is: %s"
                  .formatted(word, String.join(", ", events.keySet())));
    }
    return named;
  }

  /** A phone that sleeps hears of it through the Internet only. */
  private void raise(
      FunctionalityModel functionality, Optional<Vantage> open, Notification notification) {
    Set<Vantage> ways = EnumSet.of(Vantage.WAN);
    open.ifPresent(ways::add);
    for (Vantage way : ways) {
      FunctionalityModel.Use use = functionality.uses().get(way);
      if (use != null && device.online()) {
        device.use(functionality, use, arrives -> notification.hear(arrives), () -> {});
      }
    }
  }

  /** What the phone shows. */
  private final class Notification {
    private @Nullable Instant at;

    void hear(boolean arrives) {
      if (arrives && at == null) {
        at = world.now();
      }
    }
  }
}
