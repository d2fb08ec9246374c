// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.gateway.Upstream;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every maker's cloud, behind whatever server a device meets it. */
final class Clouds {
  /** Where phones reach all clouds; each device's has a port of its own. */
  static final IpAddress ADDRESS = IpAddress.parse("192.0.2.80");

  private static final int FIRST_PORT = 19_000;

  private final Upstream names;
  private final Map<String, CloudCompanion> companions = new TreeMap<>();

  /**
   * @param names for DNS over HTTPS
   */
  Clouds(Upstream names) {
    this.names = names;
  }

  /** Where phones reach the cloud of a device, by the device's place among the modelled ones. */
  static int port(int number) {
    return FIRST_PORT + number;
  }

  /** Opens the cloud of a device. */
  void open(DeviceFile file, int number) throws IOException {
    DeviceModel model = file.model().orElseThrow();
    CloudCompanion companion = new CloudCompanion(model.app(), Route.of(model));
    companions.put(file.device().id(), companion);
    CompanionServer.open(new InetSocketAddress(ADDRESS.value(), port(number)), companion);
  }

  /** What a device posts. */
  byte[] answer(String path, byte[] body) throws IOException {
    if (path.equals(CloudPaths.DNS)) {
      return names.ask(body).orElse(new byte[0]);
    }
    if (path.startsWith(CloudPaths.REPORT)) {
      return new byte[Integer.parseInt(path.substring(CloudPaths.REPORT.length()))];
    }
    if (!path.startsWith(CloudPaths.CHANNEL)) {
      return HttpExchange.octets(body);
    }
    String[] words = path.substring(CloudPaths.CHANNEL.length()).split("/", -1);
    return words.length == 2
        ? mailbox(words[0], words[1])
            .map(mailbox -> mailbox.ask(new String(body, StandardCharsets.UTF_8)))
            .orElse("")
            .getBytes(StandardCharsets.UTF_8)
        : new byte[0];
  }

  private Optional<Mailbox> mailbox(String device, String route) {
    return Optional.ofNullable(companions.get(device))
        .filter(companion -> route.matches("\\d{1,4}"))
        .flatMap(companion -> companion.mailbox(Integer.parseInt(route)));
  }
}
