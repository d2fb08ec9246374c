// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static java.util.Objects.requireNonNull;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.ContactModel.AppProtocol;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.FunctionalityModel;
import dev.trimunit.devices.files.Timing;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A device that lives as its model says. */
final class ModelledDevice {
  /** A device that waits for an answer before it does anything else asks this often at least. */
  private static final Duration ASKS_EVERY = Duration.ofHours(1);

  private final DeviceModel model;
  private final DeviceTime time;
  private final LocalNetwork network;
  private final Resolver resolver;
  private final Conversations conversations;
  private final DeviceLife life;
  private final DailyHabits habits;
  private final Needs needs;

  /** The contacts that were answered since power returned. */
  private final Set<String> answered = new HashSet<>();

  private boolean online;
  private int boots;

  ModelledDevice(
      DeviceModel model,
      DeviceTime time,
      LocalNetwork network,
      Resolver resolver,
      Conversations conversations,
      DeviceLife life,
      DailyHabits habits) {
    this.model = model;
    this.time = time;
    this.network = network;
    this.resolver = resolver;
    this.conversations = conversations;
    this.life = life;
    this.habits = habits;
    this.needs = new Needs(this::model, answered, this::contact, resolver, life);
    life.onCorrection(habits::begin);
    life.firmware().onRestart(this::restart);
  }

  boolean online() {
    return online;
  }

  void powerOn() {
    if (!time.powered()) {
      time.powerOn();
      boots++;
      life.clock().powerOn();
      time.after(time.dice().around(model.boot(), 0.1), () -> network.join(this::live));
    }
  }

  void powerOff() {
    if (time.powered()) {
      life.clock().powerOff();
    }
    time.powerOff();
    online = false;
    answered.clear();
    resolver.forget();
    conversations.forget();
  }

  private void restart() {
    powerOff();
    powerOn();
  }

  /** The version that it runs; empty if its file does not say. */
  String version() {
    return life.firmware().version();
  }

  /** The app, in the device's network, tells it the time. */
  void tell(Instant now) {
    if (online) {
      life.set(now);
    }
  }

  private void live() {
    List<ContactModel> first =
        life.firmware().contacts().keySet().stream()
            .map(this::model)
            .filter(contact -> contact.timing().after() != null)
            .filter(contact -> contact.timeUse().holdsUpBoot())
            .toList();
    Countdown awaited = new Countdown(first.size(), all -> ready(first));
    first.forEach(
        contact ->
            time.after(
                time.dice()
                    .around(requireNonNull(contact.timing().after()), contact.timing().jitter()),
                () -> insist(contact, contact.persistence().retryAfter(), awaited)));
  }

  /** Asks until it is answered, less and less often. */
  private void insist(ContactModel contact, Duration pause, Countdown awaited) {
    contact(
        contact,
        succeeded -> {
          if (succeeded) {
            awaited.count(true);
          } else {
            Duration next = pause.compareTo(ASKS_EVERY) < 0 ? pause : ASKS_EVERY;
            time.after(next, () -> insist(contact, next.multipliedBy(2), awaited));
          }
        });
  }

  private void ready(List<ContactModel> answeredFirst) {
    online = true;
    answeredFirst.forEach(this::planNext);
    life.firmware().contacts().keySet().stream()
        .map(this::model)
        .filter(contact -> !answeredFirst.contains(contact))
        .forEach(this::plan);
    life.joined((id, done) -> contact(model(id), done));
    habits.begin(needs::evaluate);
  }

  private void plan(ContactModel contact) {
    Timing timing = contact.timing();
    Duration resolves = timing.resolves();
    if (resolves != null && contact.host() instanceof DnsName name) {
      time.after(
          time.dice().around(resolves, timing.jitter()),
          () -> resolver.resolve(contact, name, addresses -> {}));
    }
    Duration after = timing.after();
    if (after != null) {
      time.after(time.dice().around(after, timing.jitter()), () -> recur(contact));
    }
  }

  private void recur(ContactModel contact) {
    contact(contact, ignored -> {});
    planNext(contact);
  }

  private void planNext(ContactModel contact) {
    Duration every = contact.timing().every();
    if (every != null) {
      time.after(
          time.dice().around(every, contact.timing().jitter()),
          () -> {
            life.again(contact);
            recur(contact);
          });
    }
  }

  /**
   * Does something for its owner.
   *
   * @param done hears whether it worked
   * @param quiet hears when the device is done with what comes along
   */
  void use(
      FunctionalityModel functionality,
      FunctionalityModel.Use use,
      Consumer<Boolean> done,
      Runnable quiet) {
    boolean flaky = time.dice().chance(functionality.flakiness());
    Countdown alongside = new Countdown(use.also().size(), all -> quiet.run());
    use.also().forEach(id -> contact(model(id), alongside::count));
    needs.evaluate(
        use.needs(),
        held ->
            time.after(
                time.dice().around(functionality.latency(), 0.2),
                () -> done.accept(held && !flaky)));
  }

  private ContactModel model(String id) {
    return requireNonNull(life.firmware().contacts().get(id)).at(boots);
  }

  /** One contact; what it comes after is asked first if that was not answered yet. */
  private void contact(ContactModel contact, Consumer<Boolean> done) {
    String awaited = contact.timing().follows();
    if (awaited == null || answered.contains(awaited)) {
      life.firmware().asks(contact);
      attempt(contact, contact.persistence().retries(), told -> conclude(contact, told, done));
    } else {
      contact(
          model(awaited),
          told -> {
            if (told) {
              contact(contact, done);
            } else {
              done.accept(false);
            }
          });
    }
  }

  private void conclude(ContactModel contact, boolean succeeded, Consumer<Boolean> done) {
    boolean first = succeeded && answered.add(contact.id());
    done.accept(succeeded);
    if (first) {
      life.firmware().contacts().values().stream()
          .filter(other -> contact.id().equals(other.timing().follows()))
          .forEach(other -> recur(model(other.id())));
    }
  }

  private void attempt(ContactModel contact, int retries, Consumer<Boolean> done) {
    once(
        contact,
        succeeded -> {
          if (succeeded) {
            done.accept(true);
          } else if (retries > 0) {
            time.after(
                time.dice().around(contact.persistence().retryAfter(), contact.timing().jitter()),
                () -> attempt(contact, retries - 1, done));
          } else {
            fallBack(contact, 0, done);
          }
        });
  }

  private void fallBack(ContactModel contact, int index, Consumer<Boolean> done) {
    List<String> fallbacks = contact.persistence().fallbacks();
    if (index == fallbacks.size()) {
      done.accept(false);
      return;
    }
    contact(
        model(fallbacks.get(index)),
        succeeded -> {
          if (succeeded) {
            done.accept(true);
          } else {
            fallBack(contact, index + 1, done);
          }
        });
  }

  private void once(ContactModel contact, Consumer<Boolean> done) {
    life.clock().wake();
    if (contact.protocol() == AppProtocol.LOOKUP && contact.host() instanceof DnsName name) {
      resolver.isResolved(contact, name, done);
    } else if (conversations.connected(contact)) {
      conversations.again(contact, done);
    } else if (contact.host() instanceof IpAddress address) {
      conversations.talk(contact, address, done);
    } else if (contact.host() instanceof DnsName name) {
      resolver.resolve(
          contact,
          name,
          addresses -> {
            if (addresses.isEmpty()) {
              done.accept(false);
            } else {
              conversations.talk(contact, addresses.get(0), done);
            }
          });
    }
  }
}
