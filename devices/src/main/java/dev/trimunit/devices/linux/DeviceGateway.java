// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.AddressBook;
import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.Leaks;
import dev.trimunit.devices.gateway.policy.LabTimeline;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.DeviceTimer.Kind;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateway as one device meets it. Evidence is put together from three sides: the resolver says
 * which queries it overrode, the kernel says which packets it refused and which it let pass, the
 * capture says which of those belong to a blocked name.
 */
public final class DeviceGateway implements Gateway {
  private final GatewayService service;
  private final int mark;
  private final AddressBook book = new AddressBook();
  private volatile Supplier<List<Observation>> underWay = List::of;
  private @Nullable InForce inForce;
  private LabTimeline timeline = LabTimeline.ofMachine();
  private boolean cut;

  /**
   * @param mark the device's station
   */
  public DeviceGateway(GatewayService service, int mark) {
    this.service = service;
    this.mark = mark;
  }

  @Override
  public boolean hasPolicies() {
    return true;
  }

  @Override
  public Block block(
      Set<DestinationPattern> blocked,
      Set<Destination> known,
      Strength strength,
      BlockAnswer answer) {
    return block(blocked, known, strength, answer, Map.of());
  }

  /**
   * What is let through now and then is refused by its addresses too, for a device remembers them;
   * what the gateway answers itself is refused by its addresses only, or it would never be asked.
   */
  @Override
  public synchronized Block block(
      Set<DestinationPattern> blocked,
      Set<Destination> known,
      Strength strength,
      BlockAnswer answer,
      Map<DestinationPattern, Policy> policies) {
    if (inForce != null) {
      throw new LabFault("The gateway holds a block already: close it first");
    }
    requireOneTime(policies);
    GatewayProcess process = service.running();
    BlockPlan plan =
        policies.isEmpty()
            ? new BlockPlan(blocked, known, strength).sparing(book)
            : new BlockPlan(blocked, known, Strength.STRONG);
    if (plan.strength() == Strength.STRONG) {
      blocked.forEach(pattern -> tellAddresses(process, plan, pattern));
    }
    process.apply(mark, plan, answer, new StationPolicies.Declared(policies, timeline));
    inForce = new InForce(process, plan, answer, new TreeMap<>(policies));
    return inForce;
  }

  private static void requireOneTime(Map<DestinationPattern, Policy> policies) {
    Set<String> times = new TreeSet<>();
    policies.forEach(
        (pattern, policy) -> {
          if (policy instanceof Policy.OwnAnswer) {
            times.add(policy.words());
          }
        });
    if (times.size() > 1) {
      throw new LabFault("The gateway tells a device one time, not several: " + times);
    }
  }

  /** The gateway's own process looks. */
  @Override
  public Set<Destination> silent(Set<Destination> servers) {
    return service.running().silent(mark, servers);
  }

  /** Says how the lab's time goes on, by which windows open and which devices are told. */
  public synchronized void timeline(LabTimeline next) {
    timeline = next;
    if (inForce != null && !inForce.policies.isEmpty()) {
      inForce.process.timeline(mark, next);
    }
  }

  /** For this device, and nobody else. */
  @Override
  public synchronized void internet(boolean there) {
    if (cut != there) {
      return;
    }
    GatewayProcess process = service.running();
    try {
      process.cut(mark, !there);
    } catch (LabFault e) {
      if (!there || process.isAlive()) {
        throw e;
      }
      service.running(); // The next one's tables cut nobody off.
    }
    cut = !there;
  }

  /** Whether a block is in force. */
  public synchronized boolean isBlocking() {
    return inForce != null;
  }

  /** Says what the recording under way shows so far; nothing passes unseen once this is set. */
  public void watch(Supplier<List<Observation>> recording) {
    underWay = recording;
  }

  /** Takes what a recording shows: addresses of names, for strong blocks. */
  public synchronized void learn(List<Observation> observations) {
    new Leaks(observations, book).learn();
  }

