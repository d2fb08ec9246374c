// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.Transport;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link dev.trimunit.engine.lab.Gateway} and {@link Block}. */
public abstract class GatewayContract extends Contract {
  private static final DestinationPattern NOBODY = DestinationPattern.parse("=nobody.test:443/tcp");

  private Block block(Strength strength, DestinationPattern... patterns) {
    Set<Destination> known = Set.of(subject().contacted(), subject().alsoContacted());
    return bench().gateway().block(new TreeSet<>(Set.of(patterns)), known, strength);
  }

  private DestinationPattern contacted() {
    return subject().contacted().exactly();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_blocked_is_refused_and_counted(Strength strength) {
    try (Recording recording = record();
        Block block = block(strength, contacted())) {
      powerCycle();
      BlockEvidence evidence = block.evidence().get(0);
      assertThat(evidence.pattern()).isEqualTo(contacted());
      assertThat(evidence.evidence()).isEqualTo(Evidence.HELD);
      assertThat(evidence.packetsPassed()).isZero();
      assertThat(block.rules()).anyMatch(rule -> rule.endsWith("for " + contacted()));
      assertThat(destinations(recording.stop())).contains(subject().alsoContacted());
    }
  }

  @Test
  void an_empty_block_watches_and_refuses_nothing() {
    try (Recording recording = record();
        Block block = block(Strength.NORMAL)) {
      powerCycle();
      assertThat(block.evidence()).isEmpty();
      assertThat(block.dns())
          .anyMatch(event -> event.question().equals(subject().contacted().host()))
          .allMatch(event -> event.answer() == DnsAnswer.ANSWERED);
      assertThat(destinations(recording.stop())).contains(subject().contacted());
    }
  }

  @Test
  void the_queries_of_the_device_are_told_with_their_answers() {
    try (Block block = block(Strength.NORMAL, everyPort())) {
      powerCycle();
      assertThat(block.dns())
          .filteredOn(event -> event.question().equals((DnsName) subject().contacted().host()))
          .isNotEmpty()
          .allMatch(event -> event.answer() == DnsAnswer.OVERRIDDEN);
    }
  }

  private DestinationPattern everyPort() {
    return new DestinationPattern(subject().contacted().host(), true, null, Destination.NO_PORT);
  }

  @Test
  void a_blocked_port_leaves_the_other_ports_of_its_name_alone() {
    Host host = subject().contacted().host();
    DestinationPattern other = new DestinationPattern(host, true, Transport.TCP, 4);
    try (Recording recording = record();
        Block block = block(Strength.NORMAL, other)) {
      powerCycle();
      assertThat(block.evidence().get(0).evidence()).isEqualTo(Evidence.NOT_EXERCISED);
      assertThat(recording.stop().observations())
          .filteredOn(o -> o.destination().equals(subject().contacted()))
          .isNotEmpty()
          .allMatch(o -> o.packetsReceived() > 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_port_is_refused_at_its_address_and_a_name_in_dns(Strength strength) {
    try (Block block = block(strength, contacted())) {
      powerCycle();
      assertThat(block.evidence().get(0).packetsDropped()).isPositive();
      assertThat(block.evidence().get(0).queriesOverridden()).isZero();
    }
    try (Block block = block(strength, everyPort())) {
      powerCycle();
      assertThat(block.evidence().get(0).queriesOverridden()).isPositive();
    }
  }

  /** What the device is told, and nothing else; BIND has no {@code REFUSED}. */
  @ParameterizedTest
  @EnumSource(
      value = BlockAnswer.class,
      names = {"LOOPBACK", "UNSPECIFIED", "NAME_ERROR", "NO_DATA"})
  void a_name_is_answered_as_asked_for(BlockAnswer answer) {
    Set<Destination> known = Set.of(subject().contacted());
    try (Block block =
        bench().gateway().block(Set.of(everyPort()), known, Strength.NORMAL, answer)) {
      powerCycle();
      assertThat(block.evidence().get(0).evidence()).isEqualTo(Evidence.HELD);
      assertThat(block.evidence().get(0).ways()).containsExactly("name by " + answer);
      assertThat(block.dns())
          .filteredOn(event -> event.question().equals(subject().contacted().host()))
          .filteredOn(event -> event.type().equals("A"))
          .isNotEmpty()
          .extracting(event -> event.addresses().toString())
          .containsOnly(
              switch (answer) {
                case LOOPBACK -> "[127.0.0.1]";
                case UNSPECIFIED -> "[0.0.0.0]";
                default -> "[]";
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_name_that_is_only_looked_up_is_refused_by_an_answer_without_addresses(Strength strength) {
    Host host = subject().contacted().host();
    DestinationPattern name =
        new DestinationPattern(host, true, Transport.NAME, Destination.NO_PORT);
    try (Block block = block(strength, name)) {
      powerCycle();
      assertThat(block.evidence().get(0).evidence()).isEqualTo(Evidence.HELD);
      assertThat(block.evidence().get(0).packetsDropped()).isZero();
      assertThat(block.evidence().get(0).ways()).containsExactly("name by NXDOMAIN");
      assertThat(block.rules()).noneMatch(rule -> rule.startsWith("firewall: "));
      assertThat(block.dns())
          .filteredOn(event -> event.question().equals(host))
          .isNotEmpty()
          .allMatch(event -> event.addresses().isEmpty());
    }
  }

  @Test
  void what_is_never_tried_is_not_exercised_and_evidence_keeps_the_order_of_patterns() {
    try (Block block = block(Strength.NORMAL, NOBODY, contacted())) {
      powerCycle();
      assertThat(block.evidence())
          .extracting(BlockEvidence::pattern)
          .containsExactlyElementsOf(new TreeSet<>(Set.of(NOBODY, contacted())));
      assertThat(block.evidence())
          .filteredOn(e -> e.pattern().equals(NOBODY))
          .allMatch(e -> e.evidence() == Evidence.NOT_EXERCISED);
    }
  }

  @Test
  void a_removed_block_refuses_nothing() {
    Block block = block(Strength.STRONG, contacted());
    powerCycle();
    block.close();
    block.close();
    try (Recording recording = record()) {
      powerCycle();
      assertThat(recording.stop().observations())
          .filteredOn(o -> o.destination().equals(subject().contacted()))
          .allMatch(o -> o.packetsReceived() > 0)
          .isNotEmpty();
    }
  }

  @Test
  void one_block_at_a_time() {
    try (Block block = block(Strength.NORMAL, contacted())) {
      assertThat(block).isNotNull();
      assertThatThrownBy(() -> block(Strength.NORMAL)).isInstanceOf(LabFault.class);
    }
  }
}
