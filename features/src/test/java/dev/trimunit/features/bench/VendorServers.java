// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** What answers a {@link ForeignBulb}, at every address of the machine. */
final class VendorServers {
  private VendorServers() {}

  public static void main(String[] ports) throws IOException {
    for (String port : ports) {
      ServerSocket server = new ServerSocket(Integer.parseInt(port));
      new Thread(() -> serve(server)).start();
    }
  }

  private static void serve(ServerSocket server) {
    while (true) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(1_000);
        socket.getOutputStream().write(socket.getInputStream().read());
      } catch (IOException e) {
        continue; // the next one
      }
    }
  }
}
