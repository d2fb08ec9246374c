// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway.policy;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.DeviceTimer.Kind;
import dev.trimunit.engine.model.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a gateway does about some of what is blocked, beside refusing it. Not thread-safe. */
public final class Policies {
  private final Supplier<Instant> now;
  private final Map<DestinationPattern, Policy> policies;
  private final Map<DestinationPattern, Opening> openings = new HashMap<>();
  private final Map<DestinationPattern, Long> passed = new HashMap<>();
  private final Map<DestinationPattern, Long> answered = new HashMap<>();

  /**
   * @param policies what is done, by pattern
   * @param now the lab's time
   */
  public Policies(Map<DestinationPattern, Policy> policies, Supplier<Instant> now) {
    this.policies = new TreeMap<>(policies);
    this.now = now;
    policies.forEach(
        (pattern, policy) -> {
          if (policy instanceof Policy.Window window) {
            openings.put(pattern, new Opening(window, now.get()));
          }
        });
  }

  public boolean isEmpty() {
    return policies.isEmpty();
  }

  /** The patterns that are not refused just now. */
  public Set<DestinationPattern> open() {
    Set<DestinationPattern> open = new TreeSet<>();
    openings.forEach(
        (pattern, opening) -> {
          if (opening.isOpen(now.get())) {
            open.add(pattern);
          }
        });
    return open;
  }

  /** Whether a packet that these patterns refuse passes all the same. */
  public boolean lets(Collection<DestinationPattern> refusing, boolean inbound) {
    if (refusing.isEmpty() || !open().containsAll(refusing)) {
      return false;
    }
    for (DestinationPattern pattern : refusing) {
      passed.merge(pattern, 1L, Long::sum);
      Opening opening = openings.get(pattern);
      if (inbound && opening != null) {
        opening.use(now.get());
      }
    }
    return true;
  }

  /** The time that the gateway tells in the place of a server; empty if it does not. */
  public Optional<Instant> answer(Collection<DestinationPattern> refusing) {
    for (DestinationPattern pattern : refusing) {
      if (policies.get(pattern) instanceof Policy.OwnAnswer own) {
        passed.merge(pattern, 1L, Long::sum);
        answered.merge(pattern, 1L, Long::sum);
        return Optional.of(now.get().plus(own.ahead()));
      }
    }
    return Optional.empty();
  }

  /** What was let through was answered. */
  public void replied(DestinationPattern pattern) {
    Opening opening = openings.get(pattern);
    if (opening != null && opening.isOpen(now.get())) {
      opening.use(now.get());
    }
  }

  /** How often the device was told the time in the place of what a pattern means. */
  public void told(DestinationPattern pattern, long times) {
    if (times > 0) {
      answered.put(pattern, times);
    }
  }

  /** The patterns in whose place the gateway answers, and what it tells. */
  public Map<DestinationPattern, Policy.OwnAnswer> answers() {
    Map<DestinationPattern, Policy.OwnAnswer> answers = new TreeMap<>();
    policies.forEach(
        (pattern, policy) -> {
          if (policy instanceof Policy.OwnAnswer own) {
            answers.put(pattern, own);
          }
        });
    return answers;
  }

  /** The packets that passed because they were to. */
  public long passed(DestinationPattern pattern) {
    return passed.getOrDefault(pattern, 0L);
  }

  /** Whether a policy never came to bear although there was time for it. */
  public boolean isIdle(DestinationPattern pattern) {
    Opening opening = openings.get(pattern);
    if (opening != null) {
      opening.isOpen(now.get());
      return opening.uses == 0 && opening.missed > 0;
    }
    return policies.get(pattern) instanceof Policy.OwnAnswer && !answered.containsKey(pattern);
  }

  /** How often each policy came to bear. */
  public List<DeviceTimer> timers() {
    return policies.keySet().stream()
        .map(
            pattern ->
                new DeviceTimer(
                    openings.containsKey(pattern) ? Kind.WINDOW : Kind.ANSWER,
                    pattern.toString(),
                    times(pattern)))
        .toList();
  }

  /** How often a policy came to bear. */
  public long times(DestinationPattern pattern) {
    Opening opening = openings.get(pattern);
    return opening == null ? answered.getOrDefault(pattern, 0L) : opening.uses;
  }

  /** What was done about a pattern, as evidence tells it; empty if it is simply refused. */
  public List<String> ways(DestinationPattern pattern) {
    Policy policy = policies.get(pattern);
    if (policy == null) {
      return List.of();
    }
    Opening opening = openings.get(pattern);
    long times = times(pattern);
    return List.of(
        "%s: %,d time%s%s"
            .formatted(
                policy.words(),
                times,
                times == 1 ? "" : "s",
                opening == null || opening.missed == 0
                    ? ""
                    : ", %,d missed".formatted(opening.missed)));
  }

  /** A window over time. */
  private static final class Opening {
    /** A conversation that was let in may come to its end. */
    private static final Duration CONVERSATION = Duration.ofSeconds(30);

    private final Policy.Window window;
    private Instant from;
    private @Nullable Instant used;
    private long uses;
    private long missed;

    Opening(Policy.Window window, Instant from) {
      this.window = window;
      this.from = from;
    }

    boolean isOpen(Instant now) {
      if (used != null && !now.isBefore(used.plus(CONVERSATION))) {
        from = used;
        used = null;
      }
      while (used == null && now.isAfter(from.plus(window.most()))) {
        from = from.plus(window.most());
        missed++;
      }
      return !now.isBefore(from.plus(window.least()));
    }

    void use(Instant now) {
      if (used == null) {
        used = now;
        uses++;
      }
    }
  }
}
