// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several runs that share the devices of a fleet: {@code 2/5} is the second of five. Each
 * run finds out by itself which devices are its own, so what it goes by must be the same on every
 * machine.
 *
 * @param number from 1
 * @param of how many there are
 */
public record Shard(int number, int of) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\s*/\\s*(\\d{1,4})");

  public Shard {
    if (number < 1 || number > of) {
      throw new IllegalArgumentException(
          of < 1 ? "there must be at least one" : "there are 1/%1$d to %1$d/%1$d".formatted(of));
    }
  }

  /**
   * Reads {@code 2/5}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Shard parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("the second of five is 2/5");
    }
    return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * The devices of this shard: the longest first, each to the shard with the least to do so far.
   *
   * @param expected how long each device of the fleet takes, by id
   */
  public Set<String> devices(Map<String, Duration> expected) {
    Comparator<String> longestFirst = Comparator.comparing(expected::get);
    List<String> ids =
        expected.keySet().stream()
            .sorted(longestFirst.reversed().thenComparing(Comparator.naturalOrder()))
            .toList();
    Duration[] load = new Duration[of];
    Arrays.fill(load, Duration.ZERO);
    Set<String> mine = new TreeSet<>();
    for (String id : ids) {
      int least = least(load);
      load[least] = load[least].plus(expected.get(id));
      if (least == number - 1) {
        mine.add(id);
      }
    }
    return mine;
  }

  private static int least(Duration[] load) {
    int least = 0;
    for (int i = 1; i < load.length; i++) {
      least = load[i].compareTo(load[least]) < 0 ? i : least;
    }
    return least;
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
