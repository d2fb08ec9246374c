// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Gate.Colour;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Nights.Pair;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.recheck.Night;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The colour of a gate, and its sentences. */
final class GateWords {
  private static final double[] RATES = {0.6, 0.3};

  /** A smaller chance is not told as a figure. */
  private static final double LEAST = 0.00001;

  private final NightFindings found;
  private final Night night;
  private final Nights after;
  private final String device;
  private Optional<OtherUnits> others = Optional.empty();

  GateWords(NightFindings found, Nights after) {
    this.found = found;
    this.night = found.night();
    this.after = after;
    this.device = found.names().question().device();
  }

  /** What is said of the other units of the device. */
  GateWords beside(OtherUnits units) {
    others = Optional.of(units);
    return this;
  }

  Gate gate() {
    List<String> changed = changed();
    List<String> open = open();
    others.ifPresent(
        units -> {
          changed.addAll(units.deviating());
          open.addAll(units.untold());
        });
    found.handOver().ifPresent(handed -> open.addAll(handed.refuted()));
    Colour colour = Colour.GREEN;
    List<String> reasons = new ArrayList<>(changed);
    reasons.addAll(open);
    if (!changed.isEmpty()) {
      colour = Colour.RED;
    } else if (!open.isEmpty()) {
      colour = Colour.AMBER;
    }
    if (colour != Colour.GREEN) {
      reasons.add(handOver());
    }
    return new Gate(device, colour, found.names().night(), reasons, guarantee());
  }

  private String handOver() {
    if (found.handOver().isPresent()) {
      return "It was settled in this night; if it is to be so, accept it with -Dtrimunit.device=%s -Dtrimunit.protocol=certify -Dtrimunit.accept."
          .formatted(device);
    }
    return "Next: settle it with -Dtrimunit.device=%s -Dtrimunit.protocol=certify; if it is to be so, accept it with -Dtrimunit.accept."
        .formatted(device);
  }

  private List<String> changed() {
    List<String> changed = new ArrayList<>();
    Set<Destination> gone = found.gone();
    Map<Destination, List<Pair>> fresh = new TreeMap<>();
    for (NightVerdicts.Found one : found.found()) {
      Pair pair = one.pair();
      if (gone.contains(pair.destination())) {
        continue;
      }
      if (pair.accepted() == null && isNew(pair.destination())) {
        fresh.computeIfAbsent(pair.destination(), d -> new ArrayList<>()).add(pair);
      } else if (!pair.asAccepted()) {
        changed.add(changed(one));
      }
    }
    fresh.forEach((destination, pairs) -> changed.add(isNew(destination, pairs)));
    gone.forEach(destination -> changed.add(isGone(destination)));
    if (night.flakier()) {
      changed.add(
          "The device fails more often by itself than it did (chance %s)."
              .formatted(percent(night.risen())));
    }
    return changed;
  }

  /** Whether it was no part of what is accepted, for any usage. */
  private boolean isNew(Destination destination) {
    return after.pairs().stream()
        .filter(pair -> pair.destination().equals(destination))
        .allMatch(pair -> pair.accepted() == null);
  }

  private String changed(NightVerdicts.Found one) {
    Pair pair = one.pair();
    VerdictKind accepted = pair.accepted();
    int nights = found.names().night() - pair.shownNight();
    String when =
        nights == 0
            ? trials(one)
            : nights == 1 ? "; found 1 night ago" : "; last shown %d nights ago".formatted(nights);
    return "%s was %s for %s and is now %s%s."
        .formatted(
            pair.destination(),
            accepted == null ? "not needed" : word(accepted),
            pair.usage(),
            word(pair.kind()),
            when);
  }

