// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A device that has ever new names below one that is blocked on a port. */
final class NewNamesTest {
  private static final int NAMES = 6_000;
  private final NameSpace internet = new NameSpace();
  private final Following firewall = new Following();
  private final DeviceDns device =
      new DeviceDns(new CachingUpstream(internet, () -> 0, 16), () -> Instant.EPOCH, firewall);

  @ParameterizedTest
  @EnumSource
  void each_costs_as_much_as_the_first(Strength strength) {
    block("cloud.example:443/tcp", strength);
    int before = firewall.heard();
    for (int i = 0; i < NAMES; i++) {
      ask("x" + i + ".cloud.example", i);
    }
    assertThat(firewall.heard() - before).as("rules told").isEqualTo(NAMES);
    assertThat(firewall.rules()).hasSize(NAMES).doesNotHaveDuplicates();
  }

  @Test
  void what_was_told_one_by_one_is_what_a_new_block_begins_with() {
    block("cloud.example:443/tcp", Strength.STRONG);
    for (int i = 0; i < 20; i++) {
      ask("x" + i % 10 + ".cloud.example", i);
    }
    Set<FirewallRule> told = Set.copyOf(firewall.rules());
    block("cloud.example:443/tcp", Strength.STRONG);
    assertThat(told).hasSize(20).containsExactlyInAnyOrderElementsOf(firewall.rules());
  }

  private void block(String pattern, Strength strength) {
    BlockPlan plan = new BlockPlan(Set.of(DestinationPattern.parse(pattern)), Set.of(), strength);
    device.apply(plan, BlockAnswer.LOOPBACK);
  }

  private void ask(String name, int number) {
    IpAddress address = IpAddress.of(ByteBuffer.allocate(4).putInt(0xcb00_0000 + number).array());
    internet.put(DnsName.of(name), new NameRecords(List.of(address), null, 0));
    assertThat(device.answer(DnsQueries.query(1, DnsName.of(name), "A"), false, true)).isPresent();
  }
}
