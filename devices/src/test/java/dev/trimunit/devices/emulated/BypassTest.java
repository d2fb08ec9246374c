// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.emulated.EmulatedTrials.Result;
import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that get around a blocked name: each is found out, named, and then held. */
@Tag("slow")
@Needs(also = EmulatedPrograms.class)
final class BypassTest {
  private static final String NAME = "api.cloud.example";

  /** A device file: the name, and how it is resolved. */
  private static final String DEVICE =
      """
      name: Probe
      noun: probe
      start-up: 40 s
      app: {name: Probe, package: com.example.probe, states: {on: {crop: 10x10+0+0}}}
      model:
        boot: 1 s
        names:
          %1$s: {addresses: [203.0.113.40], ttl: 60 s}
        contacts:
          cloud: {destination: "%1$s:443/tcp", after: 1 s, %2$s}
        functionalities:
          beeping: {LAN: {needs: cloud}}
        screen:
          title: Probe
          variables: {beep: {first: off}}
          elements:
            - {kind: button, label: Beep, does: beeping, toggles: beep}
      """;

  /** How each device resolves the name, by the device's id. */
  private static final Map<String, String> DEVICES =
      Map.of(
          "honest", "resolver: gateway",
          "plain", "resolver: 198.51.100.53",
          "cached", "resolver: gateway, cache: forever",
          "built-in", "resolver: built-in",
          "doh", "resolver: doh 198.51.100.54",
          "dot", "resolver: dot 198.51.100.55");

  private static Lab lab;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    Path devices = Files.createDirectories(folder.resolve("in").resolve("devices"));
    for (Map.Entry<String, String> device : DEVICES.entrySet()) {
      String file = DEVICE.formatted(NAME, device.getValue());
      Files.writeString(devices.resolve(device.getKey() + ".yaml"), file);
    }
    Path output = Files.createDirectories(folder.resolve("out"));
    lab = EmulatedTrials.open(folder.resolve("in"), output, 60, Namespaces.any());
  }

  @AfterAll
  static void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void a_device_that_takes_the_answer_is_held() {
    EmulatedTrials trials = trials("honest");
    assertThat(trials.control().contacted()).contains(NAME + ":443/tcp");
    Result held = trials.blocked(NAME);
    assertThat(held.only().evidence()).as(held.toString()).isEqualTo(Evidence.HELD);
    assertThat(held.only().queriesOverridden()).isPositive();
    assertThat(held.contacted()).doesNotContain(NAME + ":443/tcp");
    Result port = trials.blocked("=" + NAME + ":80/tcp");
    assertThat(port.only().evidence()).isEqualTo(Evidence.NOT_EXERCISED);
  }

  @Test
  void another_resolver_is_named_and_redirected() {
    found("plain", "other resolver 198.51.100.53");
  }

  @Test
  void a_cached_address_is_named_and_refused() {
    found("cached", "cached address");
  }

  @Test
  void a_built_in_address_is_named_and_refused() {
    found("built-in", "built-in address");
  }

  @Test
  void dns_over_https_is_named_and_refused() {
    found("doh", "DNS over HTTPS at 198.51.100.54");
  }

  @Test
  void dns_over_tls_is_named_and_refused() {
    found("dot", "DNS over TLS at 198.51.100.55");
  }

  private static void found(String device, String bypass) {
    EmulatedTrials trials = trials(device);
    trials.control();
    Result leaked = trials.blocked(NAME);
    assertThat(leaked.only().evidence()).as(leaked.toString()).isEqualTo(Evidence.LEAKED);
    assertThat(leaked.only().bypass()).isEqualTo(bypass);
    Result held = trials.stronglyBlocked(NAME);
    assertThat(held.only().packetsPassed()).as(held.toString()).isZero();
  }

  private static EmulatedTrials trials(String device) {
    return new EmulatedTrials(lab.bench(device), bench -> true);
  }
}
