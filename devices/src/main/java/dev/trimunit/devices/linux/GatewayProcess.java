// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A {@link GatewayMain} in a network namespace. When it dies, the stations lose DNS; the next order
 * after {@link #isAlive} says no is refused, and a new process takes its place and its table.
 */
public final class GatewayProcess implements AutoCloseable {
  private final Process process;
  private final DataInputStream in;
  private final DataOutputStream out;

  private GatewayProcess(Process process) {
    this.process = process;
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
  }

  /**
   * Starts one and returns when it answers queries.
   *
   * @param inside puts a command line into the gateway's namespace
   * @throws LabFault with its reason, if it does not start
   */
  public static GatewayProcess start(UnaryOperator<List<String>> inside, GatewaySettings settings) {
    Process process = JavaProcess.start(inside, GatewayMain.class, List.of());
    GatewayProcess gateway = new GatewayProcess(process);
    try {
      gateway.order(out -> GatewayWire.settings(out, settings), in -> "");
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
    order(
        out -> {
          out.writeByte(GatewayMain.APPLY);
          out.writeInt(mark);
          GatewayWire.plan(out, plan);
          out.writeUTF(mode.name());
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

  /** Ends it in order, so that it removes its rules; then for sure. */
  @Override
  public void close() {
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

  /** As a crash would end it. */
  void kill() {
    JavaProcess.kill(process);
  }

  /** What an order writes. */
  @FunctionalInterface
  private interface Order {
    void write(DataOutputStream out) throws IOException;
  }

  private synchronized <T> T order(Order order, GatewayWire.Reader<T> answer) {
    try {
      order.write(out);
      out.flush();
      if (in.readUnsignedByte() == GatewayMain.FAULT) {
        throw new LabFault("The gateway says: " + in.readUTF());
      }
      return answer.read(in);
    } catch (IOException e) {
      throw new LabFault("The gateway's process is gone: " + JavaProcess.lastWords(process), e);
    }
  }
}
