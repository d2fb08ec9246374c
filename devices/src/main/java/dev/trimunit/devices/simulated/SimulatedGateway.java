// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LabFile.Operation;
import dev.trimunit.devices.gateway.AddressBook;
import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.DnsPolicy;
import dev.trimunit.devices.gateway.Firewall;
import dev.trimunit.devices.gateway.Leaks;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private Firewall firewall = new Firewall(BlockPlan.open(), book);
  private boolean redirects;
  private @Nullable InForce inForce;

  SimulatedGateway(
      World world, Faults faults, Wire wire, Internet internet, CaptureFolder captures) {
    this.world = world;
    this.faults = faults;
    this.wire = wire;
    this.captures = captures;
    this.policy = new DnsPolicy(internet.names(), book, world::now);
  }

  @Override
  public Block block(
      Set<DestinationPattern> blocked,
      Set<Destination> known,
      Strength strength,
      BlockAnswer answer) {
    return world.locked(
        () -> {
          faults.maybe(Operation.GATEWAY, "The gateway did not take the block of " + blocked);
          if (inForce != null) {
            throw new LabFault("The gateway holds a block already: close it first");
          }
          BlockPlan plan = new BlockPlan(blocked, known, strength).sparing(book);
          policy.apply(plan, answer);
          firewall = new Firewall(plan, book);
          redirects = strength == Strength.STRONG;
          inForce = new InForce(plan, answer);
          return inForce;
        });
  }

  @Override
  public boolean passes(IpAddress remote, Transport transport, int remotePort) {
    return firewall.passes(remote, transport, remotePort);
  }

  @Override
  public Optional<byte[]> gateway(byte[] query) {
    return policy.answer(query);
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
      return new Leaks(nothing ? List.of() : captures.read(tap.frames()), book, plan);
    }

    private BlockEvidence evidence(DestinationPattern pattern, Leaks leaks) {
      long dropped = firewall.dropped(pattern);
      long passed = Math.max(0, leaks.packets(pattern) - dropped);
      return BlockEvidence.of(
          pattern,
          policy.overridden(pattern),
          dropped,
          passed,
          leaks.bypass(pattern),
          plan.ways(pattern, book, answer),
          dropped > 0 ? plan.shared(pattern, book) : List.of());
    }

    @Override
    public List<DnsEvent> dns() {
      return world.locked(() -> closed ? lastEvents : policy.events());
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
              lastEvents = policy.events();
              tap.close();
              policy.apply(BlockPlan.open(), BlockAnswer.LOOPBACK);
              firewall = new Firewall(BlockPlan.open(), book);
              redirects = false;
              inForce = null;
            }
          });
    }

    private void requireOpen() {
      if (closed) {
        throw new LabFault("The block was removed already: its counters are gone");
      }
    }
  }
}
