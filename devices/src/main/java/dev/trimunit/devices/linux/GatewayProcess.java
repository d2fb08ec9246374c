// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.policy.LabTimeline;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A {@link GatewayMain} in a network namespace. When it dies, the stations lose DNS; the next order
 * after {@link #isAlive} says no is refused, and a new process takes its place and its table. One
 * that does not do in time what it is told is ended.
 */
public final class GatewayProcess implements AutoCloseable {
  /** Some orders run {@code nft} or ask BIND, and a busy machine is slow; none takes so long. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** For some twenty devices that all ask as much as they may, for as long as a block lasts. */
  static final int MOST_MEBIBYTES = 1_024;

  private static final ScheduledThreadPoolExecutor WATCH = watch();

  private final Process process;
  private final Duration patience;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Thread beats = new Thread(this::beat, "gateway-beats");
  private volatile boolean overdue;

  private GatewayProcess(Process process, Duration patience) {
    this.process = process;
    this.patience = patience;
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    beats.setDaemon(true);
  }

  /**
   * Starts one and returns when it answers queries.
   *
   * @param inside puts a command line into the gateway's namespace
   * @throws LabFault with its reason, if it does not start
   */
  public static GatewayProcess start(UnaryOperator<List<String>> inside, GatewaySettings settings) {
    return start(inside, settings, PATIENCE);
  }

  /**
   * Starts one.
   *
   * @param patience how long it may take to do what it is told; then it is ended
   */
  static GatewayProcess start(
      UnaryOperator<List<String>> inside, GatewaySettings settings, Duration patience) {
    Process process =
        Program.start(inside.apply(JavaProcess.bounded(MOST_MEBIBYTES, GatewayMain.class)));
    GatewayProcess gateway = new GatewayProcess(process, patience);
    try {
      gateway.order(out -> gateway.begin(out, settings), in -> "", PATIENCE);
      gateway.beats.start();
      return gateway;
    } catch (LabFault e) {
      gateway.close();
      throw e;
    }
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Puts a plan in force for a station; returns when it is. */
  void apply(int mark, BlockPlan plan, BlockAnswer mode) {
    apply(mark, plan, mode, StationPolicies.Declared.NOTHING);
  }

  /** The same, where some of what is blocked is not simply refused. */
  void apply(int mark, BlockPlan plan, BlockAnswer mode, StationPolicies.Declared declared) {
    order(
        out -> {
          out.writeByte(GatewayMain.APPLY);
          out.writeInt(mark);
          GatewayWire.plan(out, plan);
          out.writeUTF(mode.name());
          GatewayWire.declared(out, declared);
        },
        in -> "");
  }

  /** Tells it how the lab's time goes on. */
  void timeline(int mark, LabTimeline timeline) {
    order(
        out -> {
          out.writeByte(GatewayMain.TIME);
          out.writeInt(mark);
          GatewayWire.timeline(out, timeline);
        },
        in -> "");
  }

  /** Which servers do not answer it. */
  Set<Destination> silent(int mark, Set<Destination> servers) {
    return order(
        out -> {
          out.writeByte(GatewayMain.SILENT);
          out.writeInt(mark);
          GatewayWire.destinations(out, servers);
        },
        GatewayWire::destinations);
  }

  /** Cuts a station off from everything beyond the gateway, or joins it again. */
  void cut(int mark, boolean cut) {
    order(
        out -> {
          out.writeByte(GatewayMain.CUT);
          out.writeInt(mark);
          out.writeBoolean(cut);
        },
        in -> "");
  }

  /** What it has counted for a station. */
  GatewayReading read(int mark) {
    return order(
        out -> {
          out.writeByte(GatewayMain.READ);
          out.writeInt(mark);
        },
        GatewayWire::reading);
  }

  /** Tells it an address that traffic gave away. */
  void learn(int mark, DnsName name, IpAddress address) {
    order(
        out -> {
          out.writeByte(GatewayMain.LEARN);
          out.writeInt(mark);
          out.writeUTF(name.text());
          GatewayWire.address(out, address);
        },
        in -> "");
  }

  /** A run that is stopped says nothing, and its rules are removed. */
  private void begin(DataOutputStream to, GatewaySettings settings) throws IOException {
    to.writeInt((int) patience.multipliedBy(2).toMillis());
    GatewayWire.settings(to, settings);
  }

  private void beat() {
    try {
      while (process.isAlive()) {
        Thread.sleep(patience.dividedBy(3).toMillis());
        order(
            to -> {
              to.writeByte(GatewayMain.BEAT);
              to.writeInt(0);
            },
            from -> "");
      }
    } catch (LabFault | InterruptedException e) {
      return; // it is closed, or has ended: whoever gives the next order is told
    }
  }

  /** Ends it in order, so that it removes its rules; then for sure. */
  @Override
  public void close() {
    beats.interrupt();
    try {
      process.getOutputStream().close();
      process.waitFor(2, TimeUnit.SECONDS);
    } catch (IOException e) {
      // It is gone already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      JavaProcess.kill(process);
    }
  }

  /** As a crash would end it; a process that was stopped ends by this, too. */
  void kill() {
    JavaProcess.kill(process);
  }

  /** What an order writes. */
  @FunctionalInterface
  private interface Order {
    void write(DataOutputStream out) throws IOException;
  }

  private <T> T order(Order order, GatewayWire.Reader<T> answer) {
    return order(order, answer, patience);
  }

  private synchronized <T> T order(Order order, GatewayWire.Reader<T> answer, Duration within) {
    Future<?> end = WATCH.schedule(this::tooLate, within.toMillis(), TimeUnit.MILLISECONDS);
    try {
      order.write(out);
      out.flush();
      if (in.readUnsignedByte() == GatewayMain.FAULT) {
        throw new LabFault("The gateway says: " + in.readUTF());
      }
      return answer.read(in);
    } catch (IOException e) {
      throw new LabFault(lost(within), e);
    } catch (IllegalArgumentException | DateTimeException e) {
      kill(); // whatever it says next would be taken for something else
      throw new LabFault("The gateway's process said what nobody understands: " + e, e);
    } finally {
      end.cancel(false);
    }
  }

  private String lost(Duration within) {
    return overdue
        ? "The gateway's process did not answer within %s and was ended; the next block starts another one"
            .formatted(within)
        : "The gateway's process is gone: " + JavaProcess.lastWords(process);
  }

  /** Whoever waits for it then reads the end of its output. */
  private void tooLate() {
    overdue = true;
    kill();
  }

  private static ScheduledThreadPoolExecutor watch() {
    ScheduledThreadPoolExecutor watch =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "gateway-watch");
              thread.setDaemon(true);
              return thread;
            });
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }
}
