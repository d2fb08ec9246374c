// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.party.Owners;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Purpose;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A device as its file has it.
 *
 * @param device what reports say about it
 * @param startUp how long it needs from power to readiness
 * @param parties who runs its destinations, by pattern
 * @param purposes what its destinations are for, by pattern, as far as somebody says so
 * @param app its companion app
 * @param model how it behaves in a simulated or emulated lab; empty if only labs with the real
 *     device may use the file
 */
public record DeviceFile(
    Device device,
    Duration startUp,
    Map<DestinationPattern, Party> parties,
    Map<DestinationPattern, Purpose> purposes,
    AppSpec app,
    Optional<DeviceModel> model) {
  public DeviceFile {
    parties = Collections.unmodifiableMap(new LinkedHashMap<>(parties));
    purposes = Collections.unmodifiableMap(new LinkedHashMap<>(purposes));
  }

  /** Why a lab without the real device cannot use it. */
  public LabException withoutModel() {
    return new LabException(
        DeviceFiles.path(device.id())
            + " has no section 'model', without which a simulated or emulated lab cannot say how"
            + " the device behaves. Write one (docs/device-files.md) or choose another lab by"
            + " trimunit.lab");
  }

  /** Who runs a destination: what the longest pattern that covers it says. */
  public Party party(Destination destination) {
    return pattern(parties.keySet(), destination).map(parties::get).orElse(Party.UNKNOWN);
  }

  private static Optional<DestinationPattern> pattern(
      Set<DestinationPattern> patterns, Destination destination) {
    return patterns.stream()
        .filter(pattern -> pattern.covers(destination))
        .max(Comparator.comparingInt(pattern -> pattern.toString().length()));
  }

  /** To whom a destination belongs, with the reasons. */
  public Owner owner(Destination destination) {
    String listed =
        pattern(parties.keySet(), destination)
            .map(by -> by + " is " + party(destination).word() + " party by the device's file")
            .orElse("the device's file does not say what party it is");
    Owner owner = Owners.of(destination, party(destination), device.manufacturer());
    String reason = owner.reason().isEmpty() ? listed : listed + "; " + owner.reason();
    return new Owner(owner.domain(), owner.organisation(), reason);
  }
}
