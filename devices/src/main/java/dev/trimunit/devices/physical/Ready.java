// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.files.Values;
import dev.trimunit.engine.model.Host;
import java.time.Duration;

/** By what a device that has power again is seen to be ready. */
sealed interface Ready {
  /** It asks for an address by DHCP, or says by ARP or neighbour discovery which it has. */
  record Network() implements Ready {
    @Override
    public String toString() {
      return "dhcp";
    }
  }

  /** It asks for this name, or one below it, or sends something to this address. */
  record Contact(Host host) implements Ready {
    @Override
    public String toString() {
      return "contact " + host;
    }
  }

  /** It accepts connections at this TCP port. */
  record Port(int number) implements Ready {
    @Override
    public String toString() {
      return "port " + number;
    }
  }

  /** So much time has passed. */
  record After(Duration time) implements Ready {
    @Override
    public String toString() {
      return "after " + time.toMillis() + " ms";
    }
  }

  /** Reads it as testers write it: {@code dhcp}, {@code contact cloud.vendor.test}, … */
  static Ready parse(String text) {
    String[] words = text.strip().split(" +", 2);
    String rest = words.length == 2 ? words[1] : "";
    return switch (words[0]) {
      case "dhcp" -> alone(rest, new Network());
      case "contact" -> new Contact(Host.parse(Values.text(rest)));
      case "port" -> new Port(Values.number(1, 65_535).apply(rest));
      case "after" -> new After(Values.duration(rest));
      default -> throw unknown(text);
    };
  }

  private static Ready alone(String rest, Ready ready) {
    if (!rest.isEmpty()) {
      throw unknown(rest);
    }
    return ready;
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "'%s' says nothing of when a device is ready: write 'dhcp', 'contact cloud.vendor.test', 'port 80' or 'after 30 s'"
            .formatted(text));
  }
}
