// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.FirewallRule;
import dev.trimunit.devices.gateway.policy.LabTimeline;
import dev.trimunit.devices.gateway.policy.Policies;
import dev.trimunit.devices.gateway.policy.TimeServer;
import dev.trimunit.devices.linux.NftFirewall.Counters;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the gateway does for one station beside refusing: tells the time, opens windows. */
final class StationPolicies {
  private final int mark;
  private final TimeServer time;
  private Map<DestinationPattern, Policy> declared = Map.of();
  private volatile LabTimeline timeline = LabTimeline.ofMachine();
  private Policies policies = new Policies(Map.of(), this::now);
  private LetThrough through = new LetThrough();
  private Counters counted = Counters.NONE;
  private boolean translated;

  /** Read by whoever answers queries, too. */
  private volatile Set<DestinationPattern> open = Set.of();

  private volatile Set<DestinationPattern> told = Set.of();

  /** Of which packets may have passed since they were last counted. */
  private Set<DestinationPattern> passing = Set.of();

  /**
   * What is to be done, by pattern.
   *
   * @param timeline the lab's time, by which it is
   */
  record Declared(Map<DestinationPattern, Policy> policies, LabTimeline timeline) {
    /** Nothing. */
    static final Declared NOTHING = new Declared(Map.of(), LabTimeline.ofMachine());

    Declared {
      policies = Map.copyOf(policies);
    }
  }

  StationPolicies(int mark, TimeServer time) {
    this.mark = mark;
    this.time = time;
  }

  /** The lab's time goes on like this. */
  void timeline(LabTimeline next) {
    timeline = next;
  }

  /** Whether much of the lab's time may be over before anybody has looked. */
  boolean isSkipped() {
    return timeline.file().isPresent();
  }

  private Instant now() {
    return timeline.at(Instant.now());
  }

  /** Begins anew. */
  void begin(Declared next) {
    declared = next.policies();
    timeline = next.timeline();
    policies = new Policies(declared, this::now);
    through = new LetThrough();
    open = Set.of();
    passing = Set.of();
    told = Set.copyOf(policies.answers().keySet());
    time.silence(mark);
    policies.answers().values().stream()
        .findFirst()
        .map(Policy.OwnAnswer::ahead)
        .ifPresent(this::tell);
  }

  private void tell(Duration ahead) {
    time.tell(mark, () -> now().plus(ahead));
  }

  /** Flows from before are led where they were led until the kernel forgets them. */
  void inForce() {
    boolean translates = !told.isEmpty();
    if (translates || translated) {
      for (String family : List.of("ipv4", "ipv6")) {
        forget(family);
      }
    }
    translated = translates;
  }

  private void forget(String family) {
    List<String> command =
        List.of(
            "conntrack",
            "-D",
            "-f",
            family,
            "-p",
            "udp",
            "--orig-port-dst",
            String.valueOf(Policy.OwnAnswer.PORT),
            "--mark",
            String.valueOf(mark));
    if (!Program.missing(List.of(command.get(0))).isEmpty()) {
      throw new LabFault(
          "The gateway answers in the place of a server only if it can forget connections: install conntrack (Debian package conntrack)");
    }
    Program.attempt(command, ""); // it fails if there is nothing to forget
  }

  boolean hasWindows() {
    return declared.values().stream().anyMatch(Policy.Window.class::isInstance);
  }

  /** The patterns that are let through just now. */
  Set<DestinationPattern> open() {
    return open;
  }

  boolean isToChange() {
    return !policies.open().equals(open);
  }

  /**
   * Opens and closes windows, as far as that is ours.
   *
   * @return what was not open before
   */
  Set<DestinationPattern> change() {
    Set<DestinationPattern> next = Set.copyOf(policies.open());
    Set<DestinationPattern> opening = new TreeSet<>(next);
    opening.removeAll(open);
    passing = new TreeSet<>(open);
    passing.addAll(next);
    open = next;
    return opening;
  }

