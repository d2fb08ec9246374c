// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.needs.Need;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link KasaControl} and plugs of others: npm's {@code tplink-smarthome-simulator}. */
@Tag("slow")
@Needs(programs = "node", also = KasaSimulatorTest.Simulator.class)
final class KasaSimulatorTest {
  private static final Path MODULE = Path.of("plugs", "node_modules", "tplink-smarthome-simulator");

  @TempDir private Path folder;

  /** That {@code devices/install-lab --tests} has installed it. */
  static final class Simulator implements Need {
    @Override
    public List<String> missing(List<Object> arguments) {
      return Files.isDirectory(MODULE) ? List.of() : List.of("tplink-smarthome-simulator");
    }
  }

  @Test
  void a_plug_is_switched_and_read_back() throws IOException, InterruptedException {
    int port = Started.freeTcpPort();
    try (Started plug = simulated("hs110", port);
        Outlet outlet = open(port, "")) {
      plug.awaitTcp(port);
      assertThat(outlet.isOn()).isFalse();
      outlet.switchOn();
      assertThat(outlet.isOn()).isTrue();
      outlet.switchOff();
      assertThat(outlet.isOn()).isFalse();
    }
  }

  @Test
  void one_socket_of_a_strip_is_switched_and_no_other() throws IOException, InterruptedException {
    int port = Started.freeTcpPort();
    try (Started strip = simulated("hs300", port);
        Outlet second = open(port, "child: \"01\"\n");
        Outlet third = open(port, "child: \"02\"\n")) {
      strip.awaitTcp(port);
      second.switchOff();
      third.switchOn();
      assertThat(second.isOn()).isFalse();
      assertThat(third.isOn()).isTrue();
      second.switchOn();
      third.switchOff();
      assertThat(second.isOn()).isTrue();
      assertThat(third.isOn()).isFalse();
    }
  }

  private static Outlet open(int port, String more) {
    return Peer.open("control: kasa\naddress: 127.0.0.1\nport: " + port + "\n" + more);
  }

  private Started simulated(String model, int port) throws IOException {
    String script =
        """
        const { Device } = require('%s');
        new Device({ model: '%s', address: '127.0.0.1', port: %d }).start();
        """
            .formatted(MODULE.toAbsolutePath(), model, port);
    return Started.of(folder.resolve("log"), List.of("node", "-e", script));
  }
}
