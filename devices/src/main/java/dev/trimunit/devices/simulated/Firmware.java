// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.LifeModel;
import dev.trimunit.engine.model.DeviceTimer.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a device runs, and what its maker's servers offer it. It survives the loss of power. */
final class Firmware {
  /** From when a new version is loaded until the device restarts with it. */
  private static final Duration INSTALLS = Duration.ofMinutes(1);

  private final List<LifeModel.Firmware> versions;
  private final Map<String, ContactModel> ofEvery;
  private final DeviceTime time;
  private final Timers timers;
  private int runs;
  private Instant since;
  private Map<String, ContactModel> contacts;
  private Runnable restarts = () -> {};

  Firmware(DeviceModel model, DeviceTime time, Timers timers) {
    this.versions = model.life().firmware();
    this.ofEvery = model.contacts();
    this.time = time;
    this.timers = timers;
    this.since = time.now();
    this.contacts = contactsOf(0);
    for (LifeModel.Firmware version : versions) {
      LifeModel.Offer offer = version.offer();
      if (offer != null) {
        timers.know(Kind.OFFER, offer.version());
        timers.know(Kind.UPDATE, offer.version());
      }
    }
    timers.onHold(this::awaited, Kind.OFFER);
  }

  /** The version that the device should have asked for by now, if it asks by itself at all. */
  private Optional<String> awaited() {
    LifeModel.Offer offer = versions.isEmpty() ? null : versions.get(runs).offer();
    ContactModel via = offer == null ? null : contacts.get(offer.via());
    if (offer == null || via == null) {
      return Optional.empty();
    }
    Duration every = via.timing().every();
    Duration period = every == null ? Duration.ZERO : every.multipliedBy(2);
    return time.now().isBefore(since.plus(offer.after()).plus(period))
        ? Optional.empty()
        : Optional.of(offer.version());
  }

  private Map<String, ContactModel> contactsOf(int version) {
    Map<String, ContactModel> all = new LinkedHashMap<>(ofEvery);
    if (version < versions.size()) {
      all.putAll(versions.get(version).contacts());
    }
    return all;
  }

  /** Hears when the device restarts with another version. */
  void onRestart(Runnable hears) {
    restarts = hears;
  }

  /** Its version; empty if the file does not say. */
  String version() {
    return versions.isEmpty() ? "" : versions.get(runs).version();
  }

  /** What it contacts, by id. */
  Map<String, ContactModel> contacts() {
    return contacts;
  }

  /** Whether servers have a newer version for the device that asks them so. */
  boolean isOffered(ContactModel contact) {
    return offered(contact) != null;
  }

  private LifeModel.@Nullable Offer offered(ContactModel contact) {
    LifeModel.Offer offer = versions.isEmpty() ? null : versions.get(runs).offer();
    return offer != null
            && offer.via().equals(contact.id())
            && !time.now().isBefore(since.plus(offer.after()))
        ? offer
        : null;
  }

  /** The device asks, whatever becomes of it. */
  void asks(ContactModel contact) {
    LifeModel.Offer offer = offered(contact);
    if (offer != null) {
      timers.elapsed(Kind.OFFER, offer.version());
    }
  }

  /** The device was answered; what it was offered is loaded. */
  void answered(ContactModel contact) {
    LifeModel.Offer offer = offered(contact);
    if (offer != null) {
      time.after(INSTALLS, () -> install(offer.version()));
    }
  }

  private void install(String version) {
    if (!version.equals(version())) {
      runs = versions.stream().map(LifeModel.Firmware::version).toList().indexOf(version);
      since = time.now();
      contacts = contactsOf(runs);
      timers.elapsed(Kind.UPDATE, version);
      restarts.run();
    }
  }
}
