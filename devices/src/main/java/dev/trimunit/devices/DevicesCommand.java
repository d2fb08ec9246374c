// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.packet.MacAddress;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says who appears on a LAN, on the box that is its router. */
@Command(
    name = "devices",
    description = {
      "Tells of devices that appear on a LAN, by DHCP and by the kernel's table of neighbours. Run"
          + " it as root on the box that is the LAN's router.",
      "Exit code 0: it watched as long as asked; 2: it cannot watch."
    },
    mixinStandardHelpOptions = true)
public final class DevicesCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

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

  /** For picocli. */
  public DevicesCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Set<MacAddress> macs = known();
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
      spec.commandLine()
          .getErr()
          .println(ConsoleText.line("%s: %s".formatted(networkInterface, e.getMessage())));
      return REFUSED;
    }
  }

  private Set<MacAddress> known() {
    Set<MacAddress> macs = new HashSet<>();
    try {
      known.forEach(text -> macs.add(MacAddress.parse(text)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--known: " + e.getMessage(), e);
    }
    return macs;
  }
}
