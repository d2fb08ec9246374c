// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.CachingUpstream;
import dev.trimunit.devices.gateway.Client;
import dev.trimunit.devices.gateway.DeviceDns;
import dev.trimunit.devices.gateway.Following;
import dev.trimunit.devices.gateway.NameRecords;
import dev.trimunit.devices.gateway.NameSpace;
import dev.trimunit.devices.gateway.PolicyZone;
import dev.trimunit.devices.gateway.ResolverLimits;
import dev.trimunit.devices.gateway.ResolverServer;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.needs.Machine;
import dev.trimunit.needs.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** With BIND in its place, a device is told what our own resolver tells it, aliases included. */
@Tag("slow")
final class BindAliasesTest {
  private static final int MARK = 1;
  private static final IpAddress HERE = IpAddress.parse("127.0.0.1");
  private static final String CARRIER = "edge.carrier.test";
  private static final ResolverLimits UNLIMITED = new ResolverLimits(1e12, 100, 100);

  /** What leads through the carrier's name, that name, and names beside and below it. */
  private static final List<String> NAMES =
      List.of(
          "needed.vendor.test",
          "far.vendor.test",
          CARRIER,
          "www." + CARRIER,
          "leads-below.vendor.test",
          "beside.carrier.test",
          "carrier.test",
          "nobody.test");

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static NameSpace internet() {
    NameSpace names = new NameSpace();
    alias(names, "needed.vendor.test", CARRIER);
    alias(names, "far.vendor.test", "needed.vendor.test");
    alias(names, "leads-below.vendor.test", "www." + CARRIER);
    address(names, CARRIER, "192.0.2.7");
    address(names, "www." + CARRIER, "192.0.2.8");
    address(names, "beside.carrier.test", "192.0.2.9");
    return names;
  }

  private static void alias(NameSpace names, String name, String target) {
    names.put(DnsName.of(name), new NameRecords(List.of(), DnsName.of(target), 60));
  }

  private static void address(NameSpace names, String name, String address) {
    names.put(DnsName.of(name), new NameRecords(List.of(IpAddress.parse(address)), null, 60));
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(HERE.value(), port);
  }

  /** Our own resolver with a block. */
  private int own(BlockPlan plan, BlockAnswer answer) throws IOException {
    int port = freePort();
    CachingUpstream upstream = new CachingUpstream(internet(), System::nanoTime, 1_000);
    DeviceDns device = new DeviceDns(upstream, Instant::now, new Following());
    device.apply(plan, answer);
    Optional<Client> everybody = Optional.of(Client.station(MARK, device));
    open.add(
        ResolverServer.start(
            List.of(at(port)),
            source -> everybody,
            upstream,
            UNLIMITED,
            System::nanoTime,
            Throwable::printStackTrace));
    return port;
  }

  private static GatewaySettings settings(int port) {
    MacAddress mac = MacAddress.parse("02:00:5e:00:53:0a");
    return new GatewaySettings(
        new NftSettings("nolan", port, Map.of(MARK, mac), Set.of(), Set.of()),
        List.of(HERE),
        List.of(HERE),
        Map.of(HERE, MARK));
  }

  /** BIND, which asks a resolver of ours that blocks nothing. */
  private int bind(BlockPlan plan, BlockAnswer answer) throws IOException {
    int upstream = own(BlockPlan.open(), answer);
    int port = freePort();
    BindFiles files = new BindFiles(settings(port));
    open.add(files);
    String config = Files.readString(files.config());
    String forwarders = "forwarders { " + HERE + "; }";
    assertThat(config).contains(forwarders);
    Files.writeString(
        files.config(),
        config.replace(forwarders, "forwarders { " + HERE + " port " + upstream + "; }"));
    Process named =
        new ProcessBuilder(
                Machine.program("named"), "-g", "-n", "1", "-c", files.config().toString())
            .redirectErrorStream(true)
            .start();
    open.add(0, () -> named.destroyForcibly().waitFor());
    BufferedReader log = named.inputReader();
    StringBuilder said = new StringBuilder();
    String line = "";
    while (line != null && !line.endsWith(" running")) {
      line = log.readLine();
      said.append(line).append('\n');
    }
    assertThat(line).as(said.toString()).isNotNull();
    new PolicyZone(at(port), BindFiles.zone(MARK), files.secret(MARK), System::nanoTime)
        .write(plan, answer);
    return port;
  }

  private static Map<String, String> told(int port) throws IOException {
    SimpleResolver resolver = new SimpleResolver(at(port));
    Map<String, String> told = new TreeMap<>();
    for (String name : NAMES) {
      for (int type : new int[] {Type.A, Type.AAAA}) {
        Record question = Record.newRecord(Name.fromString(name + "."), type, DClass.IN);
        Message reply = resolver.send(Message.newQuery(question));
        List<String> records =
            reply.getSection(Section.ANSWER).stream()
                .map(r -> r.getName() + " " + r.rdataToString())
                .sorted()
                .toList();
        told.put(name + "/" + Type.string(type), Rcode.string(reply.getRcode()) + records);
      }
    }
    return told;
  }

  @ParameterizedTest
  @CsvSource({
    "=edge.carrier.test, LOOPBACK",
    "=edge.carrier.test, NAME_ERROR",
    "edge.carrier.test, UNSPECIFIED",
    "edge.carrier.test, NO_DATA"
  })
  @EnabledOnOs(OS.LINUX)
  @Needs(programs = "named")
  void what_leads_through_a_blocked_name_is_answered(String pattern, BlockAnswer answer)
      throws IOException {
    Set<DestinationPattern> blocked = Set.of(DestinationPattern.parse(pattern));
    BlockPlan plan = new BlockPlan(blocked, Set.of(), Strength.NORMAL);
    Map<String, String> told = told(bind(plan, answer));
    assertThat(told.get("far.vendor.test/A")).contains("192.0.2.7");
    assertThat(told.get("leads-below.vendor.test/A")).contains("192.0.2.8");
    assertThat(told.get(CARRIER + "/A")).doesNotContain("192.0.2.7");
    assertThat(told).isEqualTo(told(own(plan, answer)));
  }

  @Test
  void in_every_view_a_second_zone_passes_what_the_station_s_own_does_not_have()
      throws IOException {
    try (BindFiles files = new BindFiles(settings(53))) {
      String config = Files.readString(files.config());
      assertThat(config)
          .containsPattern("response-policy \\{ zone \"station1\" [^;}]*; zone \"not-blocked\" ");
      assertThat(Pattern.compile("response-policy").matcher(config).results()).hasSize(1);
      assertThat(files.config().resolveSibling("not-blocked.zone"))
          .content()
          .endsWith("\n* IN CNAME rpz-passthru.\n");
    }
  }
}
