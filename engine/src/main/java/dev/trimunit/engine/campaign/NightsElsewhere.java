// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Nights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a campaign may start from: the device with other firmware, devices that are like it. */
public final class NightsElsewhere {
  /** The device's own accepted behaviour. */
  private static final String OWN = "accepted";

  private NightsElsewhere() {}

  /**
   * What is accepted of each source; the device is no source of itself but by its own word.
   *
   * @param words {@code accepted}, or ids of devices
   * @throws LabException if nothing is accepted of a device that is named
   */
  public static List<Nights> of(
      Device device, List<String> words, Function<Device, Optional<Nights>> accepted) {
    List<Nights> sources = new ArrayList<>();
    for (String word : words) {
      boolean own = word.equals(OWN);
      Optional<Nights> known =
          own
              ? accepted.apply(device)
              : Device.isId(word)
                  ? accepted.apply(new Device(word, word, "", "", "", "", ""))
                  : Optional.empty();
      if (known.isEmpty() && !own) {
        throw new LabException(
            "trimunit.known=%1$s: nothing is accepted of a device '%1$s'. Name devices that have a file accepted/<id>.yaml, or 'accepted' for the device's own"
                .formatted(word));
      }
      known.filter(found -> own || !word.equals(device.id())).ifPresent(sources::add);
    }
    return sources;
  }
}
