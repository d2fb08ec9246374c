// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Many devices for sizes and times. */
public final class GeneratedDevices {
  private GeneratedDevices() {}

  /**
   * Device {@code i} contacts {@code destinations} hosts; every third is needed by both
   * functionalities.
   */
  public static List<SampleDevice> of(int devices, int destinations) {
    List<SampleDevice> all = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      SampleDevice device =
          new SampleDevice("device-%03d".formatted(i), "Generated device " + i, "device");
      List<String> required = new ArrayList<>();
      for (int d = 0; d < destinations; d++) {
        boolean shared = d % 4 == 0;
        String host = (shared ? "shared" : "device-" + i) + "-host-" + d + ".vendor.example";
        String destination =
            host + (d % 3 == 0 ? ":443/tcp" : d % 3 == 1 ? ":123/udp" : ":8883/tcp");
        device.contacts(destination, Party.values()[d % 4]);
        if (d % 3 == 0) {
          required.add(destination);
        }
      }
      String[] needs = required.toArray(String[]::new);
      device.needs("switching on", Set.of(Vantage.LAN, Vantage.WAN), needs);
      device.needs("watching", Set.of(Vantage.LAN), needs);
      all.add(device);
    }
    return all;
  }
}
