// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.linux.Station;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A device of others at its place on a bench: two scripts give it its power and take it away. It
 * lives in namespaces of its own that go with its power.
 */
record SuppliedDevice(Station station, Path home) {

  /**
   * Lays it out, without power.
   *
   * @param files what it has on its disk, by the names of our files for it
   * @param program what it runs
   */
  static SuppliedDevice at(Station station, Path home, List<String> files, String program)
      throws IOException {
    for (String file : files) {
      Parts.copy(station.name() + "/" + file, home);
    }
    Parts.copy("boot", home);
    Parts.copy("lease", home);
    SuppliedDevice device = new SuppliedDevice(station, home);
    Parts.script(
        device.on(),
        """
        cd %1$s
        [ -e pid ] && exit 0
        unshare --net --mount --pid --fork --kill-child --mount-proc \\
          sh ./boot %2$s %1$s %3$s >>device.log 2>&1 </dev/null &
        echo $! > pid
        """
            .formatted(home, station.name(), program));
    Parts.script(
        device.off(),
        """
        cd %1$s
        [ -e pid ] || exit 0
        pid=$(cat pid)
        nsenter --net=/proc/$pid/ns/net ip link set eth0 netns %2$s
        kill -9 $pid
        rm pid
        """
            .formatted(home, station.name()));
    return device;
  }

  Path on() {
    return home.resolve("on");
  }

  Path off() {
    return home.resolve("off");
  }

  boolean hasPower() {
    return Files.exists(home.resolve("pid"));
  }
}
