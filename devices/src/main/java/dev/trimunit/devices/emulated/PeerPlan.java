// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.ContactModel.AppProtocol;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.engine.model.Transport;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which ports of the Internet real servers answer, because everybody who uses them speaks what the
 * servers speak. The others are served by this program, see {@link TcpServers} and {@link
 * UdpServers}.
 *
 * @param web ports of nginx, and whether with TLS
 * @param queues ports of mosquitto, and whether with TLS
 * @param time whether chronyd answers
 */
record PeerPlan(SortedMap<Integer, Boolean> web, SortedMap<Integer, Boolean> queues, boolean time) {
  static final int NTP_PORT = 123;

  /** MQTT's ports, and whether they have TLS. */
  private static final Map<Integer, Boolean> QUEUES = Map.of(1_883, false, 8_883, true);

  static PeerPlan of(Collection<DeviceModel> models) {
    Map<Integer, Set<AppProtocol>> spoken = new TreeMap<>();
    boolean onlyTime = true;
    for (DeviceModel model : models) {
      for (ContactModel contact : model.contacts().values()) {
        if (contact.transport().equals(Transport.TCP)) {
          spoken
              .computeIfAbsent(contact.port(), port -> EnumSet.noneOf(AppProtocol.class))
              .add(contact.protocol());
        } else if (contact.transport().equals(Transport.UDP) && contact.port() == NTP_PORT) {
          onlyTime &= contact.protocol() == AppProtocol.NTP;
        }
      }
    }
    Set<Integer> ways = ways(models);
    SortedMap<Integer, Boolean> web = new TreeMap<>();
    SortedMap<Integer, Boolean> queues = new TreeMap<>();
    spoken.forEach((port, protocols) -> sort(port, protocols, ways.contains(port), web, queues));
    return new PeerPlan(web, queues, onlyTime);
  }

  /** Ports of the ways to clouds: those are HTTP. */
  private static Set<Integer> ways(Collection<DeviceModel> models) {
    return models.stream()
        .flatMap(model -> Route.of(model).stream())
        .flatMap(route -> route.contacts().stream())
        .map(ContactModel::port)
        .collect(Collectors.toSet());
  }

  private static void sort(
      int port,
      Set<AppProtocol> protocols,
      boolean way,
      Map<Integer, Boolean> web,
      Map<Integer, Boolean> queues) {
    if (protocols.size() > 1) {
      return; // nobody speaks two protocols on one port
    }
    AppProtocol protocol = protocols.iterator().next();
    Boolean secure = QUEUES.get(port);
    if (secure != null) {
      if (!way && protocol == (secure ? AppProtocol.TLS : AppProtocol.DATA)) {
        queues.put(port, secure);
      }
    } else if (protocol == AppProtocol.TLS || protocol == AppProtocol.HTTP) {
      web.put(port, protocol == AppProtocol.TLS);
    }
  }

  boolean isWeb(ContactModel contact) {
    return contact.transport().equals(Transport.TCP) && web.containsKey(contact.port());
  }

  boolean isQueue(ContactModel contact) {
    return contact.transport().equals(Transport.TCP) && queues.containsKey(contact.port());
  }

  boolean isTime(ContactModel contact) {
    return time && contact.protocol() == AppProtocol.NTP && contact.port() == NTP_PORT;
  }

  /** For reports. */
  String words() {
    return Stream.of(
            ports("nginx", web), ports("mosquitto", queues), time ? "chronyd 123" : "chronyd none")
        .collect(Collectors.joining(", ", "", ", everything else and DNS: TrimUnit's own"));
  }

  private static String ports(String server, SortedMap<Integer, Boolean> ports) {
    String list = ports.keySet().stream().map(String::valueOf).collect(Collectors.joining(" "));
    return server + " " + (list.isEmpty() ? "none" : list);
  }
}
