// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.LongRun;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds out how wrong the clock of a device may be, without waiting until it is: the gateway tells
 * it a wrong time in the place of its time servers, in both directions, bisected. Beside that it
 * measures how the clock drifts; both together predict an age, which only an endurance can verify.
 */
public final class MarginTrials {
  /** So wrong a time is told, the others in between are not tried. */
  public static final List<Duration> OFFSETS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(30),
          Duration.ofDays(400));

  /** Of one usage. */
  public static final int MOST_TRIALS = 20;

  /** So long is watched how a clock drifts. */
  public static final Duration WATCHED = Duration.ofDays(1);

  private final List<Usage> usages;
  private final Set<Destination> servers;
  private final TrialOracle oracle;
  private final Watch watch;

  /** Hears of each trial before it begins. */
  public interface Watch {
    /**
     * A trial begins.
     *
     * @param number from 1, of this usage
     */
    void begins(Usage usage, int number);
  }

  /**
   * @param usages that work with nothing blocked
   * @param contacts all that the device was seen to contact then
   */
  public MarginTrials(
      Collection<Usage> usages, Collection<Destination> contacts, TrialOracle oracle, Watch watch) {
    this.usages = List.copyOf(usages);
    this.servers =
        contacts.stream()
            .filter(MarginTrials::isTimeServer)
            .collect(Collectors.toCollection(TreeSet::new));
    this.oracle = oracle;
    this.watch = watch;
  }

  /** What comes of it. */
  public ClockMargins run() {
    if (servers.isEmpty() || usages.isEmpty()) {
      return new ClockMargins(
          servers,
          Optional.empty(),
          List.of(),
          "it was seen to contact no time server (123/udp), so that nobody can tell it a wrong time");
    }
    List<ClockMargin> margins = new ArrayList<>();
    usages.forEach(usage -> margins.add(margin(usage)));
    return new ClockMargins(servers, drift(usages.get(0)), margins, "");
  }

  private static boolean isTimeServer(Destination destination) {
    return destination.transport().equals(Transport.UDP)
        && destination.port() == Policy.OwnAnswer.PORT;
  }

  /** The device runs for a day, and is told the true time as often as it asks. */
  private Optional<Drift> drift(Usage usage) {
    TrialRecord trial =
        oracle.run(
            TrialRequest.told(servers, List.of(usage), Duration.ZERO)
                .lasting(LongRun.leftAlone(WATCHED)));
    return trial.fault().isEmpty() ? Drift.of(trial.clock()) : Optional.empty();
  }

  private ClockMargin margin(Usage usage) {
    ToldTimes times = new ToldTimes(servers, usage, oracle, number -> watch.begins(usage, number));
    Side none = new Side(Duration.ZERO, Optional.empty(), false, "");
    try {
      if (!times.works(Duration.ZERO)) {
        throw new CannotTell("it failed when the gateway told the true time, too");
      }
    } catch (CannotTell e) {
      return new ClockMargin(usage, none, none, e.why(), times.numbers());
    }
    Side ahead = side(times, 1);
    Side behind = side(times, -1);
    return new ClockMargin(usage, ahead, behind, "", times.numbers());
  }

  private static Side side(ToldTimes times, int sign) {
    int works = -1;
    int fails = OFFSETS.size();
    String obstacle = "";
    try {
      while (fails - works > 1) {
        int middle = (works + fails) / 2;
        if (times.works(OFFSETS.get(middle).multipliedBy(sign))) {
          works = middle;
        } else {
          fails = middle;
        }
      }
    } catch (CannotTell e) {
      obstacle = e.why();
    }
    return new Side(
        works < 0 ? Duration.ZERO : OFFSETS.get(works),
        fails < OFFSETS.size() ? Optional.of(OFFSETS.get(fails)) : Optional.empty(),
        works >= 0 && times.isCorrected(OFFSETS.get(works).multipliedBy(sign)),
        obstacle);
  }
}
