// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.recheck.Problem;
import dev.trimunit.engine.protocol.recheck.Problem.History;
import dev.trimunit.engine.protocol.recheck.Problem.Kept;
import dev.trimunit.engine.protocol.recheck.ProblemBuilder;
import dev.trimunit.engine.protocol.recheck.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Numbers for destinations and usages, and what a night starts from. */
final class RecheckNames {
  private final Question question;
  private final Nights before;
  private final List<Destination> destinations;
  private final List<Usage> usages;

  RecheckNames(Question question, Nights before) {
    this.question = question;
    this.before = before;
    destinations = new ArrayList<>(question.all());
    usages = List.copyOf(question.destinations().keySet());
    question.controls().forEach(control -> control.contacted().forEach(this::joinUnknown));
  }

  private void joinUnknown(Destination destination) {
    if (!before.knows(destination)) {
      join(destination);
    }
  }

  /** The number of a destination, which gets one if it has none. */
  int join(Destination destination) {
    int known = destinations.indexOf(destination);
    if (known < 0) {
      destinations.add(destination);
    }
    return known < 0 ? destinations.size() - 1 : known;
  }

  Question question() {
    return question;
  }

  Nights before() {
    return before;
  }

  /** The number of this night. */
  int night() {
    return before.night() + 1;
  }

  Destination destination(int number) {
    return destinations.get(number);
  }

  List<Destination> destinations() {
    return List.copyOf(destinations);
  }

  Set<Destination> destinations(BitSet numbers) {
    return numbers.stream()
        .mapToObj(destinations::get)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Usage usage(int number) {
    return usages.get(number);
  }

  List<Usage> usages() {
    return usages;
  }

  Set<Usage> usages(BitSet numbers) {
    return numbers.stream().mapToObj(usages::get).collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is known of a destination, for the usages that are asked about. */
  List<Nights.Pair> pairs(Destination destination) {
    return before.pairs().stream()
        .filter(pair -> pair.destination().equals(destination) && usages.contains(pair.usage()))
        .toList();
  }

  Problem problem() {
    Instant[] last = new Instant[usages.size()];
    Arrays.fill(last, Instant.MIN);
    for (TrialRecord control : question.controls()) {
      usages.stream().filter(control::passed).forEach(u -> last[usages.indexOf(u)] = control.end());
    }
    List<Seen> remembered = remembered();
    return ProblemBuilder.stagedBuilder()
        .usages(usages.size())
        .groups(
            question.sharing(usages).stream()
                .map(g -> g.stream().map(usages::indexOf).toList())
                .toList())
        .list(where(this::inList))
        .required(required())
        .found(where(destination -> !before.knows(destination)))
        .passes(before.settings().passes())
        .rotation(before.settings().rotation())
        .nights(nightsOf(remembered))
        .before(remembered)
        .history(history(remembered))
        .risen(before.risen())
        .lastPassed(List.of(last))
        .errorBound(question.errorBound())
        .build();
  }

  private BitSet where(Predicate<Destination> wanted) {
    BitSet numbers = new BitSet();
    for (int i = 0; i < destinations.size(); i++) {
      numbers.set(i, wanted.test(destinations.get(i)));
    }
    return numbers;
  }

  private boolean inList(Destination destination) {
    List<Nights.Pair> pairs = pairs(destination);
    return !pairs.isEmpty() && pairs.stream().allMatch(p -> p.kind() == VerdictKind.BLOCKABLE);
  }

  private List<Kept> required() {
    return destinations.stream()
        .filter(destination -> !Contacts.isGone(before, destination))
        .map(this::kept)
        .filter(kept -> !kept.needs().isEmpty())
        .sorted(Comparator.comparingInt(Kept::age).reversed())
        .toList();
  }

  private Kept kept(Destination destination) {
    BitSet needs = new BitSet();
    int age = 0;
    double rate = 1;
    for (Nights.Pair pair : pairs(destination)) {
      if (isNeeded(pair.kind())) {
        needs.set(usages.indexOf(pair.usage()));
        age = Math.max(age, night() - pair.shownNight());
        rate = Math.min(rate, pair.rate());
      }
    }
    return new Kept(destinations.indexOf(destination), needs, age, rate);
  }

  static boolean isNeeded(VerdictKind kind) {
    return kind == VerdictKind.REQUIRED || kind == VerdictKind.ALTERNATIVE;
  }

  /** What earlier nights said of the list, as far as the memory reaches. */
  private List<Seen> remembered() {
    return before.marks().stream()
        .filter(marks -> night() - marks.night() < before.settings().memory())
        .map(this::seen)
        .toList();
  }

  /** This one and those back to the first that is remembered: before that, all was shown. */
  private static int nightsOf(List<Seen> remembered) {
    return 1 + remembered.stream().mapToInt(Seen::night).max().orElse(0);
  }

  private Seen seen(Nights.Marks marks) {
    return new Seen(
        night() - marks.night(),
        numbers(destinations, marks.blocked()),
        numbers(usages, marks.passed()),
        numbers(usages, marks.failed()));
  }

  private static <T> BitSet numbers(List<T> all, Collection<T> some) {
    BitSet numbers = new BitSet();
    some.stream().mapToInt(all::indexOf).filter(number -> number >= 0).forEach(numbers::set);
    return numbers;
  }

  /** Without what the memory tells in full. */
  private History history(List<Seen> remembered) {
    int told =
        remembered.stream()
            .flatMap(seen -> Stream.of(seen.passed(), seen.failed()))
            .mapToInt(BitSet::cardinality)
            .sum();
    String text = before.history();
    String older = text.substring(0, Math.max(0, text.length() - told));
    int failed = (int) older.chars().filter(mark -> mark == '-').count();
    return new History(older.length() - failed, failed);
  }
}
