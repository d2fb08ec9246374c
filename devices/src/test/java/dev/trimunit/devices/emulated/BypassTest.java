// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.emulated.EmulatedTrials.Result;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.model.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that get around a blocked name: each is found out, named, and then held. */
@Tag("slow")
final class BypassTest {
  private static final String NAME = "api.cloud.example";
  @TempDir Path folder;

  @Test
  void a_device_that_takes_the_answer_is_held() throws IOException {
    try (Lab lab = lab("resolver: gateway")) {
      EmulatedTrials trials = new EmulatedTrials(lab.bench("probe"), bench -> true);
      assertThat(trials.control().contacted()).contains(NAME + ":443/tcp");
      Result held = trials.blocked(NAME);
      assertThat(held.only().evidence()).as(held.toString()).isEqualTo(Evidence.HELD);
      assertThat(held.only().queriesOverridden()).isPositive();
      assertThat(held.contacted()).doesNotContain(NAME + ":443/tcp");
      Result port = trials.blocked("=" + NAME + ":80/tcp");
      assertThat(port.only().evidence()).isEqualTo(Evidence.NOT_EXERCISED);
    }
  }

  @Test
  void another_resolver_is_named_and_redirected() throws IOException {
    try (Lab lab = lab("resolver: 198.51.100.53")) {
      found(lab, "other resolver 198.51.100.53");
    }
  }

  @Test
  void a_cached_address_is_named_and_refused() throws IOException {
    try (Lab lab = lab("resolver: gateway, cache: forever")) {
      found(lab, "cached address");
    }
  }

  @Test
  void a_built_in_address_is_named_and_refused() throws IOException {
    try (Lab lab = lab("resolver: built-in")) {
      found(lab, "built-in address");
    }
  }

  @Test
  void dns_over_https_is_named_and_refused() throws IOException {
    try (Lab lab = lab("resolver: doh 198.51.100.54")) {
      found(lab, "DNS over HTTPS at 198.51.100.54");
    }
  }

  @Test
  void dns_over_tls_is_named_and_refused() throws IOException {
    try (Lab lab = lab("resolver: dot 198.51.100.55")) {
      found(lab, "DNS over TLS at 198.51.100.55");
    }
  }

  private static void found(Lab lab, String bypass) {
    EmulatedTrials trials = new EmulatedTrials(lab.bench("probe"), bench -> true);
    trials.control();
    Result leaked = trials.blocked(NAME);
    assertThat(leaked.only().evidence()).as(leaked.toString()).isEqualTo(Evidence.LEAKED);
    assertThat(leaked.only().bypass()).isEqualTo(bypass);
    Result held = trials.stronglyBlocked(NAME);
    assertThat(held.only().packetsPassed()).as(held.toString()).isZero();
  }

  private Lab lab(String resolution) throws IOException {
    Path devices = Files.createDirectories(folder.resolve("in").resolve("devices"));
    Files.writeString(
        devices.resolve("probe.yaml"),
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
        """
            .formatted(NAME, resolution));
    Path output = Files.createDirectories(folder.resolve("out"));
    return EmulatedTrials.open(folder.resolve("in"), output, 10, EmulatedTrials.any());
  }
}
