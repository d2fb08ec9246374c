// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.accepted;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.accepted.Change.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is not as accepted, or not as in an earlier run: one sentence each, in a stable order. */
public final class Comparison {
  /** What a behaviour is compared with, and how much of it is known. */
  public enum Against {
    /** A reviewed file; the run looked at everything. */
    ACCEPTED,
    /** A reviewed file; the run was filtered: what is missing is no change. */
    ACCEPTED_IN_PART,
    /** A run; both looked at everything. */
    EARLIER_RUN,
    /** A run; one of both was filtered: what only one of them has is no change. */
    EARLIER_RUN_IN_PART;

    private boolean run() {
      return this == EARLIER_RUN || this == EARLIER_RUN_IN_PART;
    }

    private boolean whole() {
      return this == ACCEPTED || this == EARLIER_RUN;
    }
  }

  private final Behaviour before;
  private final Behaviour now;
  private final Against against;
  private final List<Change> changes = new ArrayList<>();

  private Comparison(Behaviour before, Behaviour now, Against against) {
    this.before = before;
    this.now = now;
    this.against = against;
  }

  /**
   * Compares with what is accepted.
   *
   * @param whole whether the run looked at everything; if not, what is missing is no change
   */
  public static List<String> of(Behaviour accepted, Behaviour found, boolean whole) {
    Against against = whole ? Against.ACCEPTED : Against.ACCEPTED_IN_PART;
    return changes(accepted, found, against).stream().map(Change::sentence).toList();
  }

  /** Compares with a reviewed file or an earlier run; the tolerance is that of the former. */
  public static List<Change> changes(Behaviour before, Behaviour now, Against against) {
    Comparison comparison = new Comparison(before, now, against);
    comparison.contacts();
    for (Destination destination : before.destinations().keySet()) {
      Contact contact = now.destinations().get(destination);
      if (contact != null) {
        comparison.compare(destination, before.destinations().get(destination), contact);
      }
    }
    return List.copyOf(comparison.changes);
  }

  private void contacts() {
    Set<Destination> gone = new TreeSet<>(before.destinations().keySet());
    gone.removeAll(now.destinations().keySet());
    Set<Destination> fresh = new TreeSet<>(now.destinations().keySet());
    fresh.removeAll(before.destinations().keySet());
    for (Destination destination : List.copyOf(fresh)) {
      Optional<Destination> moved = moved(destination.host(), gone, fresh);
      if (moved.isPresent()) {
        fresh.remove(destination);
        gone.remove(moved.get());
        changes.add(otherPort(moved.get(), destination));
      }
    }
    if (against != Against.EARLIER_RUN_IN_PART) {
      fresh.forEach(this::addFresh);
    }
    if (against.whole()) {
      gone.forEach(this::addGone);
    }
  }

  /** The one destination of this host that is gone, if exactly one came and one went. */
  private static Optional<Destination> moved(
      Host host, Set<Destination> gone, Set<Destination> fresh) {
    List<Destination> went = gone.stream().filter(d -> d.host().equals(host)).toList();
    long came = fresh.stream().filter(d -> d.host().equals(host)).count();
    return went.size() == 1 && came == 1 ? Optional.of(went.get(0)) : Optional.empty();
  }

  private Change otherPort(Destination was, Destination is) {
    return new Change(
        Kind.OTHER_PORT,
        is,
        null,
        was.toString(),
        is.toString(),
        "Other port: %s contacts %s instead of %s.".formatted(now.name(), is, was));
  }

  private void addFresh(Destination destination) {
    Contact contact = now.destinations().get(destination);
    String party = contact == null ? "unknown" : contact.party().word();
    changes.add(
        new Change(
            Kind.NEW_DESTINATION,
            destination,
            null,
            "",
            destination.toString(),
            "New destination: %s contacts %s (%s party), which %s."
                .formatted(
                    now.name(),
                    destination,
                    party,
                    against.run() ? "it did not before" : "is not accepted")));
  }

  private void addGone(Destination destination) {
    changes.add(
        new Change(
            Kind.GONE_DESTINATION,
            destination,
            null,
            destination.toString(),
            "",
            "Gone destination: %s no longer contacts %s.".formatted(now.name(), destination)));
  }

  private void compare(Destination destination, Contact was, Contact is) {
    if (was.party() != is.party()) {
      String before = was.party().word();
      String after = is.party().word();
      changes.add(
          new Change(
              Kind.OTHER_PARTY,
              destination,
              null,
              before,
              after,
              "Other party: %s was %s party and is now %s party."
                  .formatted(destination, before, after)));
    }
    Set<Usage> usages = new TreeSet<>(was.verdicts().keySet());
    usages.addAll(is.verdicts().keySet());
    usages.forEach(
        usage -> compare(destination, usage, was.verdicts().get(usage), is.verdicts().get(usage)));
    if (against.whole() && was.share().isPresent() && is.share().isPresent()) {
      share(destination, was.share().getAsDouble(), is.share().getAsDouble());
    }
  }

  private void compare(
      Destination destination, Usage usage, @Nullable VerdictKind was, @Nullable VerdictKind is) {
    boolean looked = against.whole() || (is != null && (was != null || !against.run()));
    if (was == is || !looked) {
      return;
    }
    Kind kind =
        was == null ? Kind.NEW_VERDICT : is == null ? Kind.MISSING_VERDICT : Kind.CHANGED_VERDICT;
    String sentence =
        switch (kind) {
          case NEW_VERDICT ->
              "New verdict: %s is %s for %s, about which %s."
                  .formatted(
                      destination,
                      word(is),
                      usage,
                      against.run() ? "there was none before" : "nothing is accepted");
          case MISSING_VERDICT ->
              against.run()
                  ? "Missing verdict: %s was %s for %s, and there is no verdict now."
                      .formatted(destination, word(was), usage)
                  : "Missing verdict: %s is accepted as %s for %s, and this run has no verdict."
                      .formatted(destination, word(was), usage);
          default ->
              "Changed verdict: %s was %s for %s and is now %s."
                  .formatted(destination, word(was), usage, word(is));
        };
    changes.add(new Change(kind, destination, usage, word(was), word(is), sentence));
  }

  private void share(Destination destination, double was, double is) {
    if (Math.abs(is - was) > before.tolerance()) {
      changes.add(
          new Change(
              Kind.OTHER_SHARE,
              destination,
              null,
              String.format(Locale.ROOT, "%.2f", was),
              String.format(Locale.ROOT, "%.2f", is),
              String.format(
                  Locale.ROOT,
                  "Other share of the traffic: %s went from %.2f %% to %.2f %%, tolerated are %s"
                      + " points.",
                  destination,
                  was,
                  is,
                  before.tolerance())));
    }
  }

  private static String word(@Nullable VerdictKind kind) {
    return kind == null ? "" : kind.name().toLowerCase(Locale.ROOT);
  }
}