  private static String trials(NightVerdicts.Found one) {
    List<Integer> telling =
        one.pair().kind() == VerdictKind.BLOCKABLE ? one.passed() : one.failed();
    return telling.isEmpty()
        ? ""
        : " (trials %s)"
            .formatted(telling.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private static String isNew(Destination destination, List<Pair> pairs) {
    Map<VerdictKind, Set<String>> usages = new TreeMap<>();
    pairs.forEach(
        pair ->
            usages
                .computeIfAbsent(pair.kind(), kind -> new TreeSet<>())
                .add(pair.usage().toString()));
    return "%s is new: %s."
        .formatted(
            destination,
            usages.entrySet().stream()
                .map(e -> word(e.getKey()) + " for " + String.join(", ", e.getValue()))
                .collect(Collectors.joining("; ")));
  }

  private String isGone(Destination destination) {
    int missed = after.contact(destination).map(Nights.Contact::missed).orElse(0);
    return "%s is gone: the device did not contact it in the last %d trials."
        .formatted(destination, missed);
  }

  private List<String> open() {
    if (found.believed() && !night.believed()) {
      return unsettled();
    }
    List<String> open = new ArrayList<>();
    if (!night.givenUp().isEmpty()) {
      open.add("The night ended without an answer: " + night.givenUp() + ".");
    } else if (!night.believed()) {
      open.add("The list of what is blockable could not be shown to hold.");
    }
    open.addAll(unsettled());
    return open;
  }

  private List<String> unsettled() {
    List<String> open = new ArrayList<>();
    Set<String> inconclusive = new TreeSet<>();
    found.found().stream()
        .map(NightVerdicts.Found::pair)
        .filter(pair -> pair.kind() == VerdictKind.INCONCLUSIVE && pair.accepted() == pair.kind())
        .forEach(pair -> inconclusive.add(pair.destination().toString()));
    if (!inconclusive.isEmpty()) {
      open.add(
          "Nobody settled what is inconclusive: %s.".formatted(String.join(", ", inconclusive)));
    }
    return open;
  }

  private List<String> guarantee() {
    List<String> sentences = new ArrayList<>();
    int size = night.list().cardinality();
    int passes = night.leastPasses();
    if (size > 0 && night.believed()) {
      sentences.add(
          "%d %s blocked as a whole, and each of %d %s passed %d times or more: the chance that something among them is needed is %s."
              .formatted(
                  size,
                  size == 1 ? "destination was" : "destinations were",
                  found.names().usages().size(),
                  found.names().usages().size() == 1 ? "usage" : "usages",
                  passes,
                  percent(night.broken())));
      sentences.add(
          "Had one become always necessary for a usage, this night would have missed it with a chance of at most %s; necessary in %.0f %% of uses: %s, in %.0f %%: %s."
              .formatted(
                  atMost(Night.missed(1, passes)),
                  100 * RATES[0],
                  atMost(Night.missed(RATES[0], passes)),
                  100 * RATES[1],
                  atMost(Night.missed(RATES[1], passes))));
      Set<Destination> unmet = found.unmet();
      if (!unmet.isEmpty()) {
        sentences.add(
            "The device did not try %s in these trials: only that it works without was seen."
                .formatted(unmet.stream().map(String::valueOf).collect(Collectors.joining(", "))));
      }
    } else if (!found.believed()) {
      sentences.add("Nothing was shown of a list that may be blocked as a whole.");
    }
    others.map(OtherUnits::words).ifPresent(sentences::addAll);
    found.handOver().map(HandOver::sentence).ifPresent(sentences::add);
    sentences.add(needed());
    return sentences;
  }

  private String needed() {
    long needed =
        found.found().stream()
            .map(NightVerdicts.Found::pair)
            .filter(pair -> RecheckNames.isNeeded(pair.kind()))
            .map(Pair::destination)
            .distinct()
            .count();
    int age = found.oldestNeeded();
    return needed == 0
        ? "No destination is needed."
        : "That each of %d needed destinations still is was last shown %s."
            .formatted(
                needed,
                age == 0
                    ? "in this night"
                    : age == 1 ? "at most 1 night ago" : "at most " + age + " nights ago");
  }

  private static String word(VerdictKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** For a sentence that says that it is a bound already. */
  private static String atMost(double chance) {
    return percent(Math.max(chance, LEAST));
  }

  private static String percent(double chance) {
    if (chance < LEAST) {
      return "less than 0.001 %";
    }
    return chance < 0.001
        ? String.format(Locale.ROOT, "%.3f %%", 100 * chance)
        : String.format(Locale.ROOT, "%.1f %%", 100 * chance);
  }
}
