// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.StepRecordBuilder;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.trial.TrialRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JournalJsonTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final Usage USAGE = new Usage("\"füß\"\n\u2028\ud800 on", Vantage.WAN);

  /** With everything that hostile names and odd texts may hold. */
  private static JournalEntry entry() {
    DnsName hostile = new DnsName("a/b:[1]=\"{\\000\\.x.example");
    Destination name = new Destination(hostile, Transport.UDP, 53);
    Destination address =
        new Destination(IpAddress.parse("2001:db8::7"), new Transport("ip/47"), -1);
    Destination numbers = new Destination(new DnsName("192.0.2.1"), Transport.TCP, 443);
    Set<DestinationPattern> blocked =
        Set.of(
            name.exactly(),
            address.exactly(),
            numbers.exactly(),
            DestinationPattern.parse("example.com"));
    BlockEvidence evidence = BlockEvidence.of(name.exactly(), 1, 2, 3, "cached <b>address</b>");
    Attachment attachment = new Attachment("näme", "image/png", Path.of("a b", "c.png"));
    StepRecord step =
        StepRecordBuilder.stagedBuilder()
            .keyword("When ")
            .text("x")
            .line(7)
            .status(StepRecord.Status.FAILED)
            .message("m\r\n")
            .start(NOW)
            .end(NOW)
            .attachments(List.of(attachment))
            .build();
    Observation seen =
        ObservationBuilder.stagedBuilder()
            .destination(name)
            .packetsSent(1)
            .bytesSent(2)
            .packetsReceived(3)
            .bytesReceived(4)
            .first(NOW)
            .last(NOW)
            .protocol("DNS")
            .addresses(Set.of(IpAddress.parse("192.0.2.1")))
            .serverNames(Set.of("s"))
            .build();
    DnsEvent event =
        new DnsEvent(
            NOW,
            hostile,
            "HTTPS",
            DnsAnswer.OVERRIDDEN,
            List.of(IpAddress.parse("::1")),
            List.of(name.host() instanceof DnsName n ? n : hostile),
            9);
    TrialRecord trial =
        TrialRecordBuilder.stagedBuilder()
            .number(7)
            .device("bulb")
            .purpose(TrialPurpose.BLOCK)
            .blocked(blocked)
            .off(Duration.ofMillis(1500))
            .start(NOW)
            .end(NOW)
            .outcomes(List.of(new UsageOutcome(USAGE, Outcome.VOID, "why", List.of(step))))
            .evidence(List.of(evidence))
            .observations(List.of(seen))
            .lanContacts(Set.of(address))
            .dns(List.of(event))
            .droppedPackets(0)
            .fault("fault")
            .attachments(List.of(attachment))
            .timers(List.of())
            .clock(List.of())
            .unit(0)
            .build();
    return new JournalEntry(
        new TrialRequest(TrialPurpose.BLOCK, blocked, List.of(USAGE), Duration.ofMinutes(10)),
        Gateway.Strength.STRONG,
        trial,
        List.of(new JournalEntry.KnownParty(numbers, Party.THIRD)),
        List.of("dns: every query for ads.example is overridden"));
  }

  /** A line as it was before there was a field. */
  private static String before(String line, String field) {
    String json = line.replaceAll(".*?\"entry\":|}$", "");
    String without = json.replaceAll(",\"" + field + "\":(null|\\[[^]]*])", "");
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(without.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return "{\"crc\":\"%08x\",\"entry\":%s}".formatted(crc.getValue(), without);
  }

  @Test
  void lines_of_a_bundle_of_an_earlier_version_belong_together(
      @org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws java.io.IOException {
    java.nio.file.Path journal =
        java.nio.file.Files.write(
            folder.resolve("bulb.jsonl"),
            List.of(
                JournalJson.line(new Journal.Header(1, new java.util.TreeMap<>())),
                JournalJson.line(entry())));
    JournalExcerpt excerpt = new JournalExcerpt(journal, path -> path);
    List<String> shortLines =
        excerpt.shortLines().stream()
            .map(line -> line.contains("\"clock\"") ? before(before(line, "clock"), "told") : line)
            .toList();
    String whole = before(before(excerpt.wholeLine(7).orElseThrow(), "clock"), "told");

    assertThat(shortLines.toString() + whole).doesNotContain("\"clock\"", "\"told\"");
    assertThat(JournalExcerpt.merged(shortLines, List.of(whole))).endsWith(whole).hasSize(2);
  }

  @Test
  void a_line_of_a_version_that_did_not_tell_rules_is_read() {
    JournalEntry entry = entry();
    String line = before(JournalJson.line(entry), "rules");

    assertThat(line).doesNotContain("rules");
    assertThat(JournalJson.read(line, JournalEntry.class))
        .contains(
            new JournalEntry(
                entry.request(), entry.strength(), entry.trial(), entry.parties(), List.of()));
  }

  @Test
  void an_entry_comes_back_as_it_was_from_one_line_of_ascii() {
    String line = JournalJson.line(entry());

    assertThat(line).matches("[ -~]+");
    assertThat(JournalJson.read(line, JournalEntry.class)).contains(entry());
  }

  @Test
  void a_line_that_was_cut_or_changed_anywhere_is_not_taken() {
    String line = JournalJson.line(entry());
    for (int i = 0; i < line.length(); i++) {
      char other = line.charAt(i) == 'a' ? 'b' : 'a';
      assertThat(JournalJson.read(line.substring(0, i), JournalEntry.class)).isEmpty();
      assertThat(
              JournalJson.read(
                  line.substring(0, i) + other + line.substring(i + 1), JournalEntry.class))
          .as("changed at %d", i)
          .isEmpty();
    }
  }
}
