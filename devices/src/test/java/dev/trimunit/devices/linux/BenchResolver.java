// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.CachingUpstream;
import dev.trimunit.devices.gateway.Client;
import dev.trimunit.devices.gateway.DeviceDns;
import dev.trimunit.devices.gateway.Following;
import dev.trimunit.devices.gateway.ForwardingUpstream;
import dev.trimunit.devices.gateway.NameRecords;
import dev.trimunit.devices.gateway.NameSpace;
import dev.trimunit.devices.gateway.ResolverLimits;
import dev.trimunit.devices.gateway.ResolverServer;
import dev.trimunit.devices.gateway.Upstream;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A process for {@link ResolverBenchmark}: our resolver, or the upstream of all resolvers. */
final class BenchResolver {
  private static final ResolverLimits UNLIMITED = new ResolverLimits(1e12, 1_000, 100);
  private static final int MOST_ANSWERS = 20_000;

  private BenchResolver() {}

  /**
   * @param arguments {@code upstream}, port, file of names; or {@code policy}, port, port of the
   *     upstream, file of blocked names
   */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[1]);
    if (arguments[0].equals("upstream")) {
      serve(port, names(Path.of(arguments[2])), Optional.empty());
    } else {
      InetSocketAddress upstream =
          new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[2]));
      serve(
          port,
          new ForwardingUpstream(List.of(upstream), Duration.ofSeconds(2), System::nanoTime),
          Optional.of(plan(Path.of(arguments[3]))));
    }
    System.out.println("listening");
    System.in.read();
  }

  private static void serve(int port, Upstream upstream, Optional<BlockPlan> plan)
      throws IOException {
    CachingUpstream caching = new CachingUpstream(upstream, System::nanoTime, MOST_ANSWERS);
    DeviceDns device = new DeviceDns(caching, Instant::now, new Following());
    plan.ifPresent(blocked -> device.apply(blocked, BlockAnswer.LOOPBACK));
    Optional<Client> everybody = Optional.of(Client.station(1, device));
    ResolverServer.start(
        List.of(new InetSocketAddress("127.0.0.1", port)),
        source -> everybody,
        caching,
        UNLIMITED,
        System::nanoTime,
        Throwable::printStackTrace);
  }

  private static NameSpace names(Path file) throws IOException {
    NameSpace names = new NameSpace();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      IpAddress address = IpAddress.parse("203.0.113." + i % 250);
      names.put(DnsName.of(lines.get(i)), new NameRecords(List.of(address), null, 3_600));
    }
    return names;
  }

  private static BlockPlan plan(Path file) throws IOException {
    Set<DestinationPattern> patterns =
        Files.readAllLines(file).stream()
            .map(DestinationPattern::parse)
            .collect(Collectors.toUnmodifiableSet());
    return new BlockPlan(patterns, Set.of(), Strength.NORMAL);
  }
}