  /** The firewall follows. */
  void changed() {
    passing = open;
  }

  /** What was counted before windows opened. */
  void count(Counters now) {
    counted = now;
  }

  /** Takes what passed since it was last counted. */
  void count(Counters now, Collection<FirewallRule> rules) {
    if (!passing.isEmpty()) {
      Map<DestinationPattern, List<Refusal>> ends = new HashMap<>();
      for (DestinationPattern pattern : passing) {
        ends.put(
            pattern,
            rules.stream()
                .filter(rule -> rule.pattern().equals(pattern))
                .flatMap(rule -> Refusal.of(mark, rule))
                .toList());
      }
      through
          .take(
              Counters.since(mark, counted.passed(), now.passed()),
              Counters.since(mark, counted.arrived(), now.arrived()),
              ends)
          .forEach(policies::replied);
    }
    counted = now;
  }

  /** What of the packets that passed got around the block. */
  Map<Refusal, Long> passedBy(Map<Refusal, Long> passed) {
    return through.without(passed);
  }

  /** Whether the gateway answers in the place of what a pattern means. */
  boolean isTold(DestinationPattern pattern) {
    return told.contains(pattern);
  }

  /** The addresses in whose place the gateway answers. */
  Set<IpAddress> told(Stream<FirewallRule> rules) {
    Set<IpAddress> addresses = new TreeSet<>();
    rules.filter(rule -> isTold(rule.pattern())).forEach(rule -> addresses.add(rule.address()));
    return addresses;
  }

  /**
   * What came of each.
   *
   * @param queries that were led to our own server, by pattern
   */
  Map<DestinationPattern, GatewayReading.Bearing> bearings(Map<DestinationPattern, Long> queries) {
    long answers = time.answered(mark);
    queries.forEach((pattern, count) -> policies.told(pattern, Math.min(count, answers)));
    Map<DestinationPattern, GatewayReading.Bearing> bearings = new HashMap<>();
    declared
        .keySet()
        .forEach(
            pattern ->
                bearings.put(
                    pattern,
                    new GatewayReading.Bearing(
                        policies.times(pattern),
                        policies.isIdle(pattern),
                        String.join("; ", policies.ways(pattern)))));
    return bearings;
  }

  /** What passed through windows, so that it is not taken for what got around a block. */
  private static final class LetThrough {
    private final Map<Refusal, Long> passed = new HashMap<>();

    /**
     * Takes what passed while some patterns were open.
     *
     * @param packets what passed meanwhile, in both directions
     * @param arrived those of them that came from there
     * @param open what each open pattern would refuse
     * @return the patterns of which something arrived
     */
    Set<DestinationPattern> take(
        Map<Refusal, Long> packets,
        Map<Refusal, Long> arrived,
        Map<DestinationPattern, ? extends Collection<Refusal>> open) {
      packets.forEach(
          (end, count) -> {
            if (open.values().stream().anyMatch(ends -> isOf(end, ends))) {
              passed.merge(end, count, Long::sum);
            }
          });
      Set<DestinationPattern> replied = new TreeSet<>();
      open.forEach(
          (pattern, ends) -> {
            if (arrived.keySet().stream().anyMatch(end -> isOf(end, ends))) {
              replied.add(pattern);
            }
          });
      return replied;
    }

    /** What of the packets that passed did so although nothing let them. */
    Map<Refusal, Long> without(Map<Refusal, Long> all) {
      Map<Refusal, Long> rest = new HashMap<>();
      all.forEach(
          (end, count) -> {
            long more = count - passed.getOrDefault(end, 0L);
            if (more > 0) {
              rest.put(end, more);
            }
          });
      return rest;
    }

    private static boolean isOf(Refusal end, Collection<Refusal> ends) {
      return ends.stream().anyMatch(refusal -> refusal.covers(end));
    }
  }
}
