// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a run needs of this machine itself: the time, and room for what devices send. */
final class HostChecks {
  /** What a day of a talkative camera took. */
  private static final long ENOUGH_OCTETS = 1L << 30;

  /** In what chronyc prints for programs. */
  private static final int LEAP = 13;

  private HostChecks() {}

  /**
   * Whether the clock is kept: certificates, tokens and the times in captures depend on it, and a
   * trial in which it is set is void.
   */
  static BenchLine clock(String place) {
    return chrony()
        .or(HostChecks::systemd)
        .map(
            kept ->
                kept.good()
                    ? BenchLine.good(place, "the clock is kept by " + kept.by())
                    : BenchLine.missing(
                        place,
                        "the clock is not synchronised, says %s: look whether its servers are reached ('chronyc sources' or 'timedatectl timesync-status'), and wait until one is chosen"
                            .formatted(kept.by())))
        .orElseGet(
            () ->
                BenchLine.unknown(
                    place,
                    "whether the clock is right cannot be told, as neither chronyd nor systemd-timesyncd answers: apt install chrony"));
  }

  private record Kept(boolean good, String by) {}

  private static Optional<Kept> chrony() {
    return said(List.of("chronyc", "-n", "-c", "tracking"))
        .map(text -> text.split(",", -1))
        .filter(fields -> fields.length > LEAP)
        .map(fields -> new Kept(!fields[LEAP].startsWith("Not"), "chronyd"));
  }

  private static Optional<Kept> systemd() {
    return said(List.of("timedatectl", "show", "--property=NTPSynchronized", "--value"))
        .filter(text -> text.equals("yes") || text.equals("no"))
        .map(text -> new Kept(text.equals("yes"), "systemd"));
  }

  /** What a program says that this machine need not have. */
  private static Optional<String> said(List<String> command) {
    if (!Program.missing(command.subList(0, 1)).isEmpty()) {
      return Optional.empty();
    }
    try {
      Program.Result result = Program.attempt(command, "");
      return result.exit() == 0 ? Optional.of(result.out().strip()) : Optional.empty();
    } catch (LabFault e) {
      return Optional.empty(); // it does not answer
    }
  }

  /**
   * Whether there is room for captures and screenshots.
   *
   * @param folder where the run writes, which need not be there yet
   */
  static BenchLine disk(String place, Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      FileStore disk = Files.getFileStore(there);
      long free = disk.getUsableSpace();
      return free >= ENOUGH_OCTETS
          ? BenchLine.good(place, "%s has %,d MiB free".formatted(there, free >> 20))
          : BenchLine.missing(
              place,
              "%s has only %,d MiB free, and a run may write %,d MiB of captures and screenshots: delete old results, or write elsewhere ('trimunit.output')"
                  .formatted(there, free >> 20, ENOUGH_OCTETS >> 20));
    } catch (IOException e) {
      return BenchLine.missing(place, "%s cannot be written: %s".formatted(there, e));
    }
  }
}
