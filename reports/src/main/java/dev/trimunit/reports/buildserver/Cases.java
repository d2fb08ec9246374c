// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.TimedCase;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cases of a run, counted and in words: the same in everything that a build server shows. */
public final class Cases {
  private Cases() {}

  /** All cases, by device and then as they came. */
  public static List<CaseResult> of(RunData run) {
    return run.devices().stream().map(Cases::of).flatMap(Collection::stream).toList();
  }

  /** The cases of a device. */
  public static List<CaseResult> of(DeviceData device) {
    return device.cases().stream().map(TimedCase::result).toList();
  }

  /** The red ones. */
  public static List<CaseResult> failed(Collection<CaseResult> cases) {
    return cases.stream().filter(result -> result.status() == CaseStatus.FAILED).toList();
  }

  /** Those that were never put to the test, because the run was stopped. */
  public static List<CaseResult> notSettled(Collection<CaseResult> cases) {
    return cases.stream()
        .filter(result -> result.status() == CaseStatus.ABORTED && result.verdict() == null)
        .toList();
  }

  /** What is not as accepted and fails no case that says so: gone destinations, shares. */
  public static List<String> changesWithoutCase(DeviceData device) {
    List<CaseResult> failed = failed(of(device));
    return device.changes().stream()
        .filter(change -> failed.stream().noneMatch(f -> f.message().contains(change)))
        .toList();
  }

  /** For example {@code 4 blockable, 6 required}; kinds that there are none of are left out. */
  public static String verdicts(Collection<DeviceData> devices) {
    String counts =
        Stream.of(VerdictKind.values())
            .filter(kind -> count(devices, kind) > 0)
            .map(kind -> count(devices, kind) + " " + word(kind))
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "no verdicts" : counts;
  }

  static long count(Collection<DeviceData> devices, VerdictKind kind) {
    return devices.stream()
        .flatMap(device -> device.verdicts().stream())
        .map(Verdict::kind)
        .filter(Predicate.isEqual(kind))
        .count();
  }

  static String word(VerdictKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** For example {@code 1 case}, {@code 2 cases}. */
  static String counted(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }
}
