// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.ContactModel.AppProtocol;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.FunctionalityModel;
import dev.trimunit.devices.files.Need;
import dev.trimunit.devices.files.Timing;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A device that lives as its model says. */
final class ModelledDevice {
  private final DeviceModel model;
  private final DeviceTime time;
  private final LocalNetwork network;
  private final Resolver resolver;
  private final Conversations conversations;

  /** The contacts that were answered since power returned. */
  private final Set<String> answered = new HashSet<>();

  private boolean online;
  private int boots;

  ModelledDevice(
      DeviceModel model,
      DeviceTime time,
      LocalNetwork network,
      Resolver resolver,
      Conversations conversations) {
    this.model = model;
    this.time = time;
    this.network = network;
    this.resolver = resolver;
    this.conversations = conversations;
  }

  boolean online() {
    return online;
  }

  void powerOn() {
    if (!time.powered()) {
      time.powerOn();
      boots++;
      time.after(time.dice().around(model.boot(), 0.1), () -> network.join(this::live));
    }
  }

  void powerOff() {
    time.powerOff();
    online = false;
    answered.clear();
    resolver.forget();
    conversations.forget();
  }

  private void live() {
    online = true;
    model.contacts().keySet().forEach(id -> plan(model(id)));
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
    Duration every = contact.timing().every();
    if (every != null) {
      time.after(time.dice().around(every, contact.timing().jitter()), () -> recur(contact));
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
    evaluate(
        use.needs(),
        held ->
            time.after(
                time.dice().around(functionality.latency(), 0.2),
                () -> done.accept(held && !flaky)));
  }

  private void evaluate(Need need, Consumer<Boolean> done) {
    if (need instanceof Need.Contact single) {
      need(model(single.id()), done);
    } else if (need instanceof Need.All all) {
      Countdown parts = new Countdown(all.parts().size(), done);
      all.parts().forEach(part -> evaluate(part, parts::count));
    } else if (need instanceof Need.Any any) {
      firstOf(any.parts(), 0, done);
    } else if (need instanceof Need.Resolution resolution) {
      ContactModel contact = model(resolution.id());
      Consumer<Boolean> told = resolved -> done.accept(resolved == resolution.resolved());
      if (contact.host() instanceof DnsName name) {
        resolver.isResolved(contact, name, told);
      } else {
        told.accept(true);
      }
    }
  }

  private void need(ContactModel contact, Consumer<Boolean> done) {
    if (contact.timing().atBoot()) {
      done.accept(answered.contains(contact.id()));
    } else {
      contact(contact, done);
    }
  }

  private void firstOf(List<Need> parts, int index, Consumer<Boolean> done) {
    if (index == parts.size()) {
      done.accept(false);
      return;
    }
    evaluate(
        parts.get(index),
        held -> {
          if (held) {
            done.accept(true);
          } else {
            firstOf(parts, index + 1, done);
          }
        });
  }

  private ContactModel model(String id) {
    return java.util.Objects.requireNonNull(model.contacts().get(id)).at(boots);
  }

  /** One contact; what it comes after is asked first if that was not answered yet. */
  private void contact(ContactModel contact, Consumer<Boolean> done) {
    String awaited = contact.timing().follows();
    if (awaited == null || answered.contains(awaited)) {
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
      model.contacts().values().stream()
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
