// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Everything that a run told.
 *
 * @param lab the lab
 * @param output the run's output folder; attachments lie in it
 * @param settings the properties of the run
 * @param started real time
 * @param finished real time
 * @param devices by id
 * @param evidence where to check the verdicts
 */
public record RunData(
    LabDescription lab,
    Path output,
    SortedMap<String, String> settings,
    Instant started,
    Instant finished,
    List<DeviceData> devices,
    Evidence evidence) {
  /** In banners, between the lab and what the run was limited to. */
  public static final String LIMITED_TO = "; limited to ";

  /** The settings that choose devices, each of them whole. */
  public static final List<String> SELECTIONS =
      List.of("trimunit.device", "trimunit.features", "trimunit.shard");

  public RunData {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    devices = List.copyOf(devices);
  }

  /** A device by its id. */
  public Optional<DeviceData> device(String id) {
    return devices.stream().filter(device -> device.device().id().equals(id)).findFirst();
  }

  /** The same with other words about its devices. */
  public RunData withDevices(UnaryOperator<DeviceData> change) {
    return new RunData(
        lab, output, settings, started, finished, devices.stream().map(change).toList(), evidence);
  }

  /** The same with its bundles. */
  public RunData withBundles(Map<Verdict, BundleFile> bundles) {
    return new RunData(
        lab,
        output,
        settings,
        started,
        finished,
        devices,
        new Evidence(evidence.journals(), bundles));
  }

  /** Where a verdict can be checked; empty if no bundle was written. */
  public Optional<BundleFile> bundle(Verdict verdict) {
    return Optional.ofNullable(evidence.bundles().get(verdict));
  }

  /** Whether the run looked at all of its devices, as the engine knows. */
  public boolean whole() {
    return settings.getOrDefault("trimunit.limits.within", "").isBlank();
  }

  /** Whether lists that are handed on hold what looks like a server of updates or alarms, too. */
  public boolean exportsEverything() {
    return settings.getOrDefault("trimunit.exports", "").strip().equals("all");
  }

  /** What the run was limited to, in words; empty if it was a whole one. */
  public String limits() {
    return settings.getOrDefault("trimunit.limits", "");
  }

  /** Whether the results say nothing about real devices. */
  public boolean simulated() {
    return lab.kind() == LabKind.SIMULATED;
  }

  /** What every report says about the lab, for example {@code SIMULATED LAB}. */
  public String labBanner() {
    return limits().isEmpty() ? labKind() : labKind() + LIMITED_TO + limits();
  }

  /** The same for what is about one device: which others the run had makes no difference. */
  public String deviceBanner() {
    return whole() ? labKind() : labBanner();
  }

  /** The same for what is about one device, as a run of all devices would have told it. */
  public RunData ofAllDevices() {
    if (!whole() || limits().isEmpty()) {
      return this;
    }
    SortedMap<String, String> all = new TreeMap<>(settings);
    SELECTIONS.forEach(key -> all.computeIfPresent(key, (k, value) -> ""));
    all.keySet().removeIf(key -> key.startsWith("trimunit.limits"));
    return new RunData(lab, output, all, started, finished, devices, evidence);
  }

  private String labKind() {
    return switch (lab.kind()) {
      case SIMULATED -> "SIMULATED LAB: modelled devices in virtual time, not a measurement";
      case EMULATED -> "EMULATED LAB: modelled devices with real packets, not a measurement";
      case PHYSICAL -> "PHYSICAL LAB: real devices";
    };
  }
}
