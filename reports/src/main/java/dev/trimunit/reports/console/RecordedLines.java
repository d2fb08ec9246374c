// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.console;

import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.RecordedScreen.Finding;
import dev.trimunit.engine.lab.RecordedScreen.Likeness;
import dev.trimunit.reports.data.PlainText;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a run recorded, as text: each state, where its picture is, and what looks wrong. */
public final class RecordedLines {
  private RecordedLines() {}

  /**
   * @param review where the page is that shows the pictures
   * @param ids the devices that have something to keep, comma-separated; empty if none has
   */
  public static Stream<String> of(List<RecordedReferences> devices, Path review, String ids) {
    Stream<String> screens = devices.stream().flatMap(RecordedLines::device);
    Stream<String> next =
        ids.isEmpty()
            ? Stream.of("Every state looks as its reference does: there is nothing to keep.")
            : Stream.of(
                "Keep them, when you have looked at them:",
                "  mvn verify -Dtrimunit.device=" + ids + " -Dtrimunit.record-references=keep");
    return Stream.of(
            Stream.of("", "Recorded reference pictures; nothing was judged"),
            screens,
            Stream.of("Review: " + review),
            next)
        .flatMap(lines -> lines);
  }

  private static Stream<String> device(RecordedReferences device) {
    String head = device.device().name() + " (" + device.device().id() + ")";
    return Stream.concat(
        Stream.of(PlainText.line(head)), device.pictures().stream().flatMap(RecordedLines::screen));
  }

  private static Stream<String> screen(RecordedScreen screen) {
    String word = screen.finding().name().toLowerCase(Locale.ROOT);
    String what =
        screen.finding() == Finding.SAME
            ? "as its reference"
            : screen.screen().toAbsolutePath().normalize().toString();
    Stream<String> alike =
        screen.others().stream()
            .filter(Likeness::alike)
            .map(
                other ->
                    "  WARNING '%s' looks like '%s': the check could not tell them apart"
                        .formatted(screen.state(), other.state()));
    return Stream.concat(
            Stream.of(
                "  %-8s '%s' on %s: %s".formatted(word, screen.state(), screen.phone(), what)),
            alike)
        .map(PlainText::line);
  }
}
