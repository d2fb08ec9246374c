// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.LifeModel;
import dev.trimunit.devices.files.Need;
import dev.trimunit.devices.life.Certificates;
import dev.trimunit.devices.life.DeviceClock;
import dev.trimunit.devices.life.Tokens;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DeviceTimer.Kind;
import dev.trimunit.engine.model.DnsName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What happens to a device while days pass: its clock, address, logins, and its servers' dates. */
final class DeviceLife {
  /** A login that could not be renewed is tried again after this. */
  private static final Duration AGAIN = Duration.ofHours(1);

  /** A device does not notice that its clock was corrected by less. */
  private static final Duration NOTICED = Duration.ofSeconds(1);

  private final LifeModel model;
  private final DeviceTime time;
  private final LocalNetwork network;
  private final DeviceClock clock;
  private final Certificates certificates;
  private final Map<DnsName, Long> shown = new HashMap<>();
  private final Tokens tokens;
  private final Timers timers;
  private final Firmware firmware;
  private Runnable corrected = () -> {};

  DeviceLife(DeviceModel model, DeviceTime time, LocalNetwork network, Timers timers) {
    this.model = model.life();
    this.time = time;
    this.network = network;
    this.timers = timers;
    this.clock = new DeviceClock(this.model.clock(), time::now);
    this.certificates = new Certificates(this.model.certificates());
    this.tokens = new Tokens(this.model.tokens(), time::now);
    this.firmware = new Firmware(model, time, timers);
    know(model);
    if (this.model.clock() != null) {
      timers.onClock(clock::ahead);
    }
  }

  private void know(DeviceModel device) {
    if (model.lease() != null) {
      timers.know(Kind.LEASE, "");
    }
    model.tokens().keySet().forEach(id -> timers.know(Kind.TOKEN, id));
    model.certificates().keySet().forEach(host -> timers.know(Kind.CERTIFICATE, host.text()));
    model.contacts(device.contacts()).stream()
        .filter(contact -> contact.timing().every() != null)
        .forEach(contact -> timers.know(Kind.CONTACT, destination(contact)));
  }

  DeviceClock clock() {
    return clock;
  }

  Firmware firmware() {
    return firmware;
  }

  /** Hears when the clock was put right, or wrong. */
  void onCorrection(Runnable hears) {
    corrected = hears;
  }

  /** The device is in its network. */
  void joined(BiConsumer<String, Consumer<Boolean>> contact) {
    LifeModel.Lease lease = model.lease();
    if (lease != null) {
      time.after(lease.renews(), () -> renew(lease));
    }
    model.tokens().keySet().forEach(id -> planRefresh(id, tokens.untilRefresh(id), contact));
  }

  private void renew(LifeModel.Lease lease) {
    timers.elapsed(Kind.LEASE, "");
    network.renew();
    time.after(lease.renews(), () -> renew(lease));
  }

  private void planRefresh(
      String id, Duration delay, BiConsumer<String, Consumer<Boolean>> contact) {
    time.after(delay, () -> refresh(id, contact));
  }

  private void refresh(String id, BiConsumer<String, Consumer<Boolean>> contact) {
    Duration left = tokens.untilRefresh(id);
    LifeModel.Token token = model.tokens().get(id);
    if (!left.isZero() || token == null) {
      planRefresh(id, left, contact);
      return;
    }
    timers.elapsed(Kind.TOKEN, id);
    contact.accept(
        token.from(), done -> planRefresh(id, done ? tokens.untilRefresh(id) : AGAIN, contact));
  }

  /** The device contacts something again of its own accord. */
  void again(ContactModel contact) {
    timers.elapsed(Kind.CONTACT, destination(contact));
  }

  private static String destination(ContactModel contact) {
    return new Destination(contact.host(), contact.transport(), contact.port()).toString();
  }

  /** Whether a condition over clocks and logins holds; others are not its business. */
  boolean holds(Need need) {
    if (need instanceof Need.Clock right) {
      return clock.ahead().abs().compareTo(right.within()) <= 0;
    }
    return need instanceof Need.Token token && tokens.isValid(token.id());
  }

  /** A server shows its certificate; whether the device goes on. */
  boolean accepts(ContactModel contact) {
    if (!(contact.host() instanceof DnsName host)) {
      return true;
    }
    long number = certificates.number(host, time.now());
    Long before = shown.put(host, number);
    if (model.certificates().containsKey(host) && before != null && number > before) {
      timers.elapsed(Kind.CERTIFICATE, host.text());
    }
    return !contact.timeUse().checksDates() || certificates.isValid(host, time.now(), clock.now());
  }

  /**
   * A contact was answered.
   *
   * @param told the time that the answer tells
   */
  void answered(ContactModel contact, Instant told) {
    LifeModel.TimeUse use = contact.timeUse();
    if (use.sets()) {
      Duration wrong = Duration.between(clock.now(), told).abs();
      if (wrong.compareTo(use.within()) >= 0) {
        set(told);
      }
    }
    tokens.answered(contact.id());
    firmware.answered(contact);
  }

  /** Somebody tells the device what the time is. */
  void set(Instant told) {
    boolean notices = Duration.between(clock.now(), told).abs().compareTo(NOTICED) >= 0;
    clock.set(told);
    if (notices) {
      corrected.run();
    }
  }
}
