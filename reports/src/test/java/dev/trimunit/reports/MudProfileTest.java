// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a profile allows, and that it is one by RFC 8520. */
@Tag("slow")
final class MudProfileTest {
  private static JsonNode profile(SampleDevice device) throws IOException {
    SampleRun run = new SampleRun(List.of(device), 2, LabKind.SIMULATED, List.of());
    JsonNode profile =
        new ObjectMapper()
            .readTree(
                MemoryOutput.of(new MudProfile(), MemoryOutput.data(run))
                    .text("exports/" + device.device.id() + "/mud.json"));
    assertValid(profile);
    return profile;
  }

  private static void assertValid(JsonNode profile) throws IOException {
    try (InputStream schema = MudProfileTest.class.getResourceAsStream("mud.schema.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(Objects.requireNonNull(schema))
                  .validate(profile))
          .isEmpty();
    }
    List<String> named = profile.at("/ietf-mud:mud").findValuesAsText("name");
    assertThat(named).hasSize(4).doesNotHaveDuplicates();
    JsonNode acls = profile.at("/ietf-access-control-list:acls/acl");
    assertThat(acls).allSatisfy(acl -> assertThat(named).contains(acl.path("name").asText()));
  }

  private static SampleDevice lock(Vantage... vantages) {
    return new SampleDevice("lock", "Lock", "lock")
        .contacts("news.lock.example:443/tcp", Party.FIRST)
        .needs("opening", Set.of(vantages));
  }

  private static long lanEntries(JsonNode profile) {
    return profile.findValues("local-networks").size();
  }

  @Test
  void a_device_that_is_used_from_its_own_network_alone_may_be_reached_there() throws IOException {
    assertThat(lanEntries(profile(lock(Vantage.LAN)))).isEqualTo(4);
  }

  @Test
  void one_that_is_used_from_outside_and_stays_outside_needs_none() throws IOException {
    SampleDevice lock = lock().contacts("cloud.lock.example:443/tcp", Party.FIRST);
    lock.needs("opening", Set.of(Vantage.WAN), "cloud.lock.example:443/tcp");
    assertThat(lanEntries(profile(lock))).isZero();
  }

  @Test
  void hosts_and_groups_that_it_contacts_there_are_allowed() throws IOException {
    SampleDevice lock = lock(Vantage.WAN).inLan("192.168.7.9:80/tcp").inLan("224.0.0.251:5353/udp");
    JsonNode profile = profile(lock);
    assertThat(lanEntries(profile)).isEqualTo(4);
    assertThat(profile.findValuesAsText("destination-ipv4-network"))
        .containsExactly("224.0.0.251/32");
  }

  @Test
  void odd_names_protocols_and_the_longest_id_leave_a_profile() throws IOException {
    SampleDevice lock =
        new SampleDevice("l".repeat(80), "Lock " + "x".repeat(90), "lock")
            .contacts("news.lock.example:443/tcp", Party.FIRST)
            .contacts("fe.lock.example:5000/sctp", Party.FIRST)
            .contacts("198.51.100.7/icmp", Party.UNKNOWN)
            .contactsName("a\"b.lock.example")
            .needs(
                "opening", Set.of(Vantage.WAN), "fe.lock.example:5000/sctp", "198.51.100.7/icmp");
    assertThat(profile(lock).findValuesAsText("ietf-acldns:dst-dnsname"))
        .contains("fe.lock.example")
        .noneMatch(name -> name.contains("\""));
  }

  @Test
  void the_paper_s_devices_and_hostile_names_give_profiles() throws IOException {
    for (SampleDevice device : SampleDevice.ofThePaper()) {
      profile(device);
    }
    assertValid(
        new ObjectMapper()
            .readTree(
                MemoryOutput.of(new MudProfile(), HostileNames.run())
                    .text("exports/evil/mud.json")));
  }
}
