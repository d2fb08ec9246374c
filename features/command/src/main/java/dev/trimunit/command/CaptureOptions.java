// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import dev.trimunit.devices.capture.CaptureSummary;
import dev.trimunit.devices.capture.Destinations;
import dev.trimunit.devices.capture.HostTraffic;
import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.devices.capture.file.CaptureException;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From which capture a new device takes its destinations. */
final class CaptureOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "CAPTURE",
      description = "Takes the destinations out of this capture (pcap or pcapng, also gzip).")
  private @Nullable Path from;

  @Option(
      names = "--device",
      paramLabel = "MAC|ADDRESS",
      description = "Which host of the capture is the device; needed if there are several.")
  private @Nullable String device;

  @Option(
      names = "--manufacturer",
      paramLabel = "NAME",
      description = "Who made the device: its own destinations are then first party.")
  private String manufacturer = "";

  /** What the device contacted, if a capture is given. */
  Optional<CapturedDevice> read() throws IOException {
    if (from == null) {
      if (device != null) {
        throw unusable("--device chooses a host of a capture: name one with --from");
      }
      return Optional.empty();
    }
    if (!manufacturer.matches("[\\p{L}\\p{N} .,&+_-]{0,80}")) {
      throw unusable(
          "--manufacturer '" + manufacturer + "' is not up to 80 letters, digits and blanks");
    }
    try {
      CaptureSummary capture = Destinations.read(from, LocalPrefixes.standard());
      return Optional.of(new CapturedDevice(host(capture), manufacturer));
    } catch (CaptureException e) {
      throw new IOException(from + ": " + e.getMessage(), e);
    }
  }

  private HostTraffic host(CaptureSummary capture) {
    List<HostTraffic> talking =
        capture.hosts().stream().filter(host -> !host.destinations().isEmpty()).toList();
    List<HostTraffic> chosen =
        device == null ? talking : talking.stream().filter(host -> is(device, host)).toList();
    if (chosen.size() == 1) {
      return chosen.get(0);
    }
    if (talking.isEmpty()) {
      throw unusable(
          from + " holds no destination of any local host. Record while the device starts");
    }
    String hosts = talking.stream().map(CaptureOptions::line).collect(Collectors.joining("; "));
    throw unusable(
        device == null
            ? "%s holds %d hosts. Choose one with --device: %s"
                .formatted(from, talking.size(), hosts)
            : "%s holds no destination of %s. There are: %s".formatted(from, device, hosts));
  }

  private boolean is(String wanted, HostTraffic host) {
    if (MacAddress.isLiteral(wanted)) {
      return host.macs().contains(MacAddress.parse(wanted));
    }
    if (!IpAddress.isLiteral(wanted)) {
      throw unusable("--device: '" + wanted + "' is neither a MAC nor an IP address");
    }
    return host.addresses().contains(IpAddress.parse(wanted));
  }

  private static String line(HostTraffic host) {
    return "%s (%s, %s)"
        .formatted(
            host.macs().stream().map(MacAddress::toString).collect(Collectors.joining(" ")),
            host.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(" ")),
            CapturedDevice.counted(host.destinations().size()));
  }

  private ParameterException unusable(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
