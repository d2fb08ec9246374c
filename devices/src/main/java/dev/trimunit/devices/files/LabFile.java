// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A lab as its file has it.
 *
 * @param faults how often each operation of the lab fails, 0 to 1
 * @param outages when the Internet's servers are silent
 * @param phones how many phones all devices share; 0 if each has its own, one for each vantage
 * @param shared what else devices share
 * @param units the devices of which there are several
 */
public record LabFile(
    Map<Operation, Double> faults,
    List<Outage> outages,
    int phones,
    List<Shared> shared,
    List<DeviceUnits> units) {
  private static final String PHONE = "phone";

  /** A lab without faults and outages. */
  public static final LabFile DEFAULT = new LabFile(Map.of(), List.of());

  public LabFile {
    Map<Operation, Double> copy = new EnumMap<>(Operation.class);
    copy.putAll(faults);
    faults = Collections.unmodifiableMap(copy);
    outages = List.copyOf(outages);
    shared = List.copyOf(shared);
    units = List.copyOf(units);
  }

  /** With a phone for each vantage of each device. */
  public LabFile(Map<Operation, Double> faults, List<Outage> outages) {
    this(faults, outages, 0, List.of(), List.of());
  }

  /** Names of what a device shares with others while it is used from a vantage. */
  public Set<String> shared(String device, Vantage vantage) {
    Set<String> names = new TreeSet<>(phones == 0 ? Set.of() : Set.of(PHONE));
    shared.stream()
        .filter(thing -> thing.isOf(device, vantage))
        .forEach(thing -> names.add(thing.name()));
    return names;
  }

  /** How many there are of something shared. */
  public int capacity(String name) {
    return name.equals(PHONE)
        ? Math.max(1, phones)
        : shared.stream()
            .filter(thing -> thing.name().equals(name))
            .mapToInt(Shared::count)
            .findFirst()
            .orElse(1);
  }

  /** How many units there are of a device. */
  public int count(String device) {
    return units(device).count();
  }

  /** How one of the units of a device behaves, by number from 1. */
  public DeviceModel model(String device, DeviceModel model, int unit) {
    return units(device).model(model, unit);
  }

  private DeviceUnits units(String device) {
    return DeviceUnits.of(device, units);
  }

  /** Whether a trial may use both vantages: a phone does not change its network in a trial. */
  public boolean vantagesTogether() {
    return phones != 1;
  }

  /**
   * Something that devices share.
   *
   * @param name what it is, for people
   * @param count so many devices may use it at once
   * @param devices ids of the devices that use it; all, if there are none
   * @param vantages from where a use needs it; all, if there are none
   */
  public record Shared(String name, int count, List<String> devices, List<Vantage> vantages) {
    public Shared {
      devices = List.copyOf(devices);
      vantages = List.copyOf(vantages);
    }

    boolean isOf(String device, Vantage vantage) {
      return (devices.isEmpty() || devices.contains(device))
          && (vantages.isEmpty() || vantages.contains(vantage));
    }
  }

  /** What a lab does, and may fail to do. */
  public enum Operation {
    POWER,
    PHONE,
    CAPTURE,
    GATEWAY,
    CLOCK
  }

  /**
   * A time in which servers do not answer.
   *
   * @param hosts which
   * @param from when it begins, after the lab's start; null for a time that the seed decides
   * @param every how often it comes again; null if once
   * @param least how long it lasts at least
   * @param most how long it lasts at most
   */
  public record Outage(
      List<DestinationPattern> hosts,
      @Nullable Duration from,
      @Nullable Duration every,
      Duration least,
      Duration most) {
    public Outage {
      hosts = List.copyOf(hosts);
    }
  }
}
