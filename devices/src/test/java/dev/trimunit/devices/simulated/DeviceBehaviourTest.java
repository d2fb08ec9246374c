// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.devices.simulated.Trials.Result;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Vantage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What device files can say beyond what the paper's devices need. */
@Tag("slow")
final class DeviceBehaviourTest {
  @TempDir Path output;
  private Lab lab;

  @BeforeEach
  void open() {
    lab = Trials.lab(Trials.ODD, 1, output);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Trials hub() {
    return new Trials(lab.bench("hub"), new Recipe("off", "Power", "on"));
  }

  private Trials stubborn() {
    return new Trials(lab.bench("stubborn"), Recipe.CAMERA);
  }

  @Test
  void every_kind_of_contact_is_read_from_packets() {
    assertThat(hub().run(Vantage.LAN).contacted())
        .containsExactlyInAnyOrder(
            "left.vendor.test:443/tcp",
            "six.vendor.test:8443/tcp",
            "both.vendor.test:443/tcp",
            "both.vendor.test:8080/tcp",
            "www.vendor.test:80/tcp",
            "203.0.113.200:7000/tcp",
            "2001:db8:f::7/icmpv6",
            "203.0.113.201:9000/udp",
            "pool.time.test:123/udp");
  }

  @ParameterizedTest
  @CsvSource({
    "LAN, left.vendor.test, true",
    "LAN, right.vendor.test, true",
    "LAN, left.vendor.test right.vendor.test, false",
    "LAN, both.vendor.test:443/tcp, false",
    "LAN, both.vendor.test:8080/tcp, true",
    "WAN, six.vendor.test, true",
    "WAN, left.vendor.test, true",
    "WAN, left.vendor.test six.vendor.test, false",
  })
  void a_functionality_needs_what_its_conditions_say(
      Vantage vantage, String blocked, boolean works) {
    Trials trials = hub();
    trials.run(vantage);
    assertThat(trials.run(vantage, blocked.split(" ")).passed()).isEqualTo(works);
  }

  @Test
  void one_port_of_a_name_is_refused_by_address() {
    Trials trials = hub();
    trials.run(Vantage.LAN);
    Result result = trials.run(Vantage.LAN, "=both.vendor.test:8080/tcp");
    assertThat(result.contacted()).contains("both.vendor.test:443/tcp");
    BlockEvidence evidence = result.evidence().get(0);
    assertThat(evidence.evidence()).isEqualTo(Evidence.HELD);
    assertThat(evidence.queriesOverridden()).isZero();
    assertThat(evidence.packetsDropped()).isPositive();
  }

  @Test
  void a_fallback_shows_only_when_its_original_is_refused() {
    Trials trials = hub();
    assertThat(trials.run(Vantage.LAN).contacted()).doesNotContain("spare.time.test:123/udp");
    assertThat(trials.run(Vantage.LAN, "pool.time.test").contacted())
        .contains("spare.time.test:123/udp");
  }

  @ParameterizedTest
  @CsvSource({
    "=203.0.113.200:7000/tcp",
    "203.0.113.201",
    "2001:db8:f::7/icmp",
    "six.vendor.test",
    "www.vendor.test",
  })
  void addresses_both_families_and_aliases_are_refused(String blocked) {
    Trials trials = hub();
    trials.run(Vantage.LAN);
    assertThat(trials.run(Vantage.LAN, blocked).evidence().get(0).evidence())
        .isEqualTo(Evidence.HELD);
  }

  @Test
  void what_the_device_never_tries_is_not_exercised() {
    assertThat(hub().run(Vantage.LAN, "nobody.test").evidence().get(0).evidence())
        .isEqualTo(Evidence.NOT_EXERCISED);
  }

  @ParameterizedTest
  @CsvSource({
    "cached.vendor.test, cached address",
    "second.vendor.test, other resolver 192.0.2.114",
    "own.vendor.test, other resolver 192.0.2.114",
    "hidden.vendor.test, DNS over HTTPS at 192.0.2.53",
  })
  void a_bypass_is_seen_named_and_closed_by_a_strong_block(String blocked, String bypass) {
    Trials trials = stubborn();
    trials.run(Vantage.LAN);
    BlockEvidence leaked = trials.run(Vantage.LAN, blocked).evidence().get(0);
    assertThat(leaked.evidence()).isEqualTo(Evidence.LEAKED);
    assertThat(leaked.bypass()).isEqualTo(bypass);
    BlockEvidence held =
        trials.strength(Strength.STRONG).run(Vantage.LAN, blocked).evidence().get(0);
    assertThat(held.evidence()).as("%s", held).isEqualTo(Evidence.HELD);
  }

  @Test
  void an_address_in_the_firmware_is_told_by_the_server_name_of_its_flow() {
    Trials trials = stubborn();
    BlockEvidence leaked = trials.run(Vantage.LAN, "burnt.vendor.test").evidence().get(0);
    assertThat(leaked.evidence()).isEqualTo(Evidence.LEAKED);
    BlockEvidence held =
        trials.strength(Strength.STRONG).run(Vantage.LAN, "burnt.vendor.test").evidence().get(0);
    assertThat(held.evidence()).isEqualTo(Evidence.HELD);
  }
}
