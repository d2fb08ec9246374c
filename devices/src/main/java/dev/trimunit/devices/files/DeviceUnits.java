// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Vantage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Units of one device that run trials at once.
 *
 * @param device the device's id
 * @param count how many there are
 * @param deviating those that are not like the others
 */
public record DeviceUnits(String device, int count, List<Deviating> deviating) {
  /** So many a lab may list of one device. */
  public static final int MOST = 16;

  /** No id of a device has spaces. */
  private static final String UNIT = " unit ";

  public DeviceUnits {
    deviating = List.copyOf(deviating);
  }

  /**
   * A unit that needs more than the others do, whatever it is used for.
   *
   * @param unit its number, from 1
   * @param needs ids of contacts of the device's model
   */
  public record Deviating(int unit, List<String> needs) {
    public Deviating {
      needs = List.copyOf(needs);
    }
  }

  /** What a unit is called where each has a place of its own: the first as the device is. */
  public static String name(String device, int unit) {
    return unit == 1 ? device : device + UNIT + unit;
  }

  /** Of which device a unit of that name is. */
  public static String device(String name) {
    int end = name.indexOf(UNIT);
    return end < 0 ? name : name.substring(0, end);
  }

  /** Which of a device's units is called so. */
  public static int number(String name) {
    int end = name.indexOf(UNIT);
    return end < 0 ? 1 : Integer.parseInt(name.substring(end + UNIT.length()));
  }

  /** Those of a device among those that a lab lists; one that is like any, if it lists none. */
  public static DeviceUnits of(String device, List<DeviceUnits> listed) {
    return listed.stream()
        .filter(some -> some.device().equals(device))
        .findFirst()
        .orElseGet(() -> new DeviceUnits(device, 1, List.of()));
  }

  /** What one of the units needs besides what the others do: ids of contacts. */
  public List<String> needs(int unit) {
    return deviating.stream()
        .filter(odd -> odd.unit() == unit)
        .flatMap(odd -> odd.needs().stream())
        .toList();
  }

  /**
   * How one of the units behaves.
   *
   * @throws LabException if it is to need what the device does not contact
   */
  public DeviceModel model(DeviceModel all, int unit) {
    return needing(device, all, needs(unit));
  }

  /**
   * How a device behaves that needs more contacts, whatever it is used for.
   *
   * @throws LabException if the device has no such contact
   */
  public static DeviceModel needing(String device, DeviceModel all, List<String> ids) {
    List<Need> more = new ArrayList<>();
    ids.forEach(id -> more.add(new Need.Contact(known(device, id, all))));
    if (more.isEmpty()) {
      return all;
    }
    Map<String, FunctionalityModel> functionalities = new LinkedHashMap<>();
    all.functionalities().forEach((name, model) -> functionalities.put(name, with(model, more)));
    return new DeviceModel(
        all.boot(),
        all.ipv6(),
        all.names(),
        all.contacts(),
        functionalities,
        all.app(),
        all.life());
  }

  private static String known(String device, String id, DeviceModel all) {
    if (!all.contacts().containsKey(id)) {
      throw new LabException(
          "A unit of %s is to need '%s', which is no contact of the device's model%s"
              .formatted(device, id, NearMisses.of(id, all.contacts().keySet())));
    }
    return id;
  }

  private static FunctionalityModel with(FunctionalityModel model, List<Need> more) {
    Map<Vantage, FunctionalityModel.Use> uses = new EnumMap<>(Vantage.class);
    model
        .uses()
        .forEach(
            (vantage, use) -> {
              List<Need> needs = new ArrayList<>(List.of(use.needs()));
              needs.addAll(more);
              uses.put(vantage, new FunctionalityModel.Use(new Need.All(needs), use.also()));
            });
    return new FunctionalityModel(
        model.name(), model.flakiness(), model.latency(), model.patience(), uses, model.daily());
  }
}
