// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import java.util.function.Consumer;

/** What looks like TLS on a connection. */
final class TlsTalk {
  private static final int CERTIFICATE_OCTETS = 2_200;
  private final TcpConnection connection;
  private final String serverName;
  private final Dice dice;

  TlsTalk(TcpConnection connection, String serverName, Dice dice) {
    this.connection = connection;
    this.serverName = serverName;
    this.dice = dice;
  }

  /** Connection and TLS handshake. */
  void open(Consumer<Boolean> done) {
    connection.open(
        open -> {
          if (open) {
            hello(done);
          } else {
            done.accept(false);
          }
        });
  }

  private void hello(Consumer<Boolean> done) {
    byte[] hello = TlsShapes.clientHello(serverName, dice);
    byte[] flight = TlsShapes.serverFlight(CERTIFICATE_OCTETS, dice);
    connection.exchange(hello, flight, done);
  }

  void exchange(int sends, int receives, Consumer<Boolean> done) {
    connection.exchange(
        TlsShapes.applicationData(sends, dice), TlsShapes.applicationData(receives, dice), done);
  }
}
