// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Vantage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/**
 * A modelled device that has power: one process in its namespace, from power to loss of power. Its
 * owner's wishes come as lines {@code use WAN switching on}; it answers {@code worked} or {@code
 * failed}.
 */
public final class DeviceMain {
  static final String READY = "powered";
  static final String WORKED = "worked";
  static final String FAILED = "failed";
  static final String USE = "use";

  private DeviceMain() {}

  /**
   * @param arguments folder of device files, device id, resolver's address, file for what survives
   *     the loss of power, time scale, seed
   */
  public static void main(String[] arguments) throws IOException {
    DeviceModel model =
        new DeviceFiles(new ModelFolder(Path.of(arguments[0])))
            .read(arguments[1])
            .model()
            .orElseThrow();
    Pace pace = new Pace(Double.parseDouble(arguments[4]));
    StubResolver resolver =
        new StubResolver(
            model, IpAddress.parse(arguments[2]), new Flash(Path.of(arguments[3])), pace);
    Random dice = new Random(Long.parseLong(arguments[5]));
    EmulatedDevice device = new EmulatedDevice(model, new Talks(resolver, pace), pace, dice);
    SelfSigned.warmUp();
    System.out.println(READY);
    pace.pass(model.boot());
    device.live();
    obey(device);
    System.exit(0);
  }

  private static void obey(EmulatedDevice device) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 3);
      boolean worked = device.use(words[2], Vantage.valueOf(words[1]));
      System.out.println(worked ? WORKED : FAILED);
    }
  }
}
