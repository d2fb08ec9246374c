// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static dev.trimunit.engine.protocol.CertifyProtocolTest.lab;
import static dev.trimunit.engine.protocol.CertifyProtocolTest.question;
import static dev.trimunit.engine.protocol.Questions.CLOUD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many destinations a device comes up with, a campaign ends. */
@Tag("slow")
final class NewcomersTest {
  private final AtomicInteger boots = new AtomicInteger();
  private final Newcomers newcomers = new Newcomers(question());

  private static Destination invented(int number) {
    return Destination.parse("n%04d.vendor.example:443/tcp".formatted(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"certify", "certify-deep", "sequential"})
  void a_new_name_at_every_boot_is_tried_so_many_times_and_no_more(String protocol) {
    TableLab lab =
        lab((blocked, usage) -> blocked.contains(CLOUD))
            .contacting(blocked -> Set.of(invented(boots.incrementAndGet())));
    Told told = new Told();
    Protocols.named(protocol).settle(question(), newcomers.limiting(lab), told);

    assertThat(lab.requests()).hasSizeLessThan(250);
    assertThat(told.verdicts)
        .extracting(Verdict::destination)
        .contains(CLOUD)
        .noneMatch(newcomers.untried(destination -> true)::contains);
    assertThat(Set.copyOf(told.verdicts.stream().map(Verdict::destination).toList()))
        .hasSizeLessThanOrEqualTo(question().all().size() + Newcomers.MOST);
  }

  @Test
  void one_that_was_too_many_stays_so_and_the_known_are_no_newcomers() {
    for (int i = 0; i < Newcomers.MOST; i++) {
      assertThat(newcomers.admits(invented(i))).isTrue();
    }
    assertThat(newcomers.admits(invented(98))).isFalse();
    assertThat(newcomers.admits(invented(98))).isFalse();
    assertThat(newcomers.admits(invented(3))).isTrue();
    assertThat(newcomers.admits(CLOUD)).isTrue();
    assertThat(newcomers.untried(destination -> true)).containsExactly(invented(98));
  }

  @Test
  void what_shows_with_nothing_blocked_is_no_newcomer() {
    TableLab lab = lab((blocked, usage) -> false).contacting(blocked -> Set.of(invented(7)));
    newcomers
        .limiting(lab)
        .run(TrialRequest.control(List.copyOf(question().destinations().keySet())));
    for (int i = 100; i < 100 + Newcomers.MOST; i++) {
      assertThat(newcomers.admits(invented(i))).isTrue();
    }
    assertThat(newcomers.admits(invented(7))).isTrue();
  }

  @Test
  void a_sentence_names_some_and_counts_the_rest() {
    assertThat(Newcomers.sentence(List.of(invented(1)))).endsWith(": " + invented(1));
    assertThat(Newcomers.sentence(Collections.nCopies(45, invented(2))))
        .endsWith(invented(2) + ", 42 more");
  }
}
