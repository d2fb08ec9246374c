// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LabFile.Operation;
import dev.trimunit.devices.gateway.AddressBook;
import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.DnsPolicy;
import dev.trimunit.devices.gateway.Firewall;
import dev.trimunit.devices.gateway.Leaks;
import dev.trimunit.devices.gateway.policy.NtpPackets;
import dev.trimunit.devices.gateway.policy.Policies;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The box between one device and the Internet: the real policy and firewall on modelled packets.
 */
final class SimulatedGateway implements Gateway, Link.PacketFilter, ResolverTransport.NameServers {
  private final World world;
  private final Faults faults;
  private final Wire wire;
  private final CaptureFolder captures;
  private final AddressBook book = new AddressBook();
  private final DnsPolicy policy;
  private final OpenedDns opened;
  private final Internet internet;
  private final Timers timers;
  private Policies policies;
  private Firewall firewall = new Firewall(BlockPlan.open(), book);
  private boolean redirects;
  private @Nullable InForce inForce;

  SimulatedGateway(
      World world,
      Faults faults,
      Wire wire,
      Internet internet,
      CaptureFolder captures,
      Timers timers) {
    this.world = world;
    this.faults = faults;
    this.wire = wire;
    this.captures = captures;
    this.internet = internet;
    this.timers = timers;
    this.policy = new DnsPolicy(internet::ask, book, world::now);
    this.opened = new OpenedDns(new DnsPolicy(internet::ask, book, world::now));
    this.policies = new Policies(Map.of(), world::now);
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

  @Override
  public Block block(
      Set<DestinationPattern> blocked,
      Set<Destination> known,
      Strength strength,
      BlockAnswer answer,
      Map<DestinationPattern, Policy> declared) {
    return world.locked(
        () -> {
          faults.maybe(Operation.GATEWAY, "The gateway did not take the block of " + blocked);
          if (inForce != null) {
            throw new LabFault("The gateway holds a block already: close it first");
          }
          BlockPlan plan =
              declared.isEmpty()
                  ? new BlockPlan(blocked, known, strength).sparing(book)
                  : byAddress(blocked, known);
          policies = new Policies(declared, world::now);
          policy.apply(plan, answer);
          firewall = new Firewall(plan, book);
          redirects = plan.strength() == Strength.STRONG;
          inForce = new InForce(plan, answer);
          return inForce;
        });
  }

  /**
   * What is let through now and then is refused by its addresses too, for a device remembers them;
   * what the gateway answers itself is refused by its addresses only, or it would never be asked.
   */
  private static BlockPlan byAddress(Set<DestinationPattern> blocked, Set<Destination> known) {
    return new BlockPlan(blocked, known, Strength.STRONG);
  }

  @Override
  public void internet(boolean there) {
    world.locked(() -> internet.there(there));
  }

  @Override
  public Set<Destination> silent(Set<Destination> servers) {
    return world.locked(
        () -> {
          Set<Destination> silent = new TreeSet<>(servers);
          silent.removeIf(internet::answers);
          return silent;
        });
  }

  @Override
  public boolean passes(IpAddress remote, Transport transport, int remotePort, boolean inbound) {
    return (!policies.isEmpty()
            && policies.lets(firewall.refusing(remote, transport, remotePort), inbound))
        || firewall.passes(remote, transport, remotePort);
  }

  @Override
  public Optional<byte[]> answer(IpAddress remote, int remotePort, byte[] datagram) {
    if (remotePort != Policy.OwnAnswer.PORT || policies.isEmpty()) {
      return Optional.empty();
    }
    return policies
        .answer(firewall.refusing(remote, Transport.UDP, remotePort))
        .map(time -> NtpPackets.answer(datagram, time));
  }

  @Override
  public Optional<byte[]> gateway(byte[] query) {
    Set<DestinationPattern> open = policies.open();
    return open.isEmpty() || inForce == null
        ? policy.answer(query)
        : opened.answer(query, inForce.plan, open, inForce.answer);
  }

  @Override
  public boolean redirects() {
    return redirects;
  }

  /** Learns addresses from a recording, for strong blocks. */
  AddressBook book() {
    return book;
  }

  /** Removes whatever is in force. */
  void unblock() {
    if (inForce != null) {
      inForce.close();
    }
  }

  private final class InForce implements Block {
    private final BlockPlan plan;
    private final BlockAnswer answer;
    private final Wire.Tap tap = wire.tap();
    private final Timers.Mark mark = timers.mark();
    private boolean closed;
    private List<DnsEvent> lastEvents = List.of();

    InForce(BlockPlan plan, BlockAnswer answer) {
      this.plan = plan;
      this.answer = answer;
    }

    @Override
    public List<BlockEvidence> evidence() {
      return world.locked(
          () -> {
            requireOpen();
            Leaks leaks = leaks();
            List<BlockEvidence> evidence =
                plan.patterns().stream().map(pattern -> evidence(pattern, leaks)).toList();
            leaks.learn();
            return evidence;
          });
    }

    /** Without a blocked pattern there is nothing to look for. */
    private Leaks leaks() {
      boolean nothing = plan.patterns().isEmpty();
      return new Leaks(nothing ? List.of() : captures.read(tap), book, plan);
    }

    private BlockEvidence evidence(DestinationPattern pattern, Leaks leaks) {
      long dropped = firewall.dropped(pattern);
      long passed = Math.max(0, leaks.packets(pattern) - dropped - policies.passed(pattern));
      List<String> ways = new ArrayList<>(plan.ways(pattern, book, answer));
      ways.addAll(policies.ways(pattern));
      BlockEvidence evidence =
          BlockEvidence.of(
              pattern,
              policy.overridden(pattern) + opened.overridden(pattern),
              dropped,
              passed,
              leaks.bypass(pattern),
              ways,
              dropped > 0 ? plan.shared(pattern, book) : List.of());
      return policies.isIdle(pattern) ? evidence.untried() : evidence;
    }

    @Override
    public List<DeviceTimer> timers() {
      return world.locked(
          () -> Stream.concat(policies.timers().stream(), mark.since().stream()).toList());
    }

    @Override
    public List<DnsEvent> dns() {
      return world.locked(() -> closed ? lastEvents : events());
    }

    @Override
    public List<String> rules() {
      return world.locked(() -> plan.lines(book, answer));
    }

    @Override
    public void close() {
      world.locked(
          () -> {
            if (!closed) {
              closed = true;
              lastEvents = events();
              tap.close();
              policy.apply(BlockPlan.open(), BlockAnswer.LOOPBACK);
              opened.forget();
              policies = new Policies(Map.of(), world::now);
              firewall = new Firewall(BlockPlan.open(), book);
              redirects = false;
              inForce = null;
            }
          });
    }

    private List<DnsEvent> events() {
      return opened.among(policy.events());
    }

    private void requireOpen() {
      if (closed) {
        throw new LabFault("The block was removed already: its counters are gone");
      }
    }
  }
}
