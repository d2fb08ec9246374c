// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.life.Certificates;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.DnsName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The time that all devices share that grow old, and the servers with them. It begins with 2026, as
 * in the simulated lab.
 *
 * @param folder of the files that say so
 * @param time null if no device grows old, or nobody could tell servers
 * @param turns whose trial it is
 * @param authority whom devices trust that check dates; empty if none does, or nobody could sign
 * @param fake tells servers; empty if the machine lacks what does
 */
public record AgedTime(
    Path folder,
    @Nullable SharedTime time,
    Turns turns,
    Optional<FakeTime> fake,
    Optional<Authority> authority) {
  /** The folder of whom devices trust, below that of the time. */
  public static final String AUTHORITY = "authority";

  private static final String OPENSSL = "openssl";

  /** Begins one for the devices of a run. */
  public static AgedTime begin(Path folder, Collection<DeviceModel> models) {
    Optional<FakeTime> fake = FakeTime.find();
    boolean wanted = fake.isPresent() && models.stream().anyMatch(GrowingOld::old);
    if (!wanted) {
      return new AgedTime(folder, null, new Turns(), fake, Optional.empty());
    }
    SharedTime time = fresh(folder);
    Set<DnsName> checked = GrowingOld.checked(models);
    boolean signs = !checked.isEmpty() && Program.missing(List.of(OPENSSL)).isEmpty();
    Optional<Authority> authority =
        signs
            ? Optional.of(
                Authority.make(folder.resolve(AUTHORITY), GrowingOld.certificates(models), checked))
            : Optional.empty();
    authority.ifPresent(
        one -> {
          one.renew(Certificates.FIRST);
          time.onSkip(one::renew);
        });
    return new AgedTime(folder, time, new Turns(), fake, authority);
  }

  /** Nothing is left of the devices of an earlier run. */
  private static SharedTime fresh(Path folder) {
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> kept = Files.newDirectoryStream(folder, "kept-*")) {
        for (Path file : kept) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new LabException("The lab's time cannot be kept in " + folder, e);
    }
    Instant start = Certificates.FIRST;
    return SharedTime.begin(folder, start, InstantSource.system());
  }

  /**
   * Looks whether there is what a device needs that grows old.
   *
   * @throws LabException that says what is missing
   */
  public void require(String device, DeviceModel model) {
    if (fake.isEmpty()) {
      throw new LabException(
          "devices/%s.yaml has a clock, tokens or something else that changes while days pass, and this machine lacks libfaketime. Run devices/install-lab."
              .formatted(device));
    }
    if (authority.isEmpty() && !GrowingOld.checked(List.of(model)).isEmpty()) {
      throw new LabException(
          "devices/%s.yaml has 'checks: dates', and this machine lacks openssl. Run devices/install-lab."
              .formatted(device));
    }
  }

  /** A server's command, with the lab's time. */
  public List<String> follow(List<String> command) {
    return time == null ? command : fake.orElseThrow().follow(time, command);
  }

  /**
   * The clock of a device that grows old.
   *
   * @param lives lets it live until a moment; false if it has no power
   */
  public MappedClock clock(String id, DeviceModel model, Predicate<Instant> lives) {
    if (time == null) {
      throw new LabException("devices/" + id + ".yaml was not there when the lab was opened");
    }
    return new SkippingClock(
        id, time, turns, lives, GrowingOld.contactsADay(model), System::nanoTime);
  }
}
