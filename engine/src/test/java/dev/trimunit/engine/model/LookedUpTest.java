// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LookedUpTest {
  private static final Instant NOW = Instant.EPOCH;

  private static List<String> words(String text) {
    return text == null ? List.of() : Arrays.asList(text.strip().split(" +"));
  }

  /** For example {@code a.test=198.51.100.1,b.test}: addresses and aliases. */
  private static DnsEvent event(String text) {
    String[] parts = text.split("=");
    List<String> told = List.of(parts[1].split(","));
    boolean overridden = parts[0].startsWith("!");
    return new DnsEvent(
        NOW,
        DnsName.of(parts[0].replace("!", "")),
        "A",
        overridden ? DnsAnswer.OVERRIDDEN : DnsAnswer.ANSWERED,
        told.stream().filter(IpAddress::isLiteral).map(IpAddress::parse).toList(),
        told.stream().filter(t -> !IpAddress.isLiteral(t)).map(DnsName::of).toList(),
        60);
  }

  /** For example {@code b.test:443/tcp=198.51.100.1=b.test}: address, and the name it showed. */
  private static Observation observation(String text) {
    String[] parts = text.split("=");
    Set<IpAddress> addresses = parts.length < 2 ? Set.of() : Set.of(IpAddress.parse(parts[1]));
    Set<String> shown = parts.length < 3 ? Set.of() : Set.of(parts[2]);
    return ObservationBuilder.stagedBuilder()
        .destination(Destination.parse(parts[0]))
        .packetsSent(1)
        .bytesSent(60)
        .packetsReceived(1)
        .bytesReceived(60)
        .first(NOW)
        .last(NOW)
        .protocol("TLS")
        .addresses(addresses)
        .serverNames(shown)
        .build();
  }

  private static TrialRecord trial(List<Observation> seen, List<DnsEvent> dns) {
    return TrialRecordBuilder.stagedBuilder()
        .number(1)
        .device("plug")
        .purpose(TrialPurpose.CONTROL)
        .blocked(Set.of())
        .off(Duration.ZERO)
        .start(NOW)
        .end(NOW)
        .outcomes(List.of())
        .evidence(List.of())
        .observations(seen)
        .lanContacts(Set.of(Destination.parse("192.0.2.77:80/tcp")))
        .dns(dns)
        .droppedPackets(0)
        .fault("")
        .attachments(List.of())
        .timers(List.of())
        .clock(List.of())
        .unit(0)
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "a.test=198.51.100.1, , a.test",
    "a.test=198.51.100.1 a.test=198.51.100.2, , a.test",
    "b.test=198.51.100.2 a.test=198.51.100.1, , a.test b.test",
    "a.test=198.51.100.1, b.test:443/tcp=198.51.100.2, a.test",
    // It was contacted, by whatever name.
    "a.test=198.51.100.1, a.test:443/tcp=198.51.100.1, ",
    "a.test=198.51.100.1, a.test:443/tcp=198.51.100.9, ",
    "a.test=198.51.100.1, 198.51.100.1:443/tcp, ",
    "a.test=198.51.100.1, b.test:443/tcp=198.51.100.1, ",
    "a.test=192.0.2.77, , ",
    "a.test=198.51.100.1, 198.51.100.9:443/tcp=198.51.100.9=a.test, ",
    // The answer leads through a name that was contacted, or the other way round.
    "'a.test=198.51.100.1,b.test', b.test:443/tcp=198.51.100.2, ",
    "'b.test=198.51.100.2,a.test a.test=198.51.100.1', b.test:443/tcp=198.51.100.2, ",
    // An answer that leads nowhere, or into the device's own network, or none.
    "a.test=127.0.0.1, , ",
    "a.test=0.0.0.0, , ",
    "a.test=192.168.7.7, , ",
    "'a.test=b.test', , ",
    "!a.test=198.51.100.1, , ",
    "198.51.100.5.=198.51.100.1, , ",
    // What is told as looked up only is no contact.
    "a.test=198.51.100.1, a.test/name=198.51.100.1, a.test",
  })
  void names_are_only_looked_up_if_nothing_leads_there(String dns, String seen, String names) {
    TrialRecord trial =
        trial(
            words(seen).stream().map(LookedUpTest::observation).toList(),
            words(dns).stream()
                .map(text -> text.replace(";", ","))
                .map(LookedUpTest::event)
                .collect(Collectors.toList()));

    assertThat(trial.onlyLookedUp())
        .extracting(event -> event.question().text())
        .isEqualTo(words(names));
  }
}
