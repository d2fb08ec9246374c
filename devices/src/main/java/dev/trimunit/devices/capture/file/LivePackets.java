// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;

/**
 * Records a network interface of its own namespace through libpcap, as a process: frames go to
 * standard output as a pcap file; when standard input ends it says what it lost, in tcpdump's
 * words, and ends. For user namespaces, in which tcpdump cannot give up a root that it never was.
 */
public final class LivePackets {
  private static final int SNAPLEN = 262_144;
  private static final int BUFFER = 16 << 20;
  private static final int POLL_MILLIS = 10;

  private LivePackets() {}

  /**
   * @param arguments the interface, and which frames are recorded, as a filter of pcap
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream says = System.err;
    OutputStream out = System.out;
    System.setOut(System.err);
    try (PcapHandle handle = open(arguments[0], arguments[1]);
        PcapWriter writer = new PcapWriter(out)) {
      out.flush();
      says.println("listening on " + arguments[0]);
      Thread loop = new Thread(() -> record(handle, writer, out), "packets");
      loop.start();
      System.in.transferTo(OutputStream.nullOutputStream());
      handle.breakLoop();
      loop.join();
      PcapStat lost = handle.getStats();
      says.println(lost.getNumPacketsDropped() + " packets dropped by kernel");
      says.println(lost.getNumPacketsDroppedByIf() + " packets dropped by interface");
    } catch (PcapNativeException | NotOpenException | InterruptedException e) {
      says.println(e.getMessage());
      System.exit(1);
    }
  }

  private static PcapHandle open(String networkInterface, String filter)
      throws PcapNativeException, NotOpenException {
    PcapHandle handle =
        new PcapHandle.Builder(networkInterface)
            .snaplen(SNAPLEN)
            .bufferSize(BUFFER)
            .promiscuousMode(PromiscuousMode.PROMISCUOUS)
            .timeoutMillis(POLL_MILLIS)
            .immediateMode(true)
            .timestampPrecision(TimestampPrecision.NANO)
            .build();
    handle.setFilter(filter, BpfCompileMode.OPTIMIZE);
    return handle;
  }

  private static void record(PcapHandle handle, PcapWriter writer, OutputStream out) {
    try {
      handle.loop(
          -1,
          (byte[] frame) -> {
            try {
              writer.write(handle.getTimestamp().toInstant(), frame, handle.getOriginalLength());
              out.flush();
            } catch (IOException e) {
              System.exit(2); // nobody reads any more
            }
          });
    } catch (InterruptedException e) {
      return; // It was asked to end.
    } catch (PcapNativeException | NotOpenException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
