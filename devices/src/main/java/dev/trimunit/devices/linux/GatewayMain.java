// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * The gateway as a process of its own, in whatever network namespace it was started: takes orders
 * on standard input, answers on standard output, and when the input ends, or nothing comes from it
 * any more, removes its rules and ends.
 */
public final class GatewayMain {
  static final int APPLY = 1;
  static final int READ = 2;
  static final int LEARN = 3;
  static final int BEAT = 4;
  static final int TIME = 5;
  static final int CUT = 6;
  static final int SILENT = 7;
  static final int DONE = 0;
  static final int FAULT = 9;
  private static final int DIED = 70;
  private static final int LONGEST_COMPLAINT = 1_000;

  private GatewayMain() {}

  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    System.setOut(System.err);
    LinuxGateway gateway;
    Duration silence;
    try {
      silence = Duration.ofMillis(in.readInt());
      gateway = LinuxGateway.open(GatewayWire.settings(in), GatewayMain::die);
    } catch (LabFault e) {
      complain(out, e);
      return;
    }
    try (gateway) {
      out.writeByte(DONE);
      out.flush();
      serve(gateway, RunWatch.over(gateway, silence, System.err::println), in, out);
    }
  }

  private static void serve(
      LinuxGateway gateway, RunWatch watch, DataInputStream in, DataOutputStream out)
      throws IOException {
    while (true) {
      int order;
      try {
        order = in.readUnsignedByte();
      } catch (EOFException e) {
        return;
      }
      watch.begins();
      try {
        obey(gateway, order, in, out);
        out.flush();
      } catch (LabFault e) {
        complain(out, e);
      } finally {
        watch.ends();
      }
    }
  }

  private static void obey(
      LinuxGateway gateway, int order, DataInputStream in, DataOutputStream out)
      throws IOException {
    int mark = in.readInt();
    switch (order) {
      case APPLY -> {
        gateway.apply(
            mark,
            GatewayWire.plan(in),
            BlockAnswer.valueOf(in.readUTF()),
            GatewayWire.declared(in));
        out.writeByte(DONE);
      }
      case READ -> {
        GatewayReading reading = gateway.read(mark);
        out.writeByte(DONE);
        GatewayWire.reading(out, reading);
      }
      case LEARN -> {
        gateway.learn(mark, new DnsName(in.readUTF()), GatewayWire.address(in));
        out.writeByte(DONE);
      }
      case TIME -> {
        gateway.timeline(mark, GatewayWire.timeline(in));
        out.writeByte(DONE);
      }
      case CUT -> {
        gateway.cut(mark, in.readBoolean());
        out.writeByte(DONE);
      }
      case SILENT -> {
        Set<Destination> silent = gateway.silent(mark, GatewayWire.destinations(in));
        out.writeByte(DONE);
        GatewayWire.destinations(out, silent);
      }
      case BEAT -> out.writeByte(DONE);
      default -> throw new IOException("Unknown order " + order);
    }
  }

  /**
   * Ends the process at once, so that whoever gives the next order is told, and starts another one.
   * Without a thread of the resolver stations would have no DNS, without renewal rules nobody could
   * trust, and nobody would know why.
   */
  private static void die(Throwable why) {
    System.err.println("the gateway ends: " + why);
    Runtime.getRuntime().halt(DIED);
  }

  private static void complain(DataOutputStream out, LabFault fault) throws IOException {
    String message = String.valueOf(fault.getMessage());
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    out.writeByte(FAULT);
    out.writeUTF(text.length > LONGEST_COMPLAINT ? message.substring(0, 300) : message);
    out.flush();
  }
}
