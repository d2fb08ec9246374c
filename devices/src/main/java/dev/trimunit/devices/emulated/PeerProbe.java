// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Asks the real servers of a {@link PeerPlan} until they answer. */
final class PeerProbe {
  private static final long PATIENCE_SECONDS = 20;
  private static final int TIMEOUT_MILLIS = 500;

  private PeerProbe() {}

  private interface Probe {
    void ask() throws IOException;
  }

  /**
   * @throws IOException that says which one does not answer
   */
  static void await(PeerPlan plan) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    TreeSet<Integer> ports = new TreeSet<>(plan.web().keySet());
    ports.addAll(plan.queues().keySet());
    for (int port : ports) {
      await("port " + port + "/tcp", until, () -> connect(port));
    }
    if (plan.time()) {
      await("port 123/udp", until, PeerProbe::time);
    }
  }

  private static void await(String what, long until, Probe probe) throws IOException {
    while (true) {
      try {
        probe.ask();
        return;
      } catch (IOException e) {
        if (System.nanoTime() > until) {
          throw new IOException("Nobody answers on " + what, e);
        }
        pause();
      }
    }
  }

  private static void connect(int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    }
  }

  private static void time() throws IOException {
    byte[] query = new byte[48];
    query[0] = 0x23;
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), PeerPlan.NTP_PORT));
      socket.send(new DatagramPacket(query, query.length));
      socket.receive(new DatagramPacket(new byte[512], 512));
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
