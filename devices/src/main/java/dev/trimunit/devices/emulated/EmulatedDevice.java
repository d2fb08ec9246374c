// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.FunctionalityModel;
import dev.trimunit.devices.files.Need;
import dev.trimunit.devices.files.Timing;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** A device that lives as its model says, in real time. */
final class EmulatedDevice {
  private final DeviceModel model;
  private final Talks talks;
  private final Pace pace;
  private final Random dice;

  EmulatedDevice(DeviceModel model, Talks talks, Pace pace, Random dice) {
    this.model = model;
    this.talks = talks;
    this.pace = pace;
    this.dice = dice;
  }

  /**
   * Begins what it does of its own accord.
   *
   * @param first counts down each time that something was tried for the first time
   */
  void live(CountDownLatch first) {
    model.contacts().values().forEach(contact -> plan(contact, first));
  }

  /** How much there is to be tried of its own accord. */
  static long ownAccord(DeviceModel model) {
    return model.contacts().values().stream()
        .mapToLong(
            contact ->
                (contact.timing().resolves() == null ? 0 : 1)
                    + (contact.timing().after() == null ? 0 : 1))
        .sum();
  }

  /** Does something for its owner; whether it worked. */
  boolean use(String name, Vantage vantage) {
    FunctionalityModel functionality = model.functionalities().get(name);
    FunctionalityModel.Use use = functionality == null ? null : functionality.uses().get(vantage);
    if (functionality == null || use == null) {
      return false;
    }
    boolean flaky = dice.nextDouble() < functionality.flakiness();
    boolean held = holds(use.needs());
    use.also().forEach(id -> contact(contactModel(id)));
    pace.pass(functionality.latency());
    return held && !flaky;
  }

  private void plan(ContactModel contact, CountDownLatch first) {
    Timing timing = contact.timing();
    Duration resolves = timing.resolves();
    if (resolves != null) {
      later(
          contact,
          resolves,
          () -> {
            talks.resolve(contact);
            first.countDown();
          });
    }
    Duration after = timing.after();
    if (after != null) {
      later(contact, after, () -> recur(contact, first));
    }
  }

  private void recur(ContactModel contact, CountDownLatch first) {
    Duration every = contact.timing().every();
    contact(contact);
    first.countDown();
    while (every != null) {
      pace.pass(jittered(every, contact.timing().jitter()));
      contact(contact);
    }
  }

  private void later(ContactModel contact, Duration when, Runnable action) {
    Duration delay = jittered(when, contact.timing().jitter());
    Background.run(
        contact.id(),
        () -> {
          pace.pass(delay);
          action.run();
        });
  }

  private Duration jittered(Duration around, double share) {
    double factor = 1 + share * (2 * dice.nextDouble() - 1);
    return Duration.ofNanos((long) (around.toNanos() * factor));
  }

  private boolean holds(Need need) {
    if (need instanceof Need.Contact single) {
      return contact(contactModel(single.id()));
    }
    if (need instanceof Need.All all) {
      return all.parts().stream().map(this::holds).reduce(true, Boolean::logicalAnd);
    }
    if (need instanceof Need.Resolution resolution) {
      return talks.isResolved(contactModel(resolution.id())) == resolution.resolved();
    }
    return need instanceof Need.Any any && any.parts().stream().anyMatch(this::holds);
  }

  private ContactModel contactModel(String id) {
    return Objects.requireNonNull(model.contacts().get(id));
  }

  /** One thread at a time per contact: a kept connection carries one exchange at a time. */
  private boolean contact(ContactModel contact) {
    synchronized (contact) {
      for (int i = 0; i <= contact.persistence().retries(); i++) {
        if (i > 0) {
          pace.pass(contact.persistence().retryAfter());
        }
        if (talks.contact(contact)) {
          return true;
        }
      }
    }
    List<String> fallbacks = contact.persistence().fallbacks();
    return fallbacks.stream().anyMatch(id -> contact(contactModel(id)));
  }
}
