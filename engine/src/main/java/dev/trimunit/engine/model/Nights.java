// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a device before a night: where a nightly gate starts from. Everything that its
 * trials depend on is in it, so that a journal that holds it can be replayed.
 *
 * @param lab in which lab it was seen; empty for any
 * @param basis tells one accepted behaviour, or one earlier run, from another
 * @param settings how much a night does
 * @param night how many nights there were
 * @param pairs what each usage needs
 * @param contacts how often the device contacts what
 * @param history of the last trials that blocked nothing needed, the latest last: {@code +} passed,
 *     {@code -} failed
 * @param risen chance that the device has begun to fail more often by itself
 * @param marks what trials of the last nights said of the list, for the memory
 */
@BuiltByName
public record Nights(
    String lab,
    String basis,
    Settings settings,
    int night,
    List<Pair> pairs,
    List<Contact> contacts,
    String history,
    double risen,
    List<Marks> marks) {
  /**
   * How much a night does.
   *
   * @param passes of the whole list, by every usage
   * @param rotation required destinations that are tried in a night
   * @param memory nights whose trials say something of the list, this one included
   * @param certify whether what a night names or cannot tell is settled in the same night
   */
  public record Settings(int passes, int rotation, int memory, boolean certify) {
    /** Without settling anything in the same night. */
    public Settings(int passes, int rotation, int memory) {
      this(passes, rotation, memory, false);
    }

    /** Two passes, one required destination, this night only. */
    public static final Settings USUAL = new Settings(2, 1, 1);
  }

  /**
   * What is known of a destination for a usage.
   *
   * @param kind what the last trials said
   * @param accepted what it is to be; null for what was not there
   * @param shownNight the night in which trials last showed it
   * @param shownOn that day, in the lab's time; empty if nobody knows
   * @param errorBound of the kind, when it was shown
   * @param rate in which share of the uses it is needed, if it is
   */
  @BuiltByName
  public record Pair(
      Destination destination,
      Usage usage,
      VerdictKind kind,
      @Nullable VerdictKind accepted,
      int shownNight,
      String shownOn,
      double errorBound,
      double rate) {
    /** In which share of the uses what is needed shows, if nobody knows better. */
    public static final double MOSTLY = 0.95;

    /** Whether it is as it is to be. */
    public boolean asAccepted() {
      return kind == accepted;
    }
  }

  /**
   * How often a device contacts a destination.
   *
   * @param open whether it was seen to with nothing blocked: only then is its absence telling
   * @param hits trials in which it did
   * @param trials all trials
   * @param missed trials in a row, up to the last, in which it did not
   */
  public record Contact(Destination destination, boolean open, int hits, int trials, int missed) {}

  /**
   * What a trial said of the list.
   *
   * @param night the night it was run in
   */
  public record Marks(int night, Set<Destination> blocked, Set<Usage> passed, Set<Usage> failed) {
    public Marks {
      blocked = new TreeSet<>(blocked);
      passed = new TreeSet<>(passed);
      failed = new TreeSet<>(failed);
    }
  }

  public Nights {
    pairs =
        pairs.stream()
            .sorted(Comparator.comparing(Pair::destination).thenComparing(Pair::usage))
            .toList();
    contacts = contacts.stream().sorted(Comparator.comparing(Contact::destination)).toList();
    marks = List.copyOf(marks);
  }

  /** What is known of a destination for a usage. */
  public Optional<Pair> pair(Destination destination, Usage usage) {
    return pairs.stream()
        .filter(p -> p.destination().equals(destination) && p.usage().equals(usage))
        .findFirst();
  }

  /** What is known of the contacts with a destination. */
  public Optional<Contact> contact(Destination destination) {
    return contacts.stream().filter(c -> c.destination().equals(destination)).findFirst();
  }

  /** Whether anything is known of a destination, or of a family that its name belongs to. */
  public boolean knows(Destination destination) {
    return pairs.stream().anyMatch(p -> p.destination().equals(told(destination)));
  }

  /** A destination as it is known: names that change are told as one family. */
  public Destination told(Destination seen) {
    return pairs.stream().anyMatch(pair -> pair.destination().equals(seen))
        ? seen
        : pairs.stream()
            .map(Pair::destination)
            .filter(known -> known.holds(seen))
            .findFirst()
            .orElse(seen);
  }

  /** The same with other settings. */
  public Nights with(Settings others) {
    return new Nights(lab, basis, others, night, pairs, contacts, history, risen, marks);
  }
}
