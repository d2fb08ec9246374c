// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.accepted;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is not as accepted, each change in one sentence, in a stable order. */
public final class Comparison {
  private final Behaviour accepted;
  private final Behaviour found;
  private final boolean whole;
  private final List<String> sentences = new ArrayList<>();

  private Comparison(Behaviour accepted, Behaviour found, boolean whole) {
    this.accepted = accepted;
    this.found = found;
    this.whole = whole;
  }

  /**
   * Compares.
   *
   * @param whole whether the run looked at everything; if not, what is missing is no change
   */
  public static List<String> of(Behaviour accepted, Behaviour found, boolean whole) {
    Comparison comparison = new Comparison(accepted, found, whole);
    comparison.contacts();
    for (Destination destination : accepted.destinations().keySet()) {
      Contact now = found.destinations().get(destination);
      if (now != null) {
        comparison.compare(destination, accepted.destinations().get(destination), now);
      }
    }
    return List.copyOf(comparison.sentences);
  }

  private void contacts() {
    Set<Destination> gone = new TreeSet<>(accepted.destinations().keySet());
    gone.removeAll(found.destinations().keySet());
    Set<Destination> fresh = new TreeSet<>(found.destinations().keySet());
    fresh.removeAll(accepted.destinations().keySet());
    for (Destination destination : List.copyOf(fresh)) {
      Optional<Destination> moved = moved(destination.host(), gone, fresh);
      if (moved.isPresent()) {
        fresh.remove(destination);
        gone.remove(moved.get());
        sentences.add(
            "Other port: %s contacts %s instead of %s."
                .formatted(found.name(), destination, moved.get()));
      }
    }
    fresh.forEach(this::addFresh);
    if (whole) {
      gone.forEach(
          destination ->
              sentences.add(
                  "Gone destination: %s no longer contacts %s."
                      .formatted(found.name(), destination)));
    }
  }

  /** The one accepted destination of this host that is gone, if exactly one came and one went. */
  private static Optional<Destination> moved(
      Host host, Set<Destination> gone, Set<Destination> fresh) {
    List<Destination> went = gone.stream().filter(d -> d.host().equals(host)).toList();
    long came = fresh.stream().filter(d -> d.host().equals(host)).count();
    return went.size() == 1 && came == 1 ? Optional.of(went.get(0)) : Optional.empty();
  }

  private void addFresh(Destination destination) {
    Contact contact = found.destinations().get(destination);
    String party = contact == null ? "unknown" : contact.party().word();
    sentences.add(
        "New destination: %s contacts %s (%s party), which is not accepted."
            .formatted(found.name(), destination, party));
  }

  private void compare(Destination destination, Contact before, Contact now) {
    if (before.party() != now.party()) {
      sentences.add(
          "Other party: %s was %s party and is now %s party."
              .formatted(destination, before.party().word(), now.party().word()));
    }
    Set<Usage> usages = new TreeSet<>(before.verdicts().keySet());
    usages.addAll(now.verdicts().keySet());
    usages.forEach(
        usage ->
            compare(destination, usage, before.verdicts().get(usage), now.verdicts().get(usage)));
    if (whole && before.share().isPresent() && now.share().isPresent()) {
      share(destination, before.share().getAsDouble(), now.share().getAsDouble());
    }
  }

  private void compare(
      Destination destination,
      Usage usage,
      @org.jspecify.annotations.Nullable VerdictKind before,
      @org.jspecify.annotations.Nullable VerdictKind now) {
    if (before == now || now == null && !whole) {
      return;
    }
    if (before == null) {
      sentences.add(
          "New verdict: %s is %s for %s, about which nothing is accepted."
              .formatted(destination, word(now), usage));
    } else if (now == null) {
      sentences.add(
          "Missing verdict: %s is accepted as %s for %s, and this run has no verdict."
              .formatted(destination, word(before), usage));
    } else {
      sentences.add(
          "Changed verdict: %s was %s for %s and is now %s."
              .formatted(destination, word(before), usage, word(now)));
    }
  }

  private void share(Destination destination, double before, double now) {
    if (Math.abs(now - before) > accepted.tolerance()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Other share of the traffic: %s went from %.2f %% to %.2f %%, tolerated are %s points.",
              destination,
              before,
              now,
              accepted.tolerance()));
    }
  }

  private static String word(@org.jspecify.annotations.Nullable VerdictKind kind) {
    return String.valueOf(kind).toLowerCase(Locale.ROOT);
  }
}
