// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.lab.AddressRegistry;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.PlainText;
import dev.trimunit.reports.data.RunData;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose the bare addresses of a run are, if {@code trimunit.owners} names a registry: asked once,
 * when all is over. Whatever the registry does, the reports are written; an owner that stays
 * unknown says why.
 */
final class BareAddresses {
  static final String PROPERTY = "trimunit.owners";

  private static final String NONE = "none";

  private final List<AddressRegistry> registries;
  private final PrintStream out;

  BareAddresses(List<AddressRegistry> registries, PrintStream out) {
    this.registries = registries;
    this.out = out;
  }

  /** The run with the owners that the registry knows. */
  RunData withOwners(RunData run) {
    String wanted = run.settings().getOrDefault(PROPERTY, NONE).strip();
    Set<IpAddress> addresses = addresses(run);
    if (wanted.isEmpty() || wanted.equals(NONE) || addresses.isEmpty()) {
      return run;
    }
    return registries.stream()
        .filter(registry -> registry.key().equals(wanted))
        .findFirst()
        .map(registry -> asked(run, registry, addresses))
        .orElseGet(
            () -> {
              out.println(
                  "Owners of bare addresses stay unknown: there is no %s=%s, only %s."
                      .formatted(PROPERTY, PlainText.line(wanted), known()));
              return run;
            });
  }

  private String known() {
    return NONE
        + registries.stream()
            .map(registry -> ", " + registry.key())
            .sorted()
            .collect(Collectors.joining());
  }

  private static Set<IpAddress> addresses(RunData run) {
    Set<IpAddress> addresses = new TreeSet<>();
    for (DeviceData device : run.devices()) {
      for (Destination destination : device.parties().keySet()) {
        if (destination.host() instanceof IpAddress address) {
          addresses.add(address);
        }
      }
    }
    return addresses;
  }

  private RunData asked(RunData run, AddressRegistry registry, Set<IpAddress> addresses) {
    Map<IpAddress, String> names = Map.of();
    try {
      names = registry.owners(addresses, run.settings());
    } catch (RuntimeException e) {
      out.println(
          "Owners of bare addresses stay unknown: %s cannot be asked (%s)."
              .formatted(registry.key(), PlainText.line(String.valueOf(e.getMessage()))));
    }
    Map<IpAddress, String> known = names;
    return run.withDevices(device -> device.withOwners(owners(device, registry.key(), known)));
  }

  private static Map<Destination, Owner> owners(
      DeviceData device, String registry, Map<IpAddress, String> names) {
    Map<Destination, Owner> owners = new HashMap<>(device.owners());
    for (Destination destination : device.parties().keySet()) {
      if (destination.host() instanceof IpAddress address) {
        owners.put(
            destination, owner(device.owner(destination), address, registry, names.get(address)));
      }
    }
    return owners;
  }

  /** Party data are about who runs it, a registry about who holds the address: the first wins. */
  private static Owner owner(
      Owner owner, IpAddress address, String registry, @Nullable String name) {
    if (name == null) {
      return owner.and(
          owner.organisation(), "who holds %s is not known by %s".formatted(address, registry));
    }
    String holder = PlainText.line(name);
    String organisation = owner.organisation().isEmpty() ? holder : owner.organisation();
    return owner.and(
        organisation, "%s is registered for %s (%s)".formatted(address, holder, registry));
  }
}
