// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One device with what surrounds it.
 *
 * @implNote a bundle of ports rather than a port
 */
public interface Bench {
  /** The device. */
  Device device();

  /** Its supply. */
  PowerControl power();

  /** What stands between it and the Internet. */
  Gateway gateway();

  /** The tap on its traffic. */
  Capture capture();

  /** Its companion app on the phone at a vantage. */
  CompanionApp app(Vantage vantage);

  /** The lab's time. */
  LabClock clock();

  /** How long the device needs from power to readiness. */
  Duration startUp();

  /**
   * Names of what this device shares with others and needs while it is used from a vantage, for
   * example a phone. A trial holds them only that long.
   */
  default Set<String> shared(Vantage vantage) {
    return Set.of();
  }

  /** How many there are of what {@link #shared} names: so many devices may use it at once. */
  default int capacity(String shared) {
    return 1;
  }

  /**
   * What the lab has learnt about the device while it was used, a sentence for people; asked when
   * all its trials are over.
   */
  default Optional<String> learnt() {
    return Optional.empty();
  }

  /**
   * Whether the device is another unit in each run, as one that a model makes: what can be done
   * once on a unit can be done again.
   */
  default boolean isRenewed() {
    return false;
  }

  /** Why no picture can be taken of it, and what to do; empty if a camera looks at it. */
  default Optional<String> withoutPictures() {
    return Optional.of(
        "no camera looks at a device of this lab. Run it on the physical lab (trimunit.lab=physical), whose bench file names the command that takes a picture (docs/bench.md)");
  }

  /** What is known of the device's inside, and of its maker's servers; a lab of models has it. */
  default Optional<Insight> insight() {
    return Optional.empty();
  }

  /** Whether one trial may use both vantages: there are phones for both at the same time. */
  default boolean vantagesTogether() {
    return false;
  }

  /**
   * The units of the device that run trials at once, this one first: of one model and firmware,
   * each with its own supply, gateway, phones and, where time is virtual, time. Who runs a
   * destination, and what is shared, is the same for all of them.
   */
  default List<Bench> units() {
    return List.of(this);
  }

  /** Who runs a destination of this device. */
  Party party(Destination destination);

  /** What {@link #party} goes by, each as written, with who that is; empty if by nothing. */
  default Map<DestinationPattern, Party> parties() {
    return Map.of();
  }

  /** What destinations are for, each pattern as written, as far as somebody says so. */
  default Map<DestinationPattern, Purpose> purposes() {
    return Map.of();
  }

  /** To whom a destination belongs; reports group by it. */
  default Owner owner(Destination destination) {
    return Owner.unknown(destination);
  }
}
