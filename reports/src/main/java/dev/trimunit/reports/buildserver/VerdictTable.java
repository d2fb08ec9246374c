// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.MarkdownText;
import dev.trimunit.reports.data.SeldomUsed;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Destination × usage of one device, folded up. */
final class VerdictTable {
  private VerdictTable() {}

  /**
   * @param open whether it is unfolded
   */
  static String of(DeviceData device, SeldomUsed seldom, boolean open) {
    List<Usage> usages = List.copyOf(device.usages());
    String heads =
        usages.stream()
            .map(u -> MarkdownText.escape(u.toString()))
            .collect(Collectors.joining(" | "));
    StringBuilder text = new StringBuilder(open ? "<details open>" : "<details>");
    text.append(
        "<summary>%s: %s</summary>\n\n"
            .formatted(
                MarkdownText.html(Summary.shortened(device.device().name())),
                Cases.verdicts(List.of(device))));
    text.append("| destination | " + heads + " | party | blockable for |\n");
    text.append("| :-- | " + ":-- | ".repeat(usages.size()) + ":-- | :-- |\n");
    for (Destination destination : device.destinations()) {
      text.append(row(device, usages, destination));
    }
    text.append('\n');
    device.blocklists().forEach(list -> text.append(blocked(list)));
    device.endured().stream()
        .flatMap(endured -> endured.sentences().stream())
        .forEach(
            sentence ->
                text.append(
                    "Endurance: " + MarkdownText.escape(Summary.shortened(sentence)) + ".\n"));
    seldom
        .heldBack()
        .forEach(
            (held, purpose) ->
                text.append(
                    MarkdownText.escape(
                            "Left out of exports: %s, because %s."
                                .formatted(held, purpose.sentence()))
                        + "\n"));
    return text.append("\n</details>\n\n").toString();
  }

  private static String row(DeviceData device, List<Usage> usages, Destination destination) {
    String cells =
        usages.stream()
            .map(
                usage ->
                    device
                        .verdict(destination, usage)
                        .map(Verdict::kind)
                        .map(Cases::word)
                        .orElse("-"))
            .collect(Collectors.joining(" | "));
    return "| %s | %s | %s | %s |\n"
        .formatted(
            MarkdownText.cell(destination.toString()),
            cells,
            device.party(destination).word(),
            device
                .blockability(destination)
                .map(blockability -> blockability.name().toLowerCase(Locale.ROOT))
                .orElse(""));
  }

  private static String blocked(Blocklist list) {
    return "Blocked as a whole: %s, %d of %d joint trials passed.\n"
        .formatted(
            Cases.counted(list.destinations().size(), "destination"),
            list.jointPasses(),
            list.jointPasses() + list.jointFailures());
  }
}
