// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.sharing;

import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who uses the phones and other things that the devices of a run share. One per run; used by all
 * its campaigns. Of several that wait, the device with the longest campaign goes first: what it
 * took so far and what is left of it. A run cannot end before its longest campaign, so that one
 * waits least. And who has begun mostly goes on, instead of all devices by turns: a campaign that
 * waits loses trials, for the control trials around a failure must not be far apart.
 *
 * <p>A device that has booted must not wait long for a phone, for that changes the trial. So no
 * more devices are let through to their power-off than a phone can serve meanwhile: as many as its
 * use goes into a trial, and one more for each phone, so that it is not idle when trials differ.
 */
public final class PhoneQueue {
  private final Map<String, Integer> capacities = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final List<Ticket> waiting = new ArrayList<>();
  private final List<Ticket> entering = new ArrayList<>();
  private final List<Ticket> under = new ArrayList<>();
  private final Map<String, Admission> admissions = new HashMap<>();
  private long tickets;

  /** Before a phone has been used, so many at once for each are thought to do no harm. */
  private static final int ADMITTED_FIRST = 4;

  /** So many devices for each phone, those with the longest campaigns, begin when they want. */
  private static final long NOT_HELD_BACK = 2;

  /** What trials take that use a shared thing, and how many of them may be under way at once. */
  private static final class Admission {
    long trialSeconds;
    long useSeconds;

    int limit(int capacity) {
      return useSeconds == 0
          ? ADMITTED_FIRST * capacity
          : (int) Math.ceil((double) capacity * trialSeconds / useSeconds) + capacity;
    }
  }

  /** Something held until it is closed. */
  public interface Lease extends AutoCloseable {
    /** Whether one waits for it that goes before its holder. */
    default boolean isWanted() {
      return false;
    }

    @Override
    void close();
  }

  private record Ticket(Set<String> names, Duration campaign, long number) {
    boolean before(Ticket other) {
      int longer = campaign.compareTo(other.campaign);
      return longer > 0 || (longer == 0 && number < other.number);
    }
  }

  /**
   * Waits until all of these are free, and takes them.
   *
   * @param names of shared things
   * @param campaign how long the device's whole campaign takes, as far as it is known
   * @throws LabFault if the run was interrupted meanwhile
   */
  synchronized Lease take(Set<String> names, Duration campaign) {
    Ticket ticket = new Ticket(Set.copyOf(names), campaign, tickets++);
    waiting.add(ticket);
    try {
      while (!isNext(ticket)) {
        wait();
      }
      ticket.names().forEach(name -> taken.merge(name, 1, Integer::sum));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("The run was interrupted while it waited for " + names, e);
    } finally {
      waiting.remove(ticket);
      notifyAll();
    }
    return new Lease() {
      @Override
      public boolean isWanted() {
        return isWantedBefore(ticket);
      }

      @Override
      public void close() {
        release(ticket);
      }
    };
  }

  private synchronized boolean isWantedBefore(Ticket ticket) {
    return ticket.names().stream()
        .anyMatch(name -> before(ticket, name, waiting, other -> true) > 0);
  }

  /** Says how many there are of something; one, if nobody says. */
  synchronized void capacity(String name, int count) {
    capacities.put(name, count);
  }

  private int capacity(String name) {
    return capacities.getOrDefault(name, 1);
  }

  /** Whether there is enough for this one and for those before it that could go, too. */
  private boolean isNext(Ticket ticket) {
    return ticket.names().stream()
        .allMatch(
            name ->
                taken.getOrDefault(name, 0) + before(ticket, name, waiting, this::isFree)
                    < capacity(name));
  }

  private boolean isFree(Ticket ticket) {
    return ticket.names().stream().allMatch(name -> taken.getOrDefault(name, 0) < capacity(name));
  }

  private static long before(
      Ticket ticket, String name, List<Ticket> queue, Predicate<Ticket> counts) {
    return queue.stream()
        .filter(other -> other.before(ticket) && other.names().contains(name))
        .filter(counts)
        .count();
  }

  private synchronized void release(Ticket ticket) {
    ticket.names().forEach(name -> taken.merge(name, -1, Integer::sum));
    notifyAll();
  }

  /**
   * Waits until a trial that will need all of these may begin; of several, the one of the longest
   * campaign goes first.
   *
   * @param campaign how long the device's whole campaign takes, as far as it is known
   * @return to be closed when it needs them no more
   * @throws LabFault if the run was interrupted meanwhile
   */
  synchronized Lease admit(Set<String> names, Duration campaign) {
    Ticket ticket = new Ticket(Set.copyOf(names), campaign, tickets++);
    entering.add(ticket);
    try {
      while (!mayEnter(ticket)) {
        wait();
      }
      under.add(ticket);
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
    return ticket.names().stream()
        .allMatch(
            name ->
                isAmongTheFirst(ticket, name)
                    || under(name) + before(ticket, name, entering, other -> true)
                        < admission(name).limit(capacity(name)));
  }

  private long under(String name) {
    return under.stream().filter(other -> other.names().contains(name)).count();
  }

  /**
   * Those with the longest campaigns, a few for each phone, get the next free one anyway, and the
   * run cannot end before they do: they are not held back.
   */
  private boolean isAmongTheFirst(Ticket ticket, String name) {
    return before(ticket, name, entering, other -> true)
            + before(ticket, name, under, other -> true)
        < NOT_HELD_BACK * capacity(name);
  }

  private Admission admission(String name) {
    return admissions.computeIfAbsent(name, unknown -> new Admission());
  }

  private synchronized void leave(Ticket ticket) {
    under.remove(ticket);
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

  /** Whether nobody who waits could go on. */
  public synchronized boolean settled() {
    return waiting.stream().noneMatch(this::isNext) && entering.stream().noneMatch(this::mayEnter);
  }

  /** How many wait. */
  public synchronized int waiting() {
    return waiting.size() + entering.size();
  }
}
