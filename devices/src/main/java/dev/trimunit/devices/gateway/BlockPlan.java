// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.devices.gateway.PatternIndex.Numbered;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How a set of patterns is refused to a device. A name is overridden in DNS when a pattern covers
 * every port of it, or means its answer only. Otherwise, and for bare addresses, the firewall
 * refuses the addresses and ports, so that what the device turns to on another port is seen. Where
 * that would also refuse something that is not blocked, because names share an address, a name is
 * overridden all the same if the device is known to use no other port of it ({@link #sparing}).
 * Immutable; looks names up, however many patterns there are.
 */
public final class BlockPlan {
  private static final int HTTPS_PORT = 443;
  private final SortedSet<DestinationPattern> patterns;
  private final PatternIndex index;
  private final KnownDestinations known;
  private final Strength strength;
  private final Set<DnsName> byName;
  private final Set<DestinationPattern> lifted;

  /**
   * @param patterns what is blocked
   * @param known every destination that the device is known to contact
   * @param strength whether the firewall also refuses the addresses of overridden names
   */
  public BlockPlan(Set<DestinationPattern> patterns, Set<Destination> known, Strength strength) {
    this(patterns, known, strength, Set.of());
  }

  /**
   * @param byName names that are overridden although only their known ports are blocked
   */
  public BlockPlan(
      Set<DestinationPattern> patterns,
      Set<Destination> known,
      Strength strength,
      Set<DnsName> byName) {
    this(patterns, known, strength, byName, Set.of());
  }

  private BlockPlan(
      Set<DestinationPattern> patterns,
      Set<Destination> known,
      Strength strength,
      Set<DnsName> byName,
      Set<DestinationPattern> lifted) {
    this.lifted = Set.copyOf(lifted);
    this.byName = Collections.unmodifiableSet(new TreeSet<>(byName));
    this.patterns = Collections.unmodifiableSortedSet(new TreeSet<>(patterns));
    this.known = new KnownDestinations(known);
    this.index = new PatternIndex(this.patterns, this.known::means);
    this.strength = strength;
  }

  /** Refuses nothing. */
  public static BlockPlan open() {
    return new BlockPlan(Set.of(), Set.of(), Strength.NORMAL);
  }

  /**
   * The same plan while some of it is let through: their names are answered as they are. The rules
   * of the firewall remain, for whoever lets through must know what.
   */
  public BlockPlan lifting(Set<DestinationPattern> open) {
    return new BlockPlan(patterns, known(), strength, byName, open);
  }

  /** Whether a pattern overrides names just now. */
  boolean isLifted(DestinationPattern pattern) {
    return lifted.contains(pattern);
  }

  /** What is blocked, in order. */
  public Set<DestinationPattern> patterns() {
    return patterns;
  }

  /** Every destination that the device is known to contact. */
  public Set<Destination> known() {
    return known.all();
  }

  /** Whether the firewall also refuses the addresses of overridden names. */
  public Strength strength() {
    return strength;
  }

  /** The patterns by which a name is overridden in DNS; empty if it is answered as it is. */
  public List<DestinationPattern> overriding(DnsName name) {
    List<DestinationPattern> covering =
        covering(name).stream().filter(pattern -> !isLifted(pattern)).toList();
    boolean whole =
        covering.stream().anyMatch(p -> p.coversEveryPort() || p.isNameOnly())
            || (!covering.isEmpty() && byName.stream().anyMatch(one -> known.stands(one, name)));
    return whole ? covering : List.of();
  }

  /**
   * What a device is told about a name that is overridden. One that it only looks up would not be
   * refused by a loopback address, which is an answer: it is told that there is none.
   */
  public BlockAnswer answer(DnsName name, BlockAnswer usual) {
    return usual == BlockAnswer.LOOPBACK && isLookedUpOnly(overriding(name))
        ? BlockAnswer.NAME_ERROR
        : usual;
  }

  private static boolean isLookedUpOnly(List<DestinationPattern> overriding) {
    return overriding.stream().anyMatch(DestinationPattern::isNameOnly)
        && overriding.stream().noneMatch(DestinationPattern::coversEveryPort);
  }

  /** Whether a pattern means a name. */
  boolean means(DestinationPattern pattern, DnsName name) {
    return known.means(pattern, name);
  }

  /** The names that are overridden although only their known ports are blocked. */
  public Set<DnsName> byName() {
    return byName;
  }

  /**
   * The same plan, refusing by name what cannot be refused by address without something else, as
   * far as that suffices.
   */
  public BlockPlan sparing(AddressBook book) {
    Set<DnsName> names = new TreeSet<>(byName);
    for (DnsName name : known.names()) {
      List<DestinationPattern> covering = covering(name);
      if (known.areCovered(name, covering)
          && covering.stream().anyMatch(p -> hits(p, name, book))) {
        names.add(name);
      }
    }
    return new BlockPlan(patterns, known(), strength, names);
  }

  private boolean hits(DestinationPattern pattern, DnsName name, AddressBook book) {
    return !pattern.isNameOnly()
        && addresses(name, book).stream()
            .anyMatch(address -> spared(FirewallRule.of(pattern, address), book).isPresent());
  }

  /**
   * The addresses that the firewall refuses for a pattern and that also stand for something that
   * the device uses and that is not blocked, each with it. Who blocks an address that the device
   * has from names means these.
   */
  public List<String> shared(DestinationPattern pattern, AddressBook book) {
    if (pattern.host() instanceof IpAddress && known().stream().noneMatch(pattern::covers)) {
      return List.of();
    }
    return rules(book).stream()
        .filter(rule -> rule.pattern().equals(pattern))
        .flatMap(rule -> spared(rule, book).map(d -> rule.address() + " with " + d).stream())
        .sorted()
        .distinct()
        .toList();
  }

  /** What a rule refuses though nothing asks for it. */
  private Optional<Destination> spared(FirewallRule rule, AddressBook book) {
    return known().stream()
        .filter(d -> !d.isNameOnly())
        .filter(d -> rule.meets(rule.address(), d.transport(), d.port()))
        .filter(d -> known.isAt(d, rule.address(), book))
        .filter(d -> patterns.stream().noneMatch(pattern -> pattern.covers(d)))
        .findFirst();
  }

  private Set<IpAddress> addresses(DnsName name, AddressBook book) {
    Set<IpAddress> addresses = new TreeSet<>();
    known
        .members(name, book)
        .forEach(
            member ->
                addresses.addAll(
                    strength == Strength.STRONG ? book.seen(member) : book.handed(member)));
    return addresses;
  }

  /** Every address that the resolver has handed to the device for names that a pattern means. */
  Set<IpAddress> handed(DestinationPattern pattern, AddressBook book) {
    return book.handed(name -> means(pattern, name));
  }

  /** Every address ever seen for names that a pattern means. */
  public Set<IpAddress> seen(DestinationPattern pattern, AddressBook book) {
    return book.seen(name -> means(pattern, name));
  }

  /** Whether a name is overridden: by a pattern, or because it hides questions from us. */
  public boolean overrides(DnsName name) {
    return !overriding(name).isEmpty() || hides(name);
  }

  /** The names among the known destinations. */
  public Set<DnsName> knownNames() {
    return known.names();
  }

  /** The names, each with everything below, that are overridden whatever the patterns. */
  Set<DnsName> hiddenResolvers() {
    return strength == Strength.STRONG ? EncryptedResolvers.names() : Set.of();
  }

  /** Under a strong block the known resolvers of others are refused, too. */
  private boolean hides(DnsName name) {
    return strength == Strength.STRONG && EncryptedResolvers.covers(name);
  }

  /** Whether an address of this name may call for a rule of the firewall. */
  public boolean concerns(DnsName name) {
    return !patterns.isEmpty() && (hides(name) || !covering(name).isEmpty());
  }

  /** The rules of the firewall, given the addresses that are known so far. */
  public List<FirewallRule> rules(AddressBook book) {
    Map<Integer, Set<FirewallRule>> rules = new TreeMap<>();
    index.ofAddresses().forEach(numbered -> refuse(rules, numbered, Set.of(address(numbered))));
    book.names().forEach(name -> refuse(rules, name, book));
    return Stream.concat(
            rules.values().stream().flatMap(Set::stream),
            book.names().stream().filter(this::hides).flatMap(name -> hiding(name, book)))
        .toList();
  }

  /** Those of the rules that are about addresses of one name. */
  public List<FirewallRule> rules(AddressBook book, DnsName name) {
    Map<Integer, Set<FirewallRule>> rules = new TreeMap<>();
    refuse(rules, name, book);
    return Stream.concat(
            rules.values().stream().flatMap(Set::stream),
            hides(name) ? hiding(name, book) : Stream.empty())
        .toList();
  }

  private void refuse(Map<Integer, Set<FirewallRule>> rules, DnsName name, AddressBook book) {
    List<Numbered> covering = index.covering(name);
    boolean byFirewall =
        !covering.isEmpty() && (strength == Strength.STRONG || overriding(name).isEmpty());
    if (byFirewall) {
      Set<IpAddress> addresses = addresses(name, book);
      covering.forEach(numbered -> refuse(rules, numbered, addresses));
    }
  }

  /**
   * In which ways a pattern is refused, as far as addresses are known: {@code name by NXDOMAIN},
   * {@code 443/tcp at 198.51.100.7}.
   */
  public List<String> ways(DestinationPattern pattern, AddressBook book, BlockAnswer answer) {
    Stream<String> names =
        names(pattern, book).stream()
            .filter(name -> !overriding(name).isEmpty())
            .map(name -> "name by " + answer(name, answer));
    Stream<String> addresses =
        rules(book).stream().filter(rule -> rule.pattern().equals(pattern)).map(FirewallRule::way);
    return Stream.concat(names, addresses).distinct().sorted().toList();
  }

  private Set<DnsName> names(DestinationPattern pattern, AddressBook book) {
    Set<DnsName> names = new TreeSet<>(book.names());
    names.removeIf(name -> !means(pattern, name));
    if (pattern.host() instanceof DnsName name) {
      names.add(name);
    }
    return names;
  }

  /**
   * The plan in words, one rule a line: what DNS overrides, and what the firewall refuses of the
   * addresses that are known so far.
   */
  public List<String> lines(AddressBook book, BlockAnswer answer) {
    Set<String> lines = new TreeSet<>();
    for (DestinationPattern pattern : patterns) {
      names(pattern, book).stream()
          .filter(name -> !overriding(name).isEmpty())
          .forEach(
              name ->
                  lines.add(
                      "dns: %s is overridden by %s, for %s"
                          .formatted(name, answer(name, answer), pattern)));
    }
    rules(book).forEach(rule -> lines.add(rule.toString()));
    return List.copyOf(lines);
  }

  /** Whether any pattern asks for it; the first one that does. */
  public Optional<DestinationPattern> covering(Destination destination) {
    return patterns.stream().filter(pattern -> pattern.covers(destination)).findFirst();
  }

  private static Stream<FirewallRule> hiding(DnsName name, AddressBook book) {
    DestinationPattern https = new DestinationPattern(name, true, null, HTTPS_PORT);
    return book.seen(name).stream().map(address -> FirewallRule.of(https, address));
  }

  private static IpAddress address(Numbered numbered) {
    return (IpAddress) numbered.pattern().host();
  }

  private static void refuse(
      Map<Integer, Set<FirewallRule>> rules, Numbered numbered, Set<IpAddress> addresses) {
    if (numbered.pattern().isNameOnly()) {
      return;
    }
    addresses.forEach(
        address ->
            rules
                .computeIfAbsent(numbered.place(), place -> new LinkedHashSet<>())
                .add(FirewallRule.of(numbered.pattern(), address)));
  }

  private List<DestinationPattern> covering(DnsName name) {
    return index.covering(name).stream().map(Numbered::pattern).toList();
  }
}
