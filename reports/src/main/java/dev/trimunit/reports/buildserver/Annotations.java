// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.PlainText;
import dev.trimunit.reports.data.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * GitHub's workflow commands: what is red stands at its line of the spec, in the run and in the
 * pull request.
 */
public final class Annotations {
  /** GitHub shows no more of a kind in one step. */
  private static final int MOST = 10;

  private final SourceFiles sources;

  /**
   * @param sources where the specs lie in the checkout
   */
  public Annotations(SourceFiles sources) {
    this.sources = sources;
  }

  /** A line for each, to be printed at the beginning of a line. */
  public List<String> of(RunData run) {
    List<String> lines = new ArrayList<>();
    List<CaseResult> failed = Cases.failed(Cases.of(run));
    int shown = failed.size() > MOST ? MOST - 1 : failed.size();
    failed.stream().limit(shown).map(this::error).forEach(lines::add);
    if (failed.size() > shown) {
      String more = Cases.counted(failed.size() - shown, "further case");
      lines.add("::error title=TrimUnit::" + data(more + " failed; summary.md names them"));
    }
    run.devices().stream()
        .filter(device -> !Cases.changesWithoutCase(device).isEmpty())
        .limit(MOST)
        .map(this::warning)
        .forEach(lines::add);
    return lines;
  }

  private String error(CaseResult result) {
    int line = Math.max(1, result.location().line());
    String title = result.device() + ": " + result.name();
    return "::error file=%s,line=%d,title=%s::%s"
        .formatted(
            property(sources.path(result.location())),
            line,
            property(title),
            data(result.message().isBlank() ? title : result.message()));
  }

  private String warning(DeviceData device) {
    String id = device.device().id();
    return "::warning file=%s,title=%s::%s"
        .formatted(
            property(sources.resource("accepted/" + id + ".yaml")),
            property(id + ": not as accepted"),
            data(String.join("\n", Cases.changesWithoutCase(device))));
  }

  /** Lines stay, as GitHub writes them; nothing else that could begin a command of its own. */
  private static String data(String text) {
    return text.lines()
        .map(line -> PlainText.line(line).replace("%", "%25"))
        .collect(Collectors.joining("%0A"));
  }

  private static String property(String text) {
    return PlainText.line(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C");
  }
}
