// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.history;

import dev.trimunit.reports.history.DeviceHistory.DestinationHistory;
import dev.trimunit.reports.history.PastRun.PastDevice;
import dev.trimunit.reports.history.TimeLine.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Many runs, added in the order of time; of each only what differs from the one before is kept. */
public final class History {
  private final SortedMap<String, DeviceHistory> devices = new TreeMap<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int runs;

  /** A folder whose results are not in the history, and why. */
  public record Skipped(Path folder, String reason) {}

  /**
   * What of all verdicts stayed.
   *
   * @param settled pairs of destination and usage that were settled in two runs or more
   * @param same those that had one verdict in all of them
   * @param withFirmware those that had not, and changed only in runs with another firmware
   */
  public record Stability(int settled, int same, int withFirmware) {}

  /** Adds the next run. */
  public void add(PastRun run) {
    runs++;
    for (PastDevice device : run.devices()) {
      devices
          .computeIfAbsent(
              device.id() + " " + run.lab(), key -> new DeviceHistory(device.id(), run.lab()))
          .add(run, device);
    }
    if (!run.dated()) {
      notes.add(
          "%s does not say when it began: it stands where the date of its file puts it"
              .formatted(run.folder()));
    }
  }

  /** A run that could not be read. */
  public void skip(Path folder, String reason) {
    skipped.add(new Skipped(folder, reason));
  }

  /** How many runs there are. */
  public int runs() {
    return runs;
  }

  /** By id, then by kind of lab. */
  public List<DeviceHistory> devices() {
    return List.copyOf(devices.values());
  }

  /** What was skipped. */
  public List<Skipped> skipped() {
    return skipped.stream().sorted(Comparator.comparing(Skipped::folder)).toList();
  }

  /** What must be known to read it. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whether verdicts last, over all devices of a kind of lab. */
  public Stability stability(String lab) {
    int settled = 0;
    int same = 0;
    int withFirmware = 0;
    for (DeviceHistory device : devices.values()) {
      if (!device.lab().equals(lab)) {
        continue;
      }
      for (DestinationHistory destination : device.destinations()) {
        for (TimeLine line : destination.verdicts().values()) {
          List<Span> verdicts = line.spans().stream().filter(History::isSettled).toList();
          if (verdicts.stream().mapToInt(Span::runs).sum() < 2) {
            continue;
          }
          settled++;
          if (verdicts.stream().map(Span::state).distinct().count() == 1) {
            same++;
          } else if (onlyWithFirmware(device, verdicts)) {
            withFirmware++;
          }
        }
      }
    }
    return new Stability(settled, same, withFirmware);
  }

  private static boolean isSettled(Span span) {
    return span.isTelling() && !span.state().equals("inconclusive");
  }

  private static boolean onlyWithFirmware(DeviceHistory device, List<Span> verdicts) {
    for (int i = 1; i < verdicts.size(); i++) {
      Span before = verdicts.get(i - 1);
      Span now = verdicts.get(i);
      String was = device.visits().get(before.to()).firmware();
      String is = device.visits().get(now.from()).firmware();
      if (!before.state().equals(now.state()) && was.equals(is)) {
        return false;
      }
    }
    return true;
  }
}
