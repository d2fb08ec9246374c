// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.model.TrialRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds families of names: a device that talks to {@code shard17.g.example}, and to another shard
 * each time it gets power. Only trials with nothing blocked are evidence, each of them one boot.
 *
 * <ul>
 *   <li><em>Numbered</em>: at least three names that differ in digits only, over at least four
 *       boots, none of them in more than three of four.
 *   <li><em>Made up</em>: at least four names that differ in one label, each seen in one boot only
 *       and over at least four boots, and the labels look made up: they hold digits, or are equally
 *       long, six letters at least.
 * </ul>
 *
 * <p>Services of different names come back at each boot, and so are no family.
 */
final class NameFamilies {
  private static final int BOOTS = 4;
  private static final int NUMBERED = 3;
  private static final int MADE_UP = 4;
  private static final int LONG_LABEL = 6;
  private static final int TELLING_START = 3;
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /** {@code com}, or {@code co.uk}: registries sell the names right below. */
  private static final Pattern REGISTRY = Pattern.compile("[^.]+|[a-z]{1,3}\\.[a-z]{2}");

  private static final Pattern WHOLE_LABEL = Pattern.compile("\\*\\.([^*]+)");
  private final SortedMap<Destination, Set<Integer>> boots = new TreeMap<>();
  private final SortedMap<Destination, Set<DnsName>> found = new TreeMap<>();

  private record Port(Transport transport, int port) {}

  /** Names that differ in one label, and in others by numbers at most. */
  private record Alike(int place, List<Destination> members) {
    List<String> labels(int at) {
      return members.stream().map(member -> text(member).split("\\.", -1)[at]).toList();
    }
  }

  private NameFamilies(Collection<TrialRecord> trials) {
    for (TrialRecord trial : trials) {
      if (trial.blocked().isEmpty()) {
        trial.contacted().stream()
            .filter(NameFamilies::mayBeMember)
            .forEach(d -> boots.computeIfAbsent(d, n -> new TreeSet<>()).add(trial.number()));
      }
    }
    Map<Port, List<Destination>> byPort = new HashMap<>();
    boots
        .keySet()
        .forEach(
            d ->
                byPort
                    .computeIfAbsent(new Port(d.transport(), d.port()), p -> new ArrayList<>())
                    .add(d));
    byPort.values().forEach(this::find);
  }

  /** Names that hold what no host name does are nobody's idea of a family. */
  private static boolean mayBeMember(Destination destination) {
    return destination.host() instanceof DnsName name
        && name.text().indexOf('\\') < 0
        && !name.isFamily()
        && !name.looksLikeAddress();
  }

  /** The families that trials show, each with the names that were seen of it. */
  static SortedMap<Destination, Set<DnsName>> of(Collection<TrialRecord> trials) {
    return new NameFamilies(trials).found;
  }

  private void find(List<Destination> ofPort) {
    Map<String, List<Destination>> numbered = new TreeMap<>();
    for (Destination destination : ofPort) {
      String key = DIGITS.matcher(text(destination)).replaceAll("*");
      numbered.computeIfAbsent(key, k -> new ArrayList<>()).add(destination);
    }
    List<Destination> left = new ArrayList<>(ofPort);
    for (List<Destination> members : numbered.values()) {
      if (members.size() >= NUMBERED && comeAndGo(members) && add(members, numbers(members))) {
        left.removeAll(members);
      }
    }
    left.removeIf(destination -> seen(destination).size() > 1);
    for (Alike alike : differingInOneLabel(left)) {
      List<Destination> members = alike.members();
      members.retainAll(left);
      if (members.size() >= MADE_UP && areMadeUp(alike) && add(members, labels(alike))) {
        left.removeAll(members);
      }
    }
  }

  private boolean comeAndGo(List<Destination> members) {
    int all = bootsOf(members);
    return all >= BOOTS && members.stream().allMatch(member -> 4 * seen(member).size() <= 3 * all);
  }

  private boolean areMadeUp(Alike alike) {
    List<String> labels = alike.labels(alike.place());
    if (bootsOf(alike.members()) < BOOTS || Set.copyOf(labels).size() < labels.size()) {
      return false;
    }
    long withDigits = labels.stream().filter(label -> DIGITS.matcher(label).find()).count();
    int length = labels.get(0).length();
    return 4 * withDigits >= 3L * labels.size()
        || (length >= LONG_LABEL && labels.stream().allMatch(label -> label.length() == length));
  }

  private int bootsOf(List<Destination> members) {
    Set<Integer> all = new TreeSet<>();
    members.forEach(member -> all.addAll(seen(member)));
    return all.size();
  }

  private Set<Integer> seen(Destination destination) {
    return boots.getOrDefault(destination, Set.of());
  }