  /** Removes whatever is in force. */
  public void unblock() {
    InForce block;
    synchronized (this) {
      block = inForce;
    }
    if (block != null) {
      block.close();
    }
    internet(true);
  }

  private void tellAddresses(GatewayProcess process, BlockPlan plan, DestinationPattern pattern) {
    if (pattern.host() instanceof DnsName name) {
      plan.seen(pattern, book).forEach(address -> process.learn(mark, name, address));
    }
  }

  private final class InForce implements Block {
    private final GatewayProcess process;
    private final BlockPlan plan;
    private final BlockAnswer answer;
    private final SortedMap<DestinationPattern, Policy> policies;
    private boolean closed;
    private List<DnsEvent> lastEvents = List.of();

    InForce(
        GatewayProcess process,
        BlockPlan plan,
        BlockAnswer answer,
        SortedMap<DestinationPattern, Policy> policies) {
      this.policies = policies;
      this.answer = answer;
      this.process = process;
      this.plan = plan;
    }

    @Override
    public List<BlockEvidence> evidence() {
      List<Observation> observations = underWay.get();
      synchronized (DeviceGateway.this) {
        if (closed) {
          throw new LabFault("The block was removed already: its counters are gone");
        }
        GatewayReading reading = process.read(mark);
        remember(reading.dns());
        Leaks leaks = new Leaks(observations, book, plan);
        List<BlockEvidence> evidence =
            plan.patterns().stream().map(pattern -> evidence(pattern, reading, leaks)).toList();
        leaks.learn();
        return evidence;
      }
    }

    private BlockEvidence evidence(
        DestinationPattern pattern, GatewayReading reading, Leaks leaks) {
      Passage passage = new Passage(pattern, leaks, reading);
      List<String> ways = new ArrayList<>(plan.ways(pattern, book, answer));
      GatewayReading.Bearing bearing = reading.bearings().get(pattern);
      if (bearing != null) {
        ways.add(bearing.way());
      }
      BlockEvidence evidence =
          BlockEvidence.of(
              pattern,
              reading.overridden().getOrDefault(pattern, 0L),
              reading.dropped().getOrDefault(pattern, 0L),
              passage.packets(),
              passage.bypass(),
              ways,
              plan.shared(pattern, book));
      return bearing != null && bearing.idle() ? evidence.untried() : evidence;
    }

    @Override
    public List<DeviceTimer> timers() {
      synchronized (DeviceGateway.this) {
        if (closed || policies.isEmpty()) {
          return List.of();
        }
        Map<DestinationPattern, GatewayReading.Bearing> bearings = process.read(mark).bearings();
        return policies.entrySet().stream()
            .map(
                entry ->
                    new DeviceTimer(
                        entry.getValue() instanceof Policy.Window ? Kind.WINDOW : Kind.ANSWER,
                        entry.getKey().toString(),
                        bearings.containsKey(entry.getKey())
                            ? bearings.get(entry.getKey()).times()
                            : 0))
            .toList();
      }
    }

    @Override
    public List<DnsEvent> dns() {
      synchronized (DeviceGateway.this) {
        return closed ? lastEvents : process.read(mark).dns();
      }
    }

    @Override
    public List<String> rules() {
      synchronized (DeviceGateway.this) {
        if (!closed) {
          remember(process.read(mark).dns());
        }
        return plan.lines(book, answer);
      }
    }

    @Override
    public void close() {
      synchronized (DeviceGateway.this) {
        if (closed) {
          return;
        }
        closed = true;
        inForce = null;
        if (process.isAlive()) {
          lastEvents = process.read(mark).dns();
          remember(lastEvents);
          process.apply(mark, BlockPlan.open(), BlockAnswer.LOOPBACK);
        }
      }
    }

    /** Only what was handed out: overrides carry no address of the name. */
    private void remember(List<DnsEvent> events) {
      for (DnsEvent event : events) {
        if (event.answer() == dev.trimunit.engine.model.DnsAnswer.ANSWERED) {
          event.addresses().forEach(address -> book.hand(event.question(), address));
        }
      }
    }
  }
}
