// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.NightsBuilder;
import dev.trimunit.engine.model.NightsPairBuilder;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Question;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A device drawn from the population of the simulation study. */
public final class ModelDevice {
  private static final double SPREAD = 1.5;
  private static final double[] REQUIRED = {0.7, 0.55, 0.1, 0.05};
  private static final double[] SMALL = {0.4, 0.3, 0.1, 0.2};
  private static final double[] LARGE = {0.25, 0.25, 0.4, 0.1};
  private static final int LARGE_FROM = 15;

  final Size size;
  final World world;
  final long seed;
  final double failure;
  final double success;
  final int[] parties;
  final List<BitSet> required = new ArrayList<>();
  final double[] rates;
  final List<Clause> clauses = new ArrayList<>();
  final List<Destination> destinations = new ArrayList<>();
  final List<Usage> usages = new ArrayList<>();

  /** Some usages need at least one of the members. */
  record Clause(BitSet members, BitSet usages) {}

  public ModelDevice(Size size, World world, long seed) {
    this.size = size;
    this.world = world;
    this.seed = seed;
    SplittableRandom random =
        new SplittableRandom(seed * 0x9E3779B97F4A7C15L + size.destinations());
    failure = 0.1 * random.nextDouble();
    success = 0.02 * random.nextDouble();
    parties = new int[size.destinations()];
    rates = new double[size.destinations()];
    double shift = SPREAD * random.nextGaussian();
    for (int j = 0; j < size.usages(); j++) {
      required.add(new BitSet());
      usages.add(new Usage("use " + j, Vantage.LAN));
    }
    for (int i = 0; i < size.destinations(); i++) {
      parties[i] = draw(random, size.destinations() < LARGE_FROM ? SMALL : LARGE);
      destinations.add(name(i));
      boolean needed = random.nextDouble() < logistic(BASE[parties[i]] + shift);
      BitSet users = needed ? users(random) : new BitSet();
      int number = i;
      users.stream().forEach(j -> required.get(j).set(number));
      rates[i] = 1;
    }
    makeIntermittent(random);
    makeClauses(random);
  }

  private static final double[] BASE = new double[REQUIRED.length];

  static {
    for (int party = 0; party < REQUIRED.length; party++) {
      BASE[party] = base(REQUIRED[party]);
    }
  }

  /** The logit at which the mean over devices is as wanted. */
  private static double base(double mean) {
    double low = -12;
    double high = 12;
    while (high - low > 1e-9) {
      double middle = (low + high) / 2;
      double sum = 0;
      double weight = 0;
      for (double z = -6; z <= 6; z += 0.01) {
        double density = Math.exp(-z * z / 2);
        sum += density * logistic(middle + SPREAD * z);
        weight += density;
      }
      low = sum / weight < mean ? middle : low;
      high = sum / weight < mean ? high : middle;
    }
    return low;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static int draw(RandomGenerator random, double[] weights) {
    double left = random.nextDouble();
    int drawn = 0;
    while (drawn < weights.length - 1 && left >= weights[drawn]) {
      left -= weights[drawn++];
    }
    return drawn;
  }

  private Destination name(int i) {
    return Destination.parse(
        parties[i] == 3
            ? "ntp%02d.example:123/udp".formatted(i)
            : "host%02d.example:443/tcp".formatted(i));
  }

  /** All usages or, now and then, some. */
  private BitSet users(RandomGenerator random) {
    BitSet users = new BitSet();
    if (random.nextDouble() < 0.8) {
      users.set(0, size.usages());
    }
    while (users.isEmpty()) {
      for (int j = 0; j < size.usages(); j++) {
        users.set(j, random.nextBoolean());
      }
    }
    return users;
  }

  boolean requiredByAny(int i) {
    return required.stream().anyMatch(set -> set.get(i));
  }

  private void makeIntermittent(RandomGenerator random) {
    for (int i = 0; i < rates.length; i++) {
      if (requiredByAny(i) && random.nextDouble() < world.intermittentShare()) {
        rates[i] = world.leastRate() + random.nextDouble() * (world.mostRate() - world.leastRate());
      }
    }
  }

  private void makeClauses(RandomGenerator random) {
    if (random.nextDouble() >= world.redundantDevices()) {
      return;
    }
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      free.add(i);
    }
    int wanted = 1 + (random.nextDouble() < 0.3 ? 1 : 0);
    for (int clause = 0; clause < wanted && free.size() >= 2; clause++) {
      BitSet members = new BitSet();
      int most = Math.min(free.size(), 2 + random.nextInt(2));
      while (members.cardinality() < most) {
        int member = pick(random, free);
        free.remove((Integer) member);
        members.set(member);
        required.forEach(set -> set.clear(member));
        rates[member] = 1;
      }
      clauses.add(new Clause(members, users(random)));
    }
  }