  private boolean add(List<Destination> members, String family) {
    Optional<Destination> told = family(members, family);
    told.ifPresent(destination -> found.put(destination, names(members)));
    return told.isPresent();
  }

  private static Optional<Destination> family(List<Destination> members, String family) {
    Matcher whole = WHOLE_LABEL.matcher(family);
    boolean anyones = whole.matches() && REGISTRY.matcher(whole.group(1)).matches();
    if (anyones || family.lastIndexOf('*') > family.lastIndexOf('.')) {
      return Optional.empty(); // Whose names these are, nobody can tell.
    }
    Destination any = members.get(0);
    return Optional.of(new Destination(new DnsName(family), any.transport(), any.port()));
  }

  private static Set<DnsName> names(List<Destination> members) {
    Set<DnsName> names = new TreeSet<>();
    members.forEach(member -> names.add((DnsName) member.host()));
    return names;
  }

  /**
   * The names among those given that differ in digits only, port by port: enough of them for a
   * family, if they can be one.
   */
  static SortedMap<Destination, Set<DnsName>> numbered(
      Collection<Destination> destinations, Predicate<List<Destination>> are) {
    Map<String, List<Destination>> alike = new TreeMap<>();
    for (Destination destination : new TreeSet<>(destinations)) {
      if (mayBeMember(destination)) {
        String key = DIGITS.matcher(destination.host().toString()).replaceAll("*");
        alike
            .computeIfAbsent(
                key + " " + destination.transport() + " " + destination.port(),
                k -> new ArrayList<>())
            .add(destination);
      }
    }
    SortedMap<Destination, Set<DnsName>> families = new TreeMap<>();
    alike.values().stream()
        .filter(members -> members.size() >= NUMBERED && are.test(members))
        .forEach(
            members ->
                family(members, numbers(members))
                    .ifPresent(family -> families.put(family, names(members))));
    return families;
  }

  /** By what is left of their names without a label, the many before the few. */
  private static List<Alike> differingInOneLabel(List<Destination> names) {
    Map<String, Alike> groups = new TreeMap<>();
    for (Destination destination : names) {
      String[] labels = DIGITS.matcher(text(destination)).replaceAll("*").split("\\.");
      for (int i = 0; i < labels.length - 1; i++) {
        int place = i;
        String label = labels[i];
        labels[i] = "";
        groups
            .computeIfAbsent(String.join(".", labels), k -> new Alike(place, new ArrayList<>()))
            .members()
            .add(destination);
        labels[i] = label;
      }
    }
    return groups.values().stream()
        .sorted(Comparator.comparingInt((Alike alike) -> alike.members().size()).reversed())
        .toList();
  }

  /** Stars in the place of those numbers that differ. */
  private static String numbers(List<Destination> members) {
    List<List<String>> numbers =
        members.stream()
            .map(m -> DIGITS.matcher(text(m)).results().map(r -> r.group()).toList())
            .toList();
    int[] at = {0};
    return DIGITS
        .matcher(text(members.get(0)))
        .replaceAll(
            number -> {
              int i = at[0]++;
              boolean same = numbers.stream().allMatch(n -> n.get(i).equals(number.group()));
              return same ? number.group() : "*";
            });
  }

  /** A star in the place of the label, with the start and the end that all labels share. */
  private static String labels(Alike alike) {
    String[] labels = text(alike.members().get(0)).split("\\.");
    for (int i = 0; i < labels.length; i++) {
      List<String> differing = alike.labels(i);
      if (i == alike.place()) {
        labels[i] = start(differing) + "*" + end(differing);
      } else if (Set.copyOf(differing).size() > 1) {
        labels[i] = DIGITS.matcher(labels[i]).replaceAll("*");
      }
    }
    return String.join(".", labels);
  }

  /** Up to a hyphen, or long enough to be no chance. */
  private static String start(List<String> labels) {
    String shared = labels.stream().reduce(NameFamilies::commonStart).orElse("");
    String letters = shared.replaceFirst("\\d+$", "");
    return letters.length() >= TELLING_START
        ? letters
        : shared.substring(0, Math.max(shared.lastIndexOf('-'), shared.lastIndexOf('_')) + 1);
  }

  private static String end(List<String> labels) {
    String shared =
        labels.stream().map(NameFamilies::reversed).reduce(NameFamilies::commonStart).orElse("");
    return reversed(
        shared.substring(0, Math.max(shared.lastIndexOf('-'), shared.lastIndexOf('_')) + 1));
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  private static String commonStart(String one, String other) {
    int length = 0;
    while (length < one.length()
        && length < other.length()
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return one.substring(0, length);
  }

  private static String text(Destination destination) {
    return ((DnsName) destination.host()).text();
  }
}
