// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.purpose.DestinationPurpose;
import dev.trimunit.engine.purpose.Purposes;
import dev.trimunit.engine.purpose.RareFunctions;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the verdicts on a device do not speak about: what its destinations are for, and what it does
 * seldom. What a destination is for keeps it out of the lists that are handed on, not out of the
 * verdicts.
 */
public final class SeldomUsed {
  private final DeviceData data;
  private final boolean everythingExported;
  private final Purposes purposes;
  private final RareFunctions rare;
  private final Set<Destination> verified;
  private final Map<Destination, RareFunctions.Tried> tried = new HashMap<>();

  public SeldomUsed(RunData run, DeviceData data) {
    this.data = data;
    this.everythingExported = run.exportsEverything();
    List<Blocklist> lists = data.blocklists();
    this.verified = lists.isEmpty() ? Set.of() : lists.get(lists.size() - 1).destinations();
    Set<Destination> all = new TreeSet<>(data.destinations());
    all.addAll(verified);
    this.purposes = new Purposes(all, data.trials(), data.purposes());
    this.rare =
        new RareFunctions(
            data.device(),
            data.verdicts(),
            data.trials(),
            data.cases().stream().map(TimedCase::result).toList(),
            data.rare());
  }

  /** What a destination of the device is for. */
  public DestinationPurpose purpose(Destination destination) {
    return purposes.of(destination);
  }

  /** What of the verified list is left out of the lists that are handed on, with its purpose. */
  public SortedMap<Destination, DestinationPurpose> heldBack() {
    SortedMap<Destination, DestinationPurpose> held = new TreeMap<>();
    if (!everythingExported) {
      purposes.heldBack(verified).forEach(one -> held.put(one, purposes.of(one)));
    }
    return held;
  }

  /** What the lists that are handed on block; empty if nothing was verified as a whole. */
  public SortedSet<Destination> exported() {
    SortedSet<Destination> exported = new TreeSet<>(verified);
    exported.removeAll(heldBack().keySet());
    return Collections.unmodifiableSortedSet(exported);
  }

  /**
   * What was tried without a destination that may be blocked for something; empty if it may not.
   */
  public Optional<RareFunctions.Tried> tried(Destination destination) {
    return usages(destination).isEmpty() ? Optional.empty() : Optional.of(without(destination));
  }

  private RareFunctions.Tried without(Destination destination) {
    return tried.computeIfAbsent(destination, rare::without);
  }

  /** For what it may be blocked, what it looks like, what was not tried; empty if it may not be. */
  public Optional<String> sentence(Destination destination) {
    Set<String> usages = usages(destination);
    if (usages.isEmpty()) {
      return Optional.empty();
    }
    DestinationPurpose purpose = purposes.of(destination);
    boolean held = !everythingExported && verified.contains(destination) && purpose.heldBack();
    String untested = without(destination).untested().stream().collect(Collectors.joining(", "));
    return Optional.of(
        "May be blocked for %s; %s%s.%s"
            .formatted(
                String.join(", ", usages),
                purpose.sentence(),
                held ? ": not exported" : "",
                untested.isEmpty() ? "" : " Not tested: " + untested + "."));
  }

  private Set<String> usages(Destination destination) {
    return data.verdicts().stream()
        .filter(verdict -> verdict.destination().equals(destination))
        .filter(verdict -> verdict.kind() == VerdictKind.BLOCKABLE)
        .map(Verdict::usage)
        .map(usage -> usage.functionality())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is exported although nothing tells what it is for. */
  public List<Destination> unexplained() {
    return exported().stream()
        .filter(destination -> purposes.of(destination).purpose() == Purpose.UNKNOWN)
        .toList();
  }
}