  /** Rather one that nothing requires. */
  private int pick(RandomGenerator random, List<Integer> free) {
    List<Integer> blockable = free.stream().filter(i -> !requiredByAny(i)).toList();
    List<Integer> from = blockable.isEmpty() ? free : blockable;
    return from.get(random.nextInt(from.size()));
  }

  public Question question() {
    Map<Destination, Party> who = new HashMap<>();
    Party[] names = {Party.FIRST, Party.SUPPORT, Party.THIRD, Party.SUPPORT};
    for (int i = 0; i < parties.length; i++) {
      who.put(destinations.get(i), names[parties[i]]);
    }
    TreeMap<Usage, java.util.SortedSet<Destination>> wanted = new TreeMap<>();
    usages.forEach(usage -> wanted.put(usage, new TreeSet<>(destinations)));
    return new Question("model", wanted, who, 0.01);
  }

  /**
   * What somebody says of it who is right about so many of its destinations, and knows nothing of
   * redundancy.
   */
  public Nights told(double right) {
    SplittableRandom random = new SplittableRandom(~seed);
    List<Nights.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < size.destinations(); i++) {
      boolean says = requiredByAny(i) == random.nextDouble() < right;
      for (int j = 0; j < size.usages(); j++) {
        boolean needs = says && (required.get(j).get(i) || !requiredByAny(i));
        VerdictKind kind = needs ? VerdictKind.REQUIRED : VerdictKind.BLOCKABLE;
        pairs.add(
            NightsPairBuilder.stagedBuilder()
                .destination(destinations.get(i))
                .usage(usages.get(j))
                .kind(kind)
                .accepted(kind)
                .shownNight(0)
                .shownOn("")
                .errorBound(0.01)
                .rate(1)
                .build());
      }
    }
    return NightsBuilder.stagedBuilder()
        .lab("")
        .basis("")
        .settings(Nights.Settings.USUAL)
        .night(0)
        .pairs(pairs)
        .contacts(List.of())
        .history("")
        .risen(0)
        .marks(List.of())
        .build();
  }

  /** Whether a usage certainly or now and then fails with this blocked. */
  boolean breaks(int usage, BitSet blocked) {
    return required.get(usage).intersects(blocked)
        || clauses.stream().anyMatch(c -> c.usages().get(usage) && covers(blocked, c.members()));
  }

  /**
   * What the evidence for right verdicts costs if somebody knew them before: three calibration
   * trials, three passes of the list, two failures alone of every required pair.
   */
  double demandedCost() {
    double cost = 6 * ModelLab.cost(size.usages());
    for (int i = 0; i < size.destinations(); i++) {
      int number = i;
      int users = (int) required.stream().filter(set -> set.get(number)).count();
      cost += users == 0 ? 0 : 2 * ModelLab.cost(users);
    }
    return cost;
  }

  /** A destination that nothing needs; -1 if there is none. */
  public int unneeded() {
    for (int i = 0; i < rates.length; i++) {
      int number = i;
      if (!requiredByAny(i) && clauses.stream().noneMatch(c -> c.members().get(number))) {
        return i;
      }
    }
    return -1;
  }

  /** A destination by its number. */
  public Destination destination(int number) {
    return destinations.get(number);
  }

  boolean inClause(int i, int usage) {
    return clauses.stream().anyMatch(c -> c.members().get(i) && c.usages().get(usage));
  }

  static boolean covers(BitSet blocked, BitSet members) {
    BitSet missing = (BitSet) members.clone();
    missing.andNot(blocked);
    return missing.isEmpty();
  }
}
