// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Accepts TCP connections at an address of the made-up Internet. */
final class TcpServer implements AutoCloseable {
  private final LabNet net;
  private final Process process;

  private TcpServer(LabNet net, Process process) {
    this.net = net;
    this.process = process;
  }

  static TcpServer on(LabNet net, IpAddress address, int... ports) {
    List<String> command = Peer.command("listen", address.toString());
    IntStream.of(ports).mapToObj(Integer::toString).forEach(command::add);
    Process process = net.sandbox.start(NamespaceName.INTERNET, command);
    Peer.awaitLine(process, "listening");
    return new TcpServer(net, process);
  }

  boolean accepts(Station from, IpAddress address, int port) {
    List<String> command =
        new ArrayList<>(Peer.command("connect", address.toString(), Integer.toString(port)));
    return Program.attempt(net.sandbox.inside(from.name(), command), "").exit() == 0;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
