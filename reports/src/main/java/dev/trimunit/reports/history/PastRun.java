// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.history;

import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a run found, as far as a history tells it.
 *
 * @param folder where its results lie; paths of evidence are below it
 * @param when it began
 * @param dated whether the run says so itself; else it is the age of its file
 * @param lab the kind of its lab
 * @param protocol how verdicts were settled
 * @param whole whether it looked at all of each device that it had: then what is not there is gone
 */
public record PastRun(
    Path folder,
    Instant when,
    boolean dated,
    String lab,
    String protocol,
    boolean whole,
    List<PastDevice> devices) {
  public PastRun {
    devices = List.copyOf(devices);
  }

  /** A device in a run; destinations by their text, which may be anybody's. */
  public record PastDevice(
      String id,
      String name,
      String firmware,
      String app,
      SortedMap<String, PastDestination> destinations) {}

  /**
   * A destination in a run.
   *
   * @param party who runs it; empty if the file does not say
   */
  public record PastDestination(String party, Map<Usage, PastVerdict> verdicts) {}

  /**
   * A verdict.
   *
   * @param evidence path of its bundle below the folder; empty if there is none
   */
  public record PastVerdict(VerdictKind kind, String evidence) {}
}
