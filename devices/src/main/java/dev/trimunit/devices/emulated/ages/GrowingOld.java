// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.LifeModel;
import dev.trimunit.devices.life.Certificates;
import dev.trimunit.engine.model.DnsName;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What device files say of growing old. */
public final class GrowingOld {
  private GrowingOld() {}

  /** Whether anything about it changes while days pass. */
  public static boolean old(DeviceModel model) {
    return !model.life().equals(LifeModel.PLAIN)
        || model.app().setsClock()
        || model.contacts().values().stream()
            .anyMatch(contact -> !contact.timeUse().equals(LifeModel.TimeUse.NONE))
        || model.functionalities().values().stream().anyMatch(f -> f.daily() != null);
  }

  /** The servers whose dates a device checks, with what files say of their certificates. */
  public static Certificates certificates(Collection<DeviceModel> models) {
    Map<DnsName, LifeModel.Certificate> all = new LinkedHashMap<>();
    models.forEach(model -> model.life().certificates().forEach(all::putIfAbsent));
    return new Certificates(all);
  }

  /** The servers whose dates some device checks. */
  public static Set<DnsName> checked(Collection<DeviceModel> models) {
    return models.stream()
        .flatMap(model -> model.contacts().values().stream())
        .filter(contact -> contact.timeUse().checksDates())
        .flatMap(contact -> contact.host() instanceof DnsName name ? Stream.of(name) : Stream.of())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many contacts it makes a day of its own accord. */
  public static double contactsADay(DeviceModel model) {
    return model.contacts().values().stream()
        .map(contact -> contact.timing().every())
        .filter(every -> every != null)
        .mapToDouble(every -> (double) Duration.ofDays(1).toMillis() / every.toMillis())
        .sum();
  }
}
