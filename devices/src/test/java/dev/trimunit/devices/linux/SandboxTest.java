// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.needs.Needs;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@Needs(also = Namespaces.class)
final class SandboxTest {

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void the_device_reaches_gateway_phone_and_internet_in_both_families(Privilege privilege) {
    try (LabNet net = LabNet.open(privilege)) {
      assertThat(net.pings(LabNet.DEVICE, Network.LAN.ipv4(1))).isTrue();
      assertThat(net.pings(LabNet.DEVICE, Network.LAN.ipv6(1))).isTrue();
      assertThat(net.pings(LabNet.DEVICE, LabNet.LAN_PHONE.ipv4())).isTrue();
      assertThat(net.pings(LabNet.DEVICE, IpAddress.parse("203.0.113.7"))).isTrue();
      assertThat(net.pings(LabNet.DEVICE, IpAddress.parse("2001:db8:113::7"))).isTrue();
      assertThat(net.pings(LabNet.WAN_PHONE, IpAddress.parse("203.0.113.7"))).isTrue();
      assertThat(net.pings(LabNet.WAN_PHONE, LabNet.DEVICE.ipv4())).isFalse();
    }
  }

  @Test
  void a_namespace_is_closed_to_the_machines_own_network() {
    try (LabNet net = LabNet.open()) {
      String links = net.sandbox.run(LabNet.DEVICE.name(), List.of("ip", "-o", "link"), "");
      assertThat(links.lines()).hasSize(2).anyMatch(line -> line.contains("eth0@"));
    }
  }

  @Test
  void closing_ends_every_process_inside() throws InterruptedException {
    LabNet net = LabNet.open();
    Process sleeper = net.sandbox.start(LabNet.DEVICE.name(), List.of("sleep", "1000"));
    net.close();
    net.close();
    assertThat(sleeper.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(net.sandbox.isOpen()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void who_lives_inside_sees_only_the_processes_inside(Privilege privilege) {
    try (LabNet net = LabNet.open(privilege)) {
      String first = net.sandbox.run(LabNet.DEVICE.name(), List.of("cat", "/proc/1/comm"), "");
      String all = net.sandbox.run(LabNet.DEVICE.name(), List.of("ls", "/proc"), "");
      assertThat(first).isEqualToIgnoringNewLines("cat");
      assertThat(all.lines().filter(name -> name.matches("[0-9]+"))).hasSize(2);
    }
  }

  @Test
  void two_labs_of_one_machine_do_not_see_each_other() {
    try (LabNet one = LabNet.open();
        LabNet two = LabNet.open()) {
      one.sandbox.add(new NamespaceName("only-here"));
      String names = two.sandbox.run(List.of("ip", "netns", "list"), "");
      assertThat(names).contains("device").doesNotContain("only-here");
    }
  }

  @Test
  void a_failed_command_says_what_the_system_said() {
    try (LabNet net = LabNet.open()) {
      assertThatThrownBy(
              () -> net.sandbox.run(LabNet.DEVICE.name(), List.of("ip", "link", "show", "x"), ""))
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("'ip link show x' failed")
          .hasMessageContaining("does not exist");
    }
  }
}
