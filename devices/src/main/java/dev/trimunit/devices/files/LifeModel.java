// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.model.DnsName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes about a device, and about what its servers know of it, while days pass.
 *
 * @param clock its own clock; null if its time is always right
 * @param lease how it keeps its address; null if it never asks again
 * @param certificates of the servers whose dates it checks, by name
 * @param tokens what its servers know it by, by the file's word for it
 * @param firmware the versions of its firmware, the one that it runs at first before the others;
 *     empty if it has one only, of which the file says nothing
 * @param events what it is there to notice, by the file's word for it
 */
public record LifeModel(
    @Nullable Clock clock,
    @Nullable Lease lease,
    Map<DnsName, Certificate> certificates,
    Map<String, Token> tokens,
    List<Firmware> firmware,
    Map<String, Event> events) {
  /** A device to which nothing happens but what its contacts do. */
  public static final LifeModel PLAIN =
      new LifeModel(null, null, Map.of(), Map.of(), List.of(), Map.of());

  public LifeModel {
    certificates = Collections.unmodifiableMap(new LinkedHashMap<>(certificates));
    tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
    firmware = List.copyOf(firmware);
    events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
  }

  /** What a device contacts with any of its versions, beside what every version does. */
  public Collection<ContactModel> contacts(Map<String, ContactModel> ofEvery) {
    List<ContactModel> all = new ArrayList<>(ofEvery.values());
    firmware.forEach(version -> all.addAll(version.contacts().values()));
    return all;
  }

  /** What a device takes for the time when power returns. */
  public enum AtPowerOn {
    /** What it had saved last. */
    SAVED,
    /** The first of January 1970. */
    EPOCH,
    /** What its battery kept, for a while. */
    KEPT,
    /** When its firmware was built. */
    BUILD
  }

  /**
   * A device's own clock.
   *
   * @param runs by which share it gains while the device is awake; negative if it loses
   * @param asleep by which share it loses while the device sleeps, which it does whenever it is not
   *     talking; zero if it never sleeps
   * @param atPowerOn what it shows when power returns
   * @param kept how long its battery lasts
   * @param built when its firmware was built
   * @param saves how often the time is saved
   */
  public record Clock(
      double runs,
      double asleep,
      AtPowerOn atPowerOn,
      Duration kept,
      Instant built,
      Duration saves) {}

  /**
   * How a device keeps its address.
   *
   * @param renews how long after the last answer it asks again
   * @param ends how long the answer is good for
   */
  public record Lease(Duration renews, Duration ends) {}

  /**
   * The certificates of a server, one after the other. They are valid from an hour before they are
   * put into use.
   *
   * @param lasts how long each is valid from when it is put into use
   * @param renewed after which time the next one is put into use
   */
  public record Certificate(Duration lasts, Duration renewed) {}

  /**
   * What a server knows a device by. It survives the loss of power.
   *
   * @param from the contact that gets it, and a new one each time
   * @param lasts after which time the server takes it no more
   * @param refreshed how long after the last one the device gets a new one by itself
   */
  public record Token(String from, Duration lasts, Duration refreshed) {}

  /**
   * A version of a device's firmware. It survives the loss of power.
   *
   * @param version what people and specs call it
   * @param offer what its maker's servers offer a device that runs it; null if nothing
   * @param contacts what it contacts beside what every version does, or otherwise, by id
   */
  public record Firmware(
      String version, @Nullable Offer offer, Map<String, ContactModel> contacts) {
    public Firmware {
      contacts = Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
    }
  }

  /**
   * A newer version, and how a device comes to it.
   *
   * @param version which
   * @param after how long the device has to run the version before
   * @param via the contact that asks for it
   */
  public record Offer(String version, Duration after, String via) {}

  /**
   * Something that a device is there to notice, as smoke.
   *
   * @param does the functionality that it then performs, whose end is a notification on the phone
   * @param trigger how a person sets it off; for readers
   */
  public record Event(String does, String trigger) {}

  /**
   * What a device does by itself, once a day by its own clock.
   *
   * @param at when
   * @param shows the variable of the app that is on from then
   * @param lasts how long it stays on
   */
  public record Daily(LocalTime at, String shows, Duration lasts) {}

  /**
   * What a contact has to do with the time.
   *
   * @param sets whether its answer sets the device's clock
   * @param within how wrong the clock must be for that; zero for always
   * @param checksDates whether the device refuses servers whose certificate is not valid by its
   *     clock
   * @param holdsUpBoot whether the device does nothing else before it was answered
   */
  public record TimeUse(boolean sets, Duration within, boolean checksDates, boolean holdsUpBoot) {
    /** Nothing. */
    public static final TimeUse NONE = new TimeUse(false, Duration.ZERO, false, false);
  }
}
