// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.FunctionalityModel;
import dev.trimunit.devices.files.Need;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.model.Vantage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The way on which a device asks its cloud for orders: contacts that it has anyway, and needs for
 * what the orders ask of it. So whoever blocks the way breaks what goes over it, and nothing else.
 *
 * @param contacts tried in this order, the next one only if one fails
 * @param functionalities what is used over it
 */
record Route(List<ContactModel> contacts, List<String> functionalities) {
  Route {
    contacts = List.copyOf(contacts);
    functionalities = List.copyOf(functionalities);
  }

  /** A device's routes; none for what is only used in its own network. */
  static List<Route> of(DeviceModel model) {
    Map<List<ContactModel>, List<String>> routes = new LinkedHashMap<>();
    for (FunctionalityModel functionality : model.functionalities().values()) {
      FunctionalityModel.Use use = functionality.uses().get(Vantage.WAN);
      if (use != null) {
        routes
            .computeIfAbsent(way(model, use.needs()), way -> new ArrayList<>())
            .add(functionality.name());
      }
    }
    return routes.entrySet().stream()
        .map(entry -> new Route(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * A device whose orders could not reach it cannot be used from outside its network.
   *
   * @throws LabException that names the functionality
   */
  static void requireEach(String device, DeviceModel model) {
    for (Route route : of(model)) {
      if (route.contacts().isEmpty()) {
        throw new LabException(
            "devices/%s.yaml: over WAN '%s' needs no TCP contact, so its cloud has no way to tell the device: give it one, or choose another lab by trimunit.lab"
                .formatted(device, String.join("', '", route.functionalities())));
      }
      route.contacts().stream()
          .filter(contact -> contact.timing().follows() != null)
          .forEach(contact -> refuseFollower(device, route, contact));
    }
  }

  /** The servers of the emulated Internet know a contact by the name in the file. */
  static void requireFixedNames(String device, DeviceModel model) {
    model.contacts().values().stream()
        .filter(contact -> contact.names().isPresent())
        .findFirst()
        .ifPresent(
            contact -> {
              throw new LabException(
                  "devices/%s.yaml: contact '%s' has a name that changes at boot, which the emulated lab cannot do: leave it out, or choose another lab by trimunit.lab"
                      .formatted(device, contact.id()));
            });
  }

  /** The way is held open from the start, so nothing that comes later can be it. */
  private static void refuseFollower(String device, Route route, ContactModel contact) {
    throw new LabException(
        "devices/%s.yaml: over WAN '%s' is told the device through '%s', which has 'after: %s'; the emulated lab keeps that way open from the start: give 'after' a duration, or choose another lab by trimunit.lab"
            .formatted(
                device,
                String.join("', '", route.functionalities()),
                contact.id(),
                contact.timing().follows()));
  }

  private static List<ContactModel> way(DeviceModel model, Need need) {
    if (need instanceof Need.Contact single) {
      return contact(model, single.id()).toList();
    }
    if (need instanceof Need.All all) {
      List<List<ContactModel>> ways =
          all.parts().stream().map(part -> way(model, part)).filter(w -> !w.isEmpty()).toList();
      return ways.stream()
          .filter(way -> way.get(0).timing().after() != null)
          .findFirst()
          .or(() -> ways.stream().findFirst())
          .orElse(List.of());
    }
    if (!(need instanceof Need.Any any)) {
      return List.of(); // A name that must resolve, or must not, carries nothing.
    }
    return any.parts().stream().flatMap(part -> way(model, part).stream()).distinct().toList();
  }

  /** A contact and what stands in for it; only what carries a connection, and is used later on. */
  private static Stream<ContactModel> contact(DeviceModel model, String id) {
    ContactModel contact = Objects.requireNonNull(model.contacts().get(id));
    Stream<ContactModel> itself =
        contact.transport().equals(Transport.TCP) && !contact.timing().atBoot()
            ? Stream.of(contact)
            : Stream.empty();
    return Stream.concat(
        itself, contact.persistence().fallbacks().stream().flatMap(next -> contact(model, next)));
  }
}
