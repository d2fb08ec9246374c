// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static dev.trimunit.engine.model.BlockAnswer.NAME_ERROR;
import static dev.trimunit.engine.model.BlockAnswer.UNSPECIFIED;
import static dev.trimunit.engine.protocol.Questions.ADS;
import static dev.trimunit.engine.protocol.Questions.CLOUD;
import static dev.trimunit.engine.protocol.Questions.LOG;
import static dev.trimunit.engine.protocol.Questions.ON_LAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.FormCheck;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.protocol.Questions;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A list that passed is tried in further forms, and told once, whatever happens meanwhile. */
final class VerifiedListsTest {
  private static final Destination ADS_PLAIN = Destination.parse("ads.example:80/tcp");
  private static final Destination BARE = Destination.parse("192.0.2.1:443/tcp");
  private final Question question = Questions.of(List.of(ON_LAN), ADS, CLOUD, LOG);
  private final List<Blocklist> told = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final List<TrialRequest> requests = new ArrayList<>();
  private final VerifiedLists lists =
      new VerifiedLists(List.of(NAME_ERROR, UNSPECIFIED), told::add, notices::add);

  private static Blocklist list(Destination... destinations) {
    return new Blocklist("bulb", Set.of(destinations), 3, 0, 0.6, List.of(1, 2, 3));
  }

  private void verify(Outcome outcome, Destination... others) {
    TableLab lab = new TableLab().answering((blocked, usage) -> outcome);
    Set<Destination> known = new TreeSet<>(question.all());
    known.addAll(List.of(others));
    lists.verifyForms(
        question,
        known,
        request -> {
          requests.add(request);
          return lab.run(TrialRequest.control(request.usages()));
        });
  }

  @Test
  void a_list_is_told_with_what_came_of_each_form() {
    lists.add(list(ADS, LOG));
    verify(Outcome.PASSED);
    lists.tellRest();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).forms())
        .extracting(FormCheck::answer)
        .containsExactly(NAME_ERROR, UNSPECIFIED);
    assertThat(told.get(0).forms()).allMatch(FormCheck::holds);
    assertThat(notices).isEmpty();
  }

  @Test
  void that_a_form_matters_is_noticed() {
    lists.add(list(ADS));
    verify(Outcome.FAILED);
    assertThat(notices)
        .hasSize(2)
        .allMatch(sentence -> sentence.startsWith("The form of a block matters: with its names"));
  }

  @Test
  void a_name_that_is_used_on_another_port_too_is_in_no_resolvers_file() {
    lists.add(list(ADS, LOG));
    verify(Outcome.PASSED, ADS_PLAIN);
    assertThat(requests)
        .isNotEmpty()
        .allSatisfy(
            request ->
                assertThat(request.blocked())
                    .extracting(DestinationPattern::plain)
                    .noneMatch(pattern -> pattern.contains("ads.example"))
                    .anyMatch(pattern -> pattern.contains("log.vendor.example")));
  }

  @Test
  void a_list_without_a_name_has_no_form() {
    lists.add(list(BARE));
    verify(Outcome.PASSED);
    assertThat(requests).isEmpty();
    assertThat(told).containsExactly(list(BARE));
  }

  @Test
  void a_run_that_is_stopped_tells_what_it_verified() {
    lists.add(list(ADS));
    lists.add(list(LOG));
    assertThatThrownBy(
            () ->
                lists.verifyForms(
                    question,
                    question.all(),
                    request -> {
                      throw new CampaignStopped("cancelled");
                    }))
        .isInstanceOf(CampaignStopped.class);
    lists.tellRest();
    lists.tellRest();
    assertThat(told).containsExactly(list(ADS), list(LOG));
  }
}
