// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.policy.LabTimeline;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Policy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What goes between a run and its gateway's process, read from any octets: it is refused, or it is
 * something that is written as it was read. The first octet says what it is.
 */
public final class GatewayWireFuzzer {
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.7");
  private static final DnsName NAME = DnsName.of("api.cloud.example");
  private static final DestinationPattern PATTERN =
      DestinationPattern.parse("cloud.example:443/tcp");

  private GatewayWireFuzzer() {}

  /** Writes one thing. */
  @FunctionalInterface
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  public static void fuzzerTestOneInput(byte[] octets) {
    if (octets.length == 0) {
      return;
    }
    try {
      switch (octets[0] & 3) {
        case 0 -> again(octets, GatewayWire::settings, GatewayWire::settings);
        case 1 -> again(octets, GatewayWire::reading, GatewayWire::reading);
        case 2 -> again(octets, GatewayWire::declared, GatewayWire::declared);
        default -> GatewayWire.plan(in(octets));
      }
    } catch (IOException | IllegalArgumentException | DateTimeException refused) {
      // Whoever reads ends the other side and says so.
    }
  }

  private static <T> void again(
      byte[] octets, GatewayWire.Reader<T> reader, GatewayWire.Writer<T> writer)
      throws IOException {
    T read = reader.read(in(octets));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(new DataOutputStream(out), read);
    T reread = reader.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
    if (!reread.equals(read)) {
      throw new IllegalStateException("Written otherwise than read: " + read + ", " + reread);
    }
  }

  private static DataInputStream in(byte[] octets) {
    return new DataInputStream(new ByteArrayInputStream(octets, 1, octets.length - 1));
  }

  /** Where fuzzing starts: one of each. */
  public static byte[][] seeds() {
    NftSettings firewall =
        new NftSettings(
            "lan0", 53, Map.of(1, new MacAddress(0x0200_5e00_530aL)), Set.of(CLOUD), Set.of());
    GatewaySettings settings =
        new GatewaySettings(firewall, List.of(CLOUD), List.of(CLOUD), Map.of(CLOUD, 1));
    Refusal end = new Refusal(1, CLOUD, 6, 443);
    DnsEvent event =
        new DnsEvent(
            Instant.EPOCH, NAME, "A", DnsAnswer.ANSWERED, List.of(CLOUD), List.of(NAME), 60);
    GatewayReading reading =
        new GatewayReading(
            Map.of(PATTERN, 1L),
            Map.of(PATTERN, 2L),
            Map.of(end, 3L),
            Map.of(),
            Map.of(),
            List.of(event),
            Map.of(PATTERN, new GatewayReading.Bearing(4, true, "let through")));
    BlockPlan plan =
        new BlockPlan(
            Set.of(PATTERN),
            Set.of(Destination.parse("api.cloud.example:443/tcp")),
            Strength.STRONG,
            Set.of(NAME));
    StationPolicies.Declared declared =
        new StationPolicies.Declared(
            Map.of(PATTERN, new Policy.Window(Duration.ofDays(4), Duration.ofDays(7))),
            LabTimeline.ofMachine());
    return new byte[][] {
      seed(0, out -> GatewayWire.settings(out, settings)),
      seed(1, out -> GatewayWire.reading(out, reading)),
      seed(2, out -> GatewayWire.declared(out, declared)),
      seed(3, out -> GatewayWire.plan(out, plan))
    };
  }

  private static byte[] seed(int kind, Writing writing) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(kind);
      writing.to(new DataOutputStream(out));
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
