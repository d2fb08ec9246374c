// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.history;

import dev.trimunit.engine.model.Usage;
import dev.trimunit.reports.history.PastRun.PastDestination;
import dev.trimunit.reports.history.PastRun.PastDevice;
import dev.trimunit.reports.history.PastRun.PastVerdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A device in one kind of lab: simulated verdicts say nothing about measured ones. */
public final class DeviceHistory {
  private final String id;
  private final String lab;
  private String name;
  private final List<Visit> visits = new ArrayList<>();
  private final TimeLine firmware = new TimeLine();
  private final SortedMap<String, DestinationHistory> destinations = new TreeMap<>();

  /** A run that had the device. */
  public record Visit(Path folder, Instant when, String firmware, String app, String protocol) {}

  /** A destination of the device. */
  public static final class DestinationHistory {
    private final String text;
    private final int first;
    private String party = "";
    private final TimeLine contact = new TimeLine();
    private final SortedMap<Usage, TimeLine> verdicts = new TreeMap<>();

    DestinationHistory(String text, int first) {
      this.text = text;
      this.first = first;
    }

    /** As specs write it; it comes from the network. */
    public String text() {
      return text;
    }

    /** Who ran it when it was last seen. */
    public String party() {
      return party;
    }

    /** The number of the run that first had it. */
    public int first() {
      return first;
    }

    /** Whether it was contacted. */
    public TimeLine contact() {
      return contact;
    }

    /** By usage. */
    public SortedMap<Usage, TimeLine> verdicts() {
      return Collections.unmodifiableSortedMap(verdicts);
    }

    private void seen(int visit, PastDestination destination) {
      party = destination.party().isEmpty() ? party : destination.party();
      contact.put(visit, CONTACTED, "");
      destination
          .verdicts()
          .keySet()
          .forEach(u -> verdicts.computeIfAbsent(u, x -> new TimeLine()));
      verdicts.forEach((usage, line) -> put(line, visit, destination.verdicts().get(usage)));
    }

    private static void put(
        TimeLine line, int visit, @org.jspecify.annotations.Nullable PastVerdict verdict) {
      if (verdict == null) {
        line.put(visit, TimeLine.NO_VERDICT, "");
      } else {
        line.put(visit, verdict.kind().name().toLowerCase(Locale.ROOT), verdict.evidence());
      }
    }

    private void missed(int visit, boolean whole) {
      String state = whole ? TimeLine.ABSENT : TimeLine.NOT_LOOKED;
      contact.put(visit, state, "");
      verdicts.values().forEach(line -> line.put(visit, state, ""));
    }
  }

  /** The state of a contact. */
  public static final String CONTACTED = "contacted";

  DeviceHistory(String id, String lab) {
    this.id = id;
    this.lab = lab;
    this.name = id;
  }

  void add(PastRun run, PastDevice device) {
    int visit = visits.size();
    name = device.name();
    visits.add(
        new Visit(run.folder(), run.when(), device.firmware(), device.app(), run.protocol()));
    firmware.put(visit, device.firmware(), "");
    for (Map.Entry<String, PastDestination> seen : device.destinations().entrySet()) {
      destinations
          .computeIfAbsent(seen.getKey(), text -> new DestinationHistory(text, visit))
          .seen(visit, seen.getValue());
    }
    destinations.values().stream()
        .filter(known -> !device.destinations().containsKey(known.text()))
        .forEach(known -> known.missed(visit, run.whole()));
  }

  /** The word behind {@code @device=}. */
  public String id() {
    return id;
  }

  /** The kind of lab. */
  public String lab() {
    return lab;
  }

  /** What its last run calls it. */
  public String name() {
    return name;
  }

  /** The runs that had it, in order. */
  public List<Visit> visits() {
    return Collections.unmodifiableList(visits);
  }

  /** Its firmware. */
  public TimeLine firmware() {
    return firmware;
  }

  /** All that were ever seen, by their text. */
  public List<DestinationHistory> destinations() {
    return List.copyOf(destinations.values());
  }
}
