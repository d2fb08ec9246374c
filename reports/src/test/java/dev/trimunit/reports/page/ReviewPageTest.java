// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.RecordedScreen.Finding;
import dev.trimunit.engine.lab.RecordedScreen.Likeness;
import dev.trimunit.engine.lab.RecordedScreenBuilder;
import dev.trimunit.engine.model.Device;
import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.console.RecordedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReviewPageTest {
  private static final Path OUT = Path.of("target", "trimunit").toAbsolutePath();
  private static final String EVIL = "</title><script>x</script>\"'on\u001b[31m";

  private static RecordedReferences device(String name, RecordedScreen... screens) {
    return new RecordedReferences(
        new Device("bulb", name, "bulb", "", "1.0", "", ""), List.of(screens));
  }

  private static RecordedScreen screen(String state, Finding finding, Likeness... others) {
    return screen("bulb LAN", state, finding, others);
  }

  private static RecordedScreen screen(
      String phone, String state, Finding finding, Likeness... others) {
    Optional<Path> before =
        finding == Finding.CHANGED
            ? Optional.of(OUT.resolve("screens/bulb-lan/00001-on-reference.png"))
            : Optional.empty();
    return RecordedScreenBuilder.stagedBuilder()
        .state(state)
        .phone(phone)
        .finding(finding)
        .screen(OUT.resolve("references/bulb/" + state.replaceAll("[^a-z ]", "") + ".png"))
        .reference(before)
        .difference(before)
        .distance(0.25)
        .others(List.of(others))
        .build();
  }

  private static String page(RecordedReferences device) throws IOException {
    MemoryOutput output = new MemoryOutput();
    new ReviewPage(OUT).write(List.of(device), output);
    return output.text("references/review.html");
  }

  @Test
  void pictures_stand_side_by_side_and_are_reached_from_the_disk() throws IOException {
    String page =
        page(
            device(
                "Bulb",
                screen("full on", Finding.CHANGED, new Likeness("off", 0.5, false)),
                screen("off", Finding.NEW)));
    assertThat(page)
        .contains(
            "<img src=\"./bulb/full%20on.png\"",
            "<img src=\"./../screens/bulb-lan/00001-on-reference.png\"",
            "<code>bulb/full on.png</code>",
            "“<bdi>off</bdi>” for comparison, distance 0.5000",
            "mvn verify -Dtrimunit.device=bulb -Dtrimunit.record-references=keep",
            "firmware <bdi>1.0</bdi>")
        .doesNotContain("http:", "https:", "<script", "class=\"alike\"");
  }

  @Test
  void a_mix_up_is_said_aloud() throws IOException {
    RecordedReferences device =
        device("Bulb", screen("on", Finding.NEW, new Likeness("off", 0.0001, true)));
    assertThat(page(device))
        .contains("Looks like “<bdi>off</bdi>”", "could not tell the two apart");
    assertThat(RecordedLines.of(List.of(device), Path.of("/r.html"), "bulb"))
        .contains("  WARNING 'on' looks like 'off': the check could not tell them apart")
        .contains("  mvn verify -Dtrimunit.device=bulb -Dtrimunit.record-references=keep");
  }

  @Test
  void a_picture_that_two_phones_showed_is_there_once() throws IOException {
    RecordedReferences device =
        device(
            "Bulb",
            screen("bulb LAN", "on", Finding.NEW, new Likeness("off", 0.5, false)),
            screen("bulb LAN", "off", Finding.SAME),
            screen("bulb WAN", "on", Finding.NEW, new Likeness("off", 0.0001, true)),
            screen("bulb WAN", "off", Finding.SAME));
    assertThat(page(device))
        .containsOnlyOnce("State “<bdi>on</bdi>”")
        .containsOnlyOnce("State “<bdi>off</bdi>”")
        .contains("<bdi>bulb LAN, bulb WAN</bdi>", "Looks like “<bdi>off</bdi>”");
    assertThat(RecordedLines.of(List.of(device), Path.of("/r.html"), "bulb"))
        .filteredOn(line -> line.contains("on bulb LAN, bulb WAN"))
        .hasSize(2);
  }

  @Test
  void pictures_that_differ_between_phones_are_both_there() throws IOException {
    RecordedReferences device =
        device(
            "Bulb",
            screen("bulb LAN", "on", Finding.NEW),
            screen("bulb WAN", "on", Finding.CHANGED));
    assertThat(page(device)).contains("<bdi>bulb LAN</bdi>", "<bdi>bulb WAN</bdi>");
  }

  @Test
  void where_nothing_changed_there_is_nothing_to_keep() throws IOException {
    RecordedReferences device = device("Bulb", screen("on", Finding.SAME));
    assertThat(page(device)).contains("there is nothing to keep").doesNotContain("=keep");
    assertThat(
            RecordedLines.of(List.of(device), Path.of("/r.html"), ReviewPage.ids(List.of(device))))
        .noneMatch(line -> line.contains("=keep"));
  }

  @Test
  void names_are_text_on_the_page_and_on_the_console() throws IOException {
    RecordedReferences device =
        device(EVIL, screen(EVIL, Finding.NEW, new Likeness(EVIL, 0, true)));
    assertThat(page(device)).doesNotContain("<script>").contains("&lt;script&gt;x&lt;/script&gt;");
    assertThat(RecordedLines.of(List.of(device), Path.of("/r.html"), "bulb"))
        .noneMatch(line -> line.contains("\u001b"));
  }
}
