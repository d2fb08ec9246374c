// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Addresses;
import dev.trimunit.devices.capture.packet.Packet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Flows by their two sockets, in open addressing. Bounded: when it is full, the flows unused for
 * longest are settled and forgotten, so that a scan of millions of ports cannot exhaust memory.
 */
final class FlowTable {
  private static final int MAX_FLOWS = 200_000;

  private final Consumer<Flow> settle;
  private @Nullable Flow[] slots = new @Nullable Flow[1 << 10];
  private int size;
  private long clock;

  FlowTable(Consumer<Flow> settle) {
    this.settle = settle;
  }

  /** The flow of a packet, or null. */
  @Nullable Flow find(Packet p, boolean fromA) {
    int at =
        fromA
            ? slot(p, p.sourcePort, p.targetPort, true)
            : slot(p, p.targetPort, p.sourcePort, false);
    Flow flow = slots[at];
    if (flow != null) {
      flow.lastSeen = ++clock;
    }
    return flow;
  }

  void add(Flow flow) {
    if (size >= MAX_FLOWS) {
      settleOldest();
    }
    if (size * 2 >= slots.length) {
      rebuild(slots.length * 2, Long.MIN_VALUE);
    }
    flow.lastSeen = ++clock;
    insert(flow);
  }

  void settleAll() {
    rebuild(1 << 10, Long.MAX_VALUE);
  }

  private void settleOldest() {
    long oldest = clock;
    for (Flow flow : slots) {
      oldest = flow == null ? oldest : Math.min(oldest, flow.lastSeen);
    }
    rebuild(slots.length, oldest + (clock - oldest) / 2 + 1);
  }

  /** Keeps what was seen at {@code keepFrom} or later, and settles the rest. */
  private void rebuild(int length, long keepFrom) {
    @Nullable Flow[] old = slots;
    slots = new @Nullable Flow[length];
    size = 0;
    for (Flow flow : old) {
      if (flow == null) {
        continue;
      }
      if (flow.lastSeen >= keepFrom) {
        insert(flow);
      } else {
        settle.accept(flow);
      }
    }
  }

  private void insert(Flow flow) {
    int mask = slots.length - 1;
    int at =
        hash(flow.highA, flow.lowA, flow.highB, flow.lowB, flow.protocol, flow.portA, flow.portB)
            & mask;
    while (slots[at] != null) {
      at = at + 1 & mask;
    }
    slots[at] = flow;
    size++;
  }

  private int slot(Packet p, int portA, int portB, boolean fromA) {
    long highA = fromA ? p.sourceHigh : p.targetHigh;
    long lowA = fromA ? p.sourceLow : p.targetLow;
    long highB = fromA ? p.targetHigh : p.sourceHigh;
    long lowB = fromA ? p.targetLow : p.sourceLow;
    int mask = slots.length - 1;
    int at = hash(highA, lowA, highB, lowB, p.protocol, portA, portB) & mask;
    Flow flow = slots[at];
    while (flow != null && !flow.isBetween(highA, lowA, highB, lowB, p.protocol, portA, portB)) {
      at = at + 1 & mask;
      flow = slots[at];
    }
    return at;
  }

  private static int hash(
      long highA, long lowA, long highB, long lowB, int protocol, int portA, int portB) {
    long addresses = (highA * 31 + lowA) * 0x9e37_79b9_7f4a_7c15L + highB * 31 + lowB;
    long ports = ((long) protocol << 40) ^ ((long) portA << 20) ^ portB;
    return (int) (Addresses.mix(addresses * 31 + ports) >>> 32);
  }
}
