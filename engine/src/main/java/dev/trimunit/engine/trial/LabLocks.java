// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who uses the phones and other things that the devices of a run share. One per run; used by all
 * its campaigns. Of several that wait, the device with the most work left goes first, which keeps
 * the run short.
 */
public final class LabLocks {
  private final Set<String> taken = new HashSet<>();
  private final List<Ticket> waiting = new ArrayList<>();
  private long tickets;

  /** Something held until it is closed. */
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }

  private record Ticket(Set<String> names, Duration left, long number) {
    boolean before(Ticket other) {
      int work = other.left.compareTo(left);
      return work < 0 || work == 0 && number < other.number;
    }
  }

  /**
   * Waits until all of these are free, and takes them.
   *
   * @param names of shared things
   * @param left the work that the device has left
   * @throws LabFault if the run was interrupted meanwhile
   */
  synchronized Lease take(Set<String> names, Duration left) {
    Ticket ticket = new Ticket(Set.copyOf(names), left, tickets++);
    waiting.add(ticket);
    try {
      while (!isNext(ticket)) {
        wait();
      }
      taken.addAll(ticket.names());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("The run was interrupted while it waited for " + names, e);
    } finally {
      waiting.remove(ticket);
      notifyAll();
    }
    return () -> release(ticket);
  }

  private boolean isNext(Ticket ticket) {
    return isFree(ticket)
        && waiting.stream()
            .noneMatch(
                other ->
                    isFree(other)
                        && other.before(ticket)
                        && !Collections.disjoint(other.names(), ticket.names()));
  }

  private boolean isFree(Ticket ticket) {
    return Collections.disjoint(taken, ticket.names());
  }

  private synchronized void release(Ticket ticket) {
    taken.removeAll(ticket.names());
    notifyAll();
  }

  /** How many wait. */
  synchronized int waiting() {
    return waiting.size();
  }
}
