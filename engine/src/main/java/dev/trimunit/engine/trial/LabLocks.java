// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who uses the phones and other things that the devices of a run share. One per run; used by all
 * its campaigns. Of several that wait, the device with the most work left goes first, which keeps
 * the run short.
 *
 * <p>A device that has booted must not wait long for a phone, for that changes the trial. So no
 * more devices are let through to their power-off than a phone can serve meanwhile: as many as its
 * use goes into a trial.
 */
public final class LabLocks {
  private final Set<String> taken = new HashSet<>();
  private final List<Ticket> waiting = new ArrayList<>();
  private final List<Ticket> entering = new ArrayList<>();
  private final Map<String, Admission> admissions = new HashMap<>();
  private long tickets;

  /** Before a phone has been used, so many at once are thought to do no harm. */
  private static final int ADMITTED_FIRST = 2;

  /** How many trials are between power-off and the end of their use of a shared thing. */
  private static final class Admission {
    int under;
    long trialSeconds;
    long useSeconds;

    int limit() {
      return useSeconds == 0 ? ADMITTED_FIRST : (int) Math.max(1, trialSeconds / useSeconds);
    }
  }

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

  /**
   * Waits until a trial that will need all of these may begin; of several, the one with the most
   * work left goes first.
   *
   * @return to be closed when it needs them no more
   * @throws LabFault if the run was interrupted meanwhile
   */
  synchronized Lease admit(Set<String> names, Duration left) {
    Ticket ticket = new Ticket(Set.copyOf(names), left, tickets++);
    entering.add(ticket);
    try {
      while (!mayEnter(ticket)) {
        wait();
      }
      ticket.names().forEach(name -> admission(name).under++);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("The run was interrupted while it waited for its turn", e);
    } finally {
      entering.remove(ticket);
      notifyAll();
    }
    return () -> leave(ticket);
  }

  private boolean mayEnter(Ticket ticket) {
    return ticket.names().stream().map(this::admission).allMatch(a -> a.under < a.limit())
        && entering.stream()
            .noneMatch(
                other ->
                    other.before(ticket) && !Collections.disjoint(other.names(), ticket.names()));
  }

  private Admission admission(String name) {
    return admissions.computeIfAbsent(name, unknown -> new Admission());
  }

  private synchronized void leave(Ticket ticket) {
    ticket.names().forEach(name -> admission(name).under--);
    notifyAll();
  }

  /**
   * Learns from a trial how many may be under way at once.
   *
   * @param trial how long it took, without waiting
   * @param use how much of that it used each of these
   */
  synchronized void measured(Set<String> names, Duration trial, Duration use) {
    for (String name : names) {
      admission(name).trialSeconds += Math.max(0, trial.toSeconds());
      admission(name).useSeconds += Math.max(0, use.toSeconds());
    }
    notifyAll();
  }

  /** How many wait. */
  synchronized int waiting() {
    return waiting.size() + entering.size();
  }
}
