// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.ResolverModel;
import dev.trimunit.devices.gateway.CachingUpstream;
import dev.trimunit.devices.gateway.Client;
import dev.trimunit.devices.gateway.NameSpace;
import dev.trimunit.devices.gateway.ResolverLimits;
import dev.trimunit.devices.gateway.ResolverServer;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that the devices of a folder may meet on the Internet, as one process with real
 * sockets.
 */
public final class InternetMain {
  /** What the process says when its sockets are open. */
  static final String READY = "ready";

  /** TTL 0 in a cache of nothing: a name server keeps its own names. */
  private static final ResolverLimits PLENTY = new ResolverLimits(10_000, 256, 64);

  private static final int DNS_PORT = 53;
  private static final int HTTPS_PORT = 443;

  private final NameSpace names = new NameSpace();
  private final Set<IpAddress> resolvers = new TreeSet<>();
  private final Set<Integer> tcpPorts = new TreeSet<>(Set.of(HTTPS_PORT));
  private final Set<InetSocketAddress> udp = new java.util.HashSet<>();

  private InternetMain() {}

  /**
   * @param arguments the folder with the device files, its own resolver's address, a key store for
   *     TLS
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err); // libraries may say what they like
    InternetMain internet = new InternetMain();
    internet.resolvers.add(IpAddress.parse(arguments[1]));
    ModelFolder models = new ModelFolder(Path.of(arguments[0]));
    List<DeviceFile> files = models.modelled();
    files.forEach(file -> internet.add(file.model().orElseThrow()));
    PeerPlan plan = PeerPlan.of(models.models());
    internet.leaveTo(plan);
    try {
      internet.open(Path.of(arguments[2]), files);
      PeerProbe.await(plan);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    out.println(READY);
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** An Internet without names is none. */
  private static void die(Throwable why) {
    System.err.println("a thread of its name server ended: " + why);
    Runtime.getRuntime().halt(1);
  }

  /** What real servers answer is not ours. */
  private void leaveTo(PeerPlan plan) {
    tcpPorts.removeAll(plan.web().keySet());
    tcpPorts.removeAll(plan.queues().keySet());
    udp.removeIf(address -> plan.time() && address.getPort() == PeerPlan.NTP_PORT);
  }

  private void add(DeviceModel model) {
    model.names().forEach(names::put);
    for (ContactModel contact : model.contacts().values()) {
      for (ResolverModel resolver : contact.resolution().resolvers()) {
        if (resolver.kind() == ResolverModel.Kind.PLAIN) {
          resolvers.add(Objects.requireNonNull(resolver.address()));
        }
      }
      if (contact.transport().equals(Transport.TCP)) {
        tcpPorts.add(contact.port());
      } else if (contact.transport().equals(Transport.UDP)) {
        addresses(model, contact)
            .forEach(address -> udp.add(new InetSocketAddress(address.value(), contact.port())));
      }
    }
  }

  private static List<IpAddress> addresses(DeviceModel model, ContactModel contact) {
    if (contact.host() instanceof IpAddress address) {
      return List.of(address);
    }
    return Targets.of(model, contact.host());
  }

  private void open(Path keyStore, List<DeviceFile> files) throws IOException {
    CachingUpstream upstream = new CachingUpstream(names, System::nanoTime, 0);
    List<InetSocketAddress> sockets = new ArrayList<>();
    resolvers.forEach(address -> sockets.add(new InetSocketAddress(address.value(), DNS_PORT)));
    ResolverServer.start(
        sockets,
        source -> Optional.of(Client.stranger(source)),
        upstream,
        PLENTY,
        System::nanoTime,
        InternetMain::die);
    Clouds clouds = new Clouds(names);
    for (int i = 0; i < files.size(); i++) {
      clouds.open(files.get(i), i);
    }
    TcpServers servers = new TcpServers(keyStore, clouds::answer);
    servers.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), RealPeers.CLOUDS_PORT));
    for (int port : tcpPorts) {
      servers.open(new InetSocketAddress(port));
    }
    DotServer.open(keyStore, names);
    for (InetSocketAddress address : udp) {
      UdpServers.open(address);
    }
  }
}
