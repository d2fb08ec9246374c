// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

final class ResolverServerTest {
  private static final String DEVICE = "127.0.0.10";
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.7");

  private final NameSpace internet = new NameSpace();
  private final Following firewall = new Following();
  private final Queue<Throwable> died = new ConcurrentLinkedQueue<>();
  private final CachingUpstream upstream =
      new CachingUpstream(this::slowly, System::nanoTime, 1_000);
  private final DeviceDns device = new DeviceDns(upstream, () -> Instant.EPOCH, firewall);
  private volatile Duration delay = Duration.ZERO;
  private ResolverServer server;
  private StubClient client;

  @BeforeEach
  void start() throws IOException {
    put("api.cloud.example", new NameRecords(List.of(CLOUD), null, 300));
    put("www.cloud.example", new NameRecords(List.of(), DnsName.of("api.cloud.example"), 60));
    server = start(ResolverLimits.DEFAULT);
    client = new StubClient(DEVICE, server.addresses().get(0));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void forwards_and_follows_aliases() throws IOException {
    assertThat(client.ask("www.cloud.example", "A").addresses()).containsExactly(CLOUD);
    assertThat(device.events())
        .extracting(DnsEvent::question, DnsEvent::answer)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                DnsName.of("www.cloud.example"), DnsAnswer.ANSWERED));
  }

  @Test
  void overrides_for_the_blocked_device_only() throws IOException {
    block("cloud.example", BlockAnswer.LOOPBACK);
    assertThat(client.ask("api.cloud.example", "A").addresses())
        .containsExactly(IpAddress.parse("127.0.0.1"));
    assertThat(client.ask("api.cloud.example", "AAAA").addresses())
        .containsExactly(IpAddress.parse("::1"));
    assertThat(device.overridden(DestinationPattern.parse("cloud.example"))).isEqualTo(2);
    try (StubClient other = new StubClient("127.0.0.20", server.addresses().get(0))) {
      assertThat(other.ask("api.cloud.example", "A").addresses()).containsExactly(CLOUD);
    }
  }

  @Test
  void a_dropped_query_gets_no_answer() throws IOException {
    block("cloud.example", BlockAnswer.SILENCE);
    client.send(DnsQueries.query(1, DnsName.of("api.cloud.example"), "A"));
    assertThat(client.ask("nothing.example", "A").id()).isEqualTo(7);
  }

  @Test
  void the_firewall_knows_an_address_before_the_device_does() throws IOException {
    block("=api.cloud.example:443/tcp", BlockAnswer.LOOPBACK);
    assertThat(client.ask("api.cloud.example", "A").addresses()).containsExactly(CLOUD);
    assertThat(firewall.rules()).extracting(FirewallRule::address).containsExactly(CLOUD);
  }

  @Test
  void truncates_over_udp_and_not_over_tcp() throws IOException {
    List<IpAddress> many =
        IntStream.range(0, 100).mapToObj(i -> IpAddress.parse("203.0.113." + i)).toList();
    put("many.example", new NameRecords(many, null, 60));
    byte[] query = DnsQueries.query(9, DnsName.of("many.example"), "A");
    Message truncated = new Message(client.exchange(query).orElseThrow());
    assertThat(truncated.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(DnsQueries.reply(client.exchangeOverTcp(query)).orElseThrow().addresses())
        .hasSize(100);
    Message large = new Message(query);
    large.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
    byte[] answer = client.exchange(large.toWire()).orElseThrow();
    assertThat(DnsQueries.reply(answer).orElseThrow().addresses()).hasSize(100);
  }

  @Test
  void survives_junk_and_hostile_names() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      byte[] junk = new byte[random.nextInt(600)];
      random.nextBytes(junk);
      client.send(junk);
    }
    drain();
    for (String name : List.of("\\\"\\;\\032drop", "\\.\\.\\047x", "<b>.example", "\\000\\255")) {
      byte[] wire = hostile(name);
      assertThat(client.exchange(wire)).as(name).isPresent();
    }
    assertThat(client.ask("api.cloud.example", "A").addresses()).containsExactly(CLOUD);
    assertThat(device.events())
        .allSatisfy(event -> assertThat(event.question().text()).matches("[!-~]+"));
  }

  @Test
  void a_flood_of_one_device_starves_no_other() throws IOException {
    delay = Duration.ofMillis(200);
    try (StubClient flooder = new StubClient("127.0.0.30", server.addresses().get(0))) {
      for (int i = 0; i < 5_000; i++) {
        flooder.send(DnsQueries.query(i, DnsName.of("x" + i + ".example"), "A"));
      }
      assertThat(client.ask("api.cloud.example", "A").addresses()).containsExactly(CLOUD);
    }
    assertThat(server.refused(client("127.0.0.30"))).isPositive();
    assertThat(server.refused(client(DEVICE))).isZero();
  }

  @Test
  void a_silent_upstream_is_a_server_failure_and_holds_up_no_other_name() throws IOException {
    ForwardingUpstream silent =
        new ForwardingUpstream(
            List.of(new InetSocketAddress("127.0.0.99", 9)),
            Duration.ofMillis(50),
            System::nanoTime);
    assertThat(silent.ask(DnsQueries.query(1, DnsName.of("a.example"), "A"))).isEmpty();
    client.ask("api.cloud.example", "A");
    delay = Duration.ofSeconds(1);
    client.send(DnsQueries.query(3, DnsName.of("slow.example"), "A"));
    assertThat(client.ask("api.cloud.example", "A").addresses()).containsExactly(CLOUD);
  }

  @Test
  void forwards_through_another_resolver_and_takes_tcp_when_truncated() throws IOException {
    List<IpAddress> many =
        IntStream.range(0, 200).mapToObj(i -> IpAddress.parse("203.0.113." + i)).toList();
    put("many.example", new NameRecords(many, null, 60));
    Upstream forwarding =
        new ForwardingUpstream(server.addresses(), Duration.ofSeconds(2), System::nanoTime);
    byte[] query = DnsQueries.query(77, DnsName.of("many.example"), "A");
    DnsReply reply = DnsQueries.reply(forwarding.ask(query).orElseThrow()).orElseThrow();
    assertThat(reply.id()).isEqualTo(77);
    assertThat(reply.addresses()).hasSize(200);
  }

  @Test
  void a_port_in_use_is_named() {
    assertThatThrownBy(() -> start(ResolverLimits.DEFAULT, server.addresses().get(0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(server.addresses().get(0).toString());
  }

  private ResolverServer start(ResolverLimits limits) throws IOException {
    return start(limits, new InetSocketAddress("127.0.0.1", 0));
  }

  private ResolverServer start(ResolverLimits limits, InetSocketAddress address)
      throws IOException {
    return ResolverServer.start(
        List.of(address),
        source -> Optional.of(client(source.getHostAddress())),
        upstream,
        limits,
        System::nanoTime,
        died::add);
  }

  private Client client(String address) {
    return address.equals(DEVICE) ? Client.station(1, device) : Client.stranger(address);
  }

  private void block(String pattern, BlockAnswer mode) {
    Set<DestinationPattern> patterns = Set.of(DestinationPattern.parse(pattern));
    device.apply(new BlockPlan(patterns, Set.of(), Strength.NORMAL), mode);
  }

  private void put(String name, NameRecords records) {
    internet.put(DnsName.of(name), records);
  }

  private void drain() throws IOException {
    try (StubClient other = new StubClient(DEVICE, server.addresses().get(0))) {
      other.ask("api.cloud.example", "A");
    }
    client.close();
    client = new StubClient(DEVICE, server.addresses().get(0));
  }

  private static byte[] hostile(String label) throws IOException {
    org.xbill.DNS.Name name = org.xbill.DNS.Name.fromString(label + ".");
    return Message.newQuery(org.xbill.DNS.Record.newRecord(name, 1, 1)).toWire();
  }

  private Optional<byte[]> slowly(byte[] query) {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      return Optional.empty();
    }
    synchronized (internet) {
      return internet.ask(roomy(query));
    }
  }

  /** What a forwarder gets in the end, over TCP if need be: nothing is truncated. */
  private static byte[] roomy(byte[] query) {
    try {
      Message message = new Message(query);
      if (message.getOPT() == null) {
        message.addRecord(new OPTRecord(65_535, 0, 0), Section.ADDITIONAL);
      }
      return message.toWire();
    } catch (IOException e) {
      return query;
    }
  }
}
