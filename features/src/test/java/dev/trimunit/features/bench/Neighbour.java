// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody else in the LAN who loads a file by its name while a device is tested: how it went while
 * something was blocked, and while nothing was.
 */
record Neighbour(List<Load> blocked, List<Load> free) {
  private static final Pattern TRIAL =
      Pattern.compile(
          "\"trial\":\\{\"number\":\\d+,\"device\":\"\\w+\",\"purpose\":\"\\w+\",\"blocked\":\\[(.).*?\"start\":\"([^\"]+)\",\"end\":\"([^\"]+)\"");

  /** One of its loads, in seconds and octets a second. */
  record Load(Instant time, double lookup, double speed, boolean served) {
    static Load parse(String line) {
      String[] words = line.split(" ");
      long nanos = (long) (Double.parseDouble(words[0]) * 1_000) * 1_000_000;
      return new Load(
          Instant.ofEpochSecond(0, nanos),
          Double.parseDouble(words[1]),
          Double.parseDouble(words[3]),
          words[4].equals("200"));
    }
  }

  /**
   * Reads what it printed.
   *
   * @param trials the lines of the device's journal
   */
  static Neighbour read(Path printed, List<String> trials) throws IOException {
    Neighbour neighbour = new Neighbour(new ArrayList<>(), new ArrayList<>());
    List<Load> loads =
        Files.readAllLines(printed).stream()
            .filter(line -> line.matches("\\S+ \\S+ \\S+ \\S+ \\d{3}"))
            .map(Load::parse)
            .toList();
    for (String line : trials) {
      Matcher trial = TRIAL.matcher(line);
      if (trial.find()) {
        Instant start = Instant.parse(trial.group(2));
        Instant end = Instant.parse(trial.group(3));
        boolean free = trial.group(1).equals("]");
        loads.stream()
            .filter(load -> load.time().isAfter(start) && load.time().isBefore(end))
            .forEach(load -> (free ? neighbour.free : neighbour.blocked).add(load));
      }
    }
    return neighbour;
  }

  boolean isAlwaysServed() {
    return blocked.stream().allMatch(Load::served) && free.stream().allMatch(Load::served);
  }

  @Override
  public String toString() {
    return words("nothing", free) + "; " + words("something", blocked);
  }

  private static String words(String blocked, List<Load> loads) {
    return String.format(
        Locale.ROOT,
        "%d loads while %s was blocked, names in %.1f ms, %.1f MB/s in the median",
        loads.size(),
        blocked,
        1_000 * median(loads.stream().mapToDouble(Load::lookup).sorted().toArray()),
        median(loads.stream().mapToDouble(Load::speed).sorted().toArray()) / 1e6);
  }

  private static double median(double[] sorted) {
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
