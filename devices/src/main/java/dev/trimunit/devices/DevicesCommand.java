// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.MacAddress;
import dev.trimunit.devices.linux.DeviceWatch;
import dev.trimunit.devices.linux.PacketTap;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.engine.lab.LabFault;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says who appears on a LAN, on the box that is its router. */
@Command(
    name = "devices",
    description =
        "Tells of devices that appear on a LAN, by DHCP and by the kernel's table of neighbours.",
    mixinStandardHelpOptions = true)
final class DevicesCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", description = "The network interface where the LAN is, for example br0.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String networkInterface;

  @Option(names = "--known", split = ",", description = "MAC addresses that are no news.")
  private List<String> known = List.of();

  @Option(names = "--seconds", description = "How long to watch. Default: until interrupted.")
  private long seconds = Long.MAX_VALUE;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Set<MacAddress> macs = new HashSet<>();
    known.forEach(text -> macs.add(MacAddress.parse(text)));
    try (DeviceWatch watch =
        DeviceWatch.start(
            command -> command,
            PacketTap.of(Privilege.ROOT),
            networkInterface,
            macs,
            device -> out.println(ConsoleText.line(device.sentence())))) {
      TimeUnit.SECONDS.sleep(seconds);
      return 0;
    } catch (LabFault | IllegalArgumentException e) {
      spec.commandLine().getErr().println(ConsoleText.line(String.valueOf(e.getMessage())));
      return 1;
    }
  }
}
