// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.AddressBook;
import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.Leaks;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Observation;
import java.util.List;
import java.util.Set;
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

  /**
   * @param mark the device's station
   */
  public DeviceGateway(GatewayService service, int mark) {
    this.service = service;
    this.mark = mark;
  }

  @Override
  public synchronized Block block(
      Set<DestinationPattern> blocked,
      Set<Destination> known,
      Strength strength,
      BlockAnswer answer) {
    if (inForce != null) {
      throw new LabFault("The gateway holds a block already: close it first");
    }
    GatewayProcess process = service.running();
    BlockPlan plan = new BlockPlan(blocked, known, strength).sparing(book);
    if (strength == Strength.STRONG) {
      blocked.forEach(pattern -> tellAddresses(process, plan, pattern));
    }
    process.apply(mark, plan, answer);
    inForce = new InForce(process, plan, answer);
    return inForce;
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
    private boolean closed;
    private List<DnsEvent> lastEvents = List.of();

    InForce(GatewayProcess process, BlockPlan plan, BlockAnswer answer) {
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
      return BlockEvidence.of(
          pattern,
          reading.overridden().getOrDefault(pattern, 0L),
          reading.dropped().getOrDefault(pattern, 0L),
          passage.packets(),
          passage.bypass(),
          plan.ways(pattern, book, answer),
          plan.shared(pattern, book));
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
