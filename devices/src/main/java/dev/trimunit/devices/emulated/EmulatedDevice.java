// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.Life;
import dev.trimunit.devices.emulated.ages.Passage;
import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.FunctionalityModel;
import dev.trimunit.devices.files.Need;
import dev.trimunit.devices.files.Timing;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A device that lives as its model says, in real time. */
final class EmulatedDevice {
  /** A device that waits for an answer before it does anything else asks this often at least. */
  private static final Duration ASKS_EVERY = Duration.ofHours(1);

  private final DeviceModel model;
  private final Talks talks;
  private final Passage time;
  private final @Nullable Life life;
  private final Random dice;

  /** Of its own, so that how often it talks does not change which use fails. */
  private final Random luck;

  private final Map<String, ReentrantLock> talking = new ConcurrentHashMap<>();

  /** The contacts that were answered; power that is lost ends the process. */
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  /** What it does of its own accord and has not tried yet. */
  private final Set<String> untried = ConcurrentHashMap.newKeySet();

  private CountDownLatch first = new CountDownLatch(0);
  private BiConsumer<String, Boolean> switches = (variable, on) -> {};
  private volatile boolean online;

  /**
   * @param life what days do to it; null if nothing
   */
  EmulatedDevice(DeviceModel model, Talks talks, Passage time, @Nullable Life life, Random dice) {
    this.model = model;
    this.talks = talks;
    this.time = time;
    this.life = life;
    this.dice = dice;
    this.luck = new Random(dice.nextLong());
  }

  /**
   * Begins what it does of its own accord.
   *
   * @param first counts down each time that something was tried for the first time
   * @param switches turns a variable of the app on or off
   */
  void live(CountDownLatch first, BiConsumer<String, Boolean> switches) {
    this.first = first;
    this.switches = switches;
    model.contacts().values().stream()
        .filter(contact -> isOwnAccord(model, contact))
        .forEach(contact -> untried.add(contact.id()));
    List<ContactModel> awaited =
        model.contacts().values().stream()
            .filter(contact -> contact.timing().after() != null)
            .filter(contact -> contact.timeUse().holdsUpBoot())
            .toList();
    if (awaited.isEmpty()) {
      ready(awaited);
    } else {
      AtomicInteger open = new AtomicInteger(awaited.size());
      Runnable answer =
          () -> {
            if (open.decrementAndGet() == 0) {
              boot(awaited);
            }
          };
      awaited.forEach(
          contact ->
              later(
                  contact,
                  Objects.requireNonNull(contact.timing().after()),
                  () -> insist(contact, answer)));
    }
  }

  private void boot(List<ContactModel> awaited) {
    awaited.forEach(contact -> time.run(contact.id(), () -> again(contact)));
    ready(awaited);
  }

  /** Asks until it is answered, less and less often. */
  private void insist(ContactModel contact, Runnable answer) {
    Duration pause = contact.persistence().retryAfter();
    while (!contact(contact)) {
      pause = pause.compareTo(ASKS_EVERY) < 0 ? pause : ASKS_EVERY;
      time.pass(pause);
      pause = pause.multipliedBy(2);
    }
    tried(contact);
    answer.run();
  }

  private void ready(List<ContactModel> answeredFirst) {
    online = true;
    model.contacts().values().stream()
        .filter(contact -> !answeredFirst.contains(contact))
        .forEach(this::plan);
    if (life != null) {
      life.begin(
          model.functionalities().values(), this::holds, switches, id -> contact(contactModel(id)));
    }
  }

  /** Whether it does what it is there for. */
  boolean online() {
    return online;
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
    if (functionality == null || use == null || !online) {
      return false;
    }
    return time.within(functionality.patience(), () -> perform(functionality, use));
  }

  private boolean perform(FunctionalityModel functionality, FunctionalityModel.Use use) {
    boolean flaky = luck.nextDouble() < functionality.flakiness();
    boolean held = holds(use.needs());
    use.also().forEach(id -> contact(contactModel(id)));
    time.pass(functionality.latency());
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
    boolean succeeded = contact(contact);
    tried(contact);
    if (!succeeded) {
      giveUp(contact);
    }
    again(contact);
  }

  private void again(ContactModel contact) {
    Duration every = contact.timing().every();
    while (every != null) {
      time.pass(jittered(every, contact.timing().jitter()));
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
    time.run(
        contact.id(),
        () -> {
          time.pass(delay);
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
    if (need instanceof Need.Any any) {
      return any.parts().stream().anyMatch(this::holds);
    }
    return life != null && life.holds(need);
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
      followers(contact).forEach(next -> time.run(next.id(), () -> recur(next)));
    }
    return succeeded;
  }

  private boolean once(ContactModel contact) {
    if (life == null) {
      return talks.contact(contact);
    }
    life.wake();
    boolean succeeded = talks.contact(contact);
    if (succeeded) {
      life.answered(contact);
    }
    return succeeded;
  }

  private ReentrantLock talking(ContactModel contact) {
    return talking.computeIfAbsent(contact.id(), id -> new ReentrantLock());
  }

  /** One thread at a time per contact: a kept connection carries one exchange at a time. */
  private boolean attempt(ContactModel contact) {
    ReentrantLock talking = talking(contact);
    time.acquire(talking);
    try {
      for (int i = 0; i <= contact.persistence().retries(); i++) {
        if (i > 0) {
          time.pass(contact.persistence().retryAfter());
        }
        if (once(contact)) {
          return true;
        }
      }
    } finally {
      talking.unlock();
    }
    List<String> fallbacks = contact.persistence().fallbacks();
    return fallbacks.stream().anyMatch(id -> contact(contactModel(id)));
  }
}
