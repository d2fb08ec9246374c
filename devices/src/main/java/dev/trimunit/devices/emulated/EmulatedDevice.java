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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A device that lives as its model says, in real time. */
final class EmulatedDevice {
  private final DeviceModel model;
  private final Talks talks;
  private final Pace pace;
  private final Random dice;

  /** Of its own, so that how often it talks does not change which use fails. */
  private final Random luck;

  /** The contacts that were answered; power that is lost ends the process. */
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  /** What it does of its own accord and has not tried yet. */
  private final Set<String> untried = ConcurrentHashMap.newKeySet();

  private CountDownLatch first = new CountDownLatch(0);

  EmulatedDevice(DeviceModel model, Talks talks, Pace pace, Random dice) {
    this.model = model;
    this.talks = talks;
    this.pace = pace;
    this.dice = dice;
    this.luck = new Random(dice.nextLong());
  }

  /**
   * Begins what it does of its own accord.
   *
   * @param first counts down each time that something was tried for the first time
   */
  void live(CountDownLatch first) {
    this.first = first;
    model.contacts().values().stream()
        .filter(contact -> isOwnAccord(model, contact))
        .forEach(contact -> untried.add(contact.id()));
    model.contacts().values().forEach(this::plan);
  }

  /** How much there is to be tried of its own accord. */
  static long ownAccord(DeviceModel model) {
    return model.contacts().values().stream()
        .mapToLong(
            contact ->
                (contact.timing().resolves() == null ? 0 : 1)
                    + (isOwnAccord(model, contact) ? 1 : 0))
        .sum();
  }

  /** What comes after such a contact is one too. */
  private static boolean isOwnAccord(DeviceModel model, ContactModel contact) {
    String awaited = contact.timing().follows();
    return awaited == null
        ? contact.timing().after() != null
        : isOwnAccord(model, Objects.requireNonNull(model.contacts().get(awaited)));
  }

  /** Does something for its owner; whether it worked. */
  boolean use(String name, Vantage vantage) {
    FunctionalityModel functionality = model.functionalities().get(name);
    FunctionalityModel.Use use = functionality == null ? null : functionality.uses().get(vantage);
    if (functionality == null || use == null) {
      return false;
    }
    boolean flaky = luck.nextDouble() < functionality.flakiness();
    boolean held = holds(use.needs());
    use.also().forEach(id -> contact(contactModel(id)));
    pace.pass(functionality.latency());
    return held && !flaky;
  }

  private void plan(ContactModel contact) {
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
      later(contact, after, () -> recur(contact));
    }
  }

  private void recur(ContactModel contact) {
    Duration every = contact.timing().every();
    boolean succeeded = contact(contact);
    tried(contact);
    if (!succeeded) {
      giveUp(contact);
    }
    while (every != null) {
      pace.pass(jittered(every, contact.timing().jitter()));
      contact(contact);
    }
  }

  private void tried(ContactModel contact) {
    if (untried.remove(contact.id())) {
      first.countDown();
    }
  }

  /** Nobody waits for what comes after a contact that was not answered. */
  private void giveUp(ContactModel contact) {
    followers(contact)
        .forEach(
            next -> {
              tried(next);
              giveUp(next);
            });
  }

  private List<ContactModel> followers(ContactModel contact) {
    return model.contacts().values().stream()
        .filter(other -> contact.id().equals(other.timing().follows()))
        .toList();
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
      ContactModel contact = contactModel(single.id());
      return contact.timing().atBoot() ? answered.contains(contact.id()) : contact(contact);
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

  /** One contact; what it comes after is asked first if that was not answered yet. */
  private boolean contact(ContactModel contact) {
    String awaited = contact.timing().follows();
    if (awaited != null && !answered.contains(awaited) && !contact(contactModel(awaited))) {
      return false;
    }
    boolean succeeded = attempt(contact);
    if (succeeded && answered.add(contact.id())) {
      followers(contact).forEach(next -> Background.run(next.id(), () -> recur(next)));
    }
    return succeeded;
  }

  /** One thread at a time per contact: a kept connection carries one exchange at a time. */
  private boolean attempt(ContactModel contact) {
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
