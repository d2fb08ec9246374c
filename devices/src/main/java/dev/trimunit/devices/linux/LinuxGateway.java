// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.ForwardingUpstream;
import dev.trimunit.devices.gateway.policy.LabTimeline;
import dev.trimunit.devices.gateway.policy.ServerProbe;
import dev.trimunit.devices.gateway.policy.TimeServer;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Resolver and firewall of this network namespace. */
final class LinuxGateway implements AutoCloseable {
  /** At the time; a lab may skip much of it, and a device asks at once. */
  private static final long BETWEEN_LOOKS_MILLIS = 40;

  /** At the kernel's counters, which takes longer. */
  private static final int LOOKS_BETWEEN_COUNTS = 5;

  private final NftFirewall firewall;
  private final StationResolver resolver;
  private final TimeServer time;
  private final ServerProbe probe;
  private final Map<Integer, StationBlock> stations = new HashMap<>();
  private final Renewal renewal;
  private final Thread watch = new Thread(this::look, "gateway-windows");

  private LinuxGateway(GatewaySettings settings, Consumer<Throwable> died) {
    watch.setDaemon(true);
    watch.setUncaughtExceptionHandler((dead, why) -> died.accept(why));
    this.firewall = NftFirewall.by(List.of("nft"));
    this.resolver =
        switch (settings.resolver()) {
          case OWN -> new OwnResolver(settings, died);
          case BIND -> new BindResolver(settings, died);
        };
    this.renewal = new Renewal(() -> firewall.renew(settings.firewall()), System::nanoTime, died);
    Set<Integer> marks = settings.firewall().stations().keySet();
    this.probe =
        new ServerProbe(
            new ForwardingUpstream(
                OwnResolver.sockets(settings.upstreams(), OwnResolver.DNS_PORT),
                OwnResolver.PATIENCE,
                System::nanoTime),
            InstantSource.system(),
            System::nanoTime);
    this.time = time(settings, marks, died);
    for (Integer mark : marks) {
      stations.put(
          mark, new StationBlock(mark, firewall, resolver, new StationPolicies(mark, time)));
    }
  }

  private static TimeServer time(
      GatewaySettings settings, Set<Integer> marks, Consumer<Throwable> died) {
    try {
      return TimeServer.open(settings.listen(), marks, died);
    } catch (IOException e) {
      throw new LabFault(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Opens it; whatever a killed gateway left is replaced.
   *
   * @param died hears what ended a thread without which stations have no DNS
   * @throws LabFault if a port is taken or the firewall refuses
   */
  static LinuxGateway open(GatewaySettings settings, Consumer<Throwable> died) {
    LinuxGateway gateway = new LinuxGateway(settings, died);
    try {
      gateway.resolver.start();
      // After the ports are ours: another gateway that runs here keeps its tables.
      gateway.renewal.begin(() -> gateway.firewall.install(settings, gateway.time.doors()));
      gateway.watch.start();
      return gateway;
    } catch (LabFault e) {
      gateway.resolver.close();
      gateway.time.close();
      throw e;
    }
  }

  void apply(int mark, BlockPlan plan, BlockAnswer mode, StationPolicies.Declared declared) {
    station(mark).apply(plan, mode, declared);
  }

  void timeline(int mark, LabTimeline timeline) {
    station(mark).policies().timeline(timeline);
  }

  void cut(int mark, boolean cut) {
    station(mark).cut(cut);
  }

  GatewayReading read(int mark) {
    GatewayReading reading = station(mark).read();
    renewal.requireInForce();
    return reading;
  }

  void learn(int mark, DnsName name, IpAddress address) {
    station(mark).learn(name, address);
  }

  /** Which servers do not answer, from where the station is behind. */
  Set<Destination> silent(int mark, Set<Destination> servers) {
    return station(mark).isCut() ? servers : probe.silent(servers);
  }

  /** Opens and closes windows as it is time. */
  private void look() {
    try {
      for (int looks = 0; true; looks++) {
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
        boolean counts = looks % LOOKS_BETWEEN_COUNTS == 0;
        stations.values().forEach(station -> station.look(counts));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    watch.interrupt();
    resolver.close();
    renewal.close();
    time.close();
    firewall.close();
  }

  private StationBlock station(int mark) {
    StationBlock station = stations.get(mark);
    if (station == null) {
      throw new LabFault("The gateway has no station " + mark + ", only " + stations.keySet());
    }
    return station;
  }

  /**
   * Renews the rules for as long as this process lives. When nobody does, as everybody who could
   * was killed, the kernel lets everything pass. Whoever renews too late, as a process that was
   * stopped, must not go on: something may have passed that counts as refused.
   */
  static final class Renewal implements AutoCloseable {
    private static final long PACE_MILLIS = 5_000;

    private final Runnable renew;
    private final LongSupplier nanos;
    private final Consumer<Throwable> died;
    private final Thread thread = new Thread(this::go, "rule-renewal");
    private volatile long since;
    private volatile boolean lapsed;

    /**
     * @param nanos the time
     * @param died hears that the rules may have been out of force
     */
    Renewal(Runnable renew, LongSupplier nanos, Consumer<Throwable> died) {
      this.renew = renew;
      this.nanos = nanos;
      this.died = died;
    }

    /** Has the rules put in force, and begins to renew them. */
    void begin(Runnable install) {
      since = nanos.getAsLong();
      install.run();
      thread.setDaemon(true);
      thread.start();
    }

    /**
     * Looks whether the rules were in force all the time.
     *
     * @throws LabFault if nobody can tell
     */
    void requireInForce() {
      long age = nanos.getAsLong() - since;
      if (lapsed || age >= NftTable.PATIENCE.toNanos()) {
        throw new LabFault(
            "The gateway did not renew its rules for %d s, so something may have passed: was this machine asleep, or is it overloaded?"
                .formatted(TimeUnit.NANOSECONDS.toSeconds(age)));
      }
    }

    /** Renews them once. */
    void once() {
      long begin = nanos.getAsLong();
      try {
        renew.run();
        requireInForce();
        since = begin;
      } catch (LabFault e) {
        if (nanos.getAsLong() - since >= NftTable.PATIENCE.toNanos()) {
          lapsed = true;
          died.accept(e);
        } // else the next one is in time
      }
    }

    private void go() {
      try {
        while (!lapsed) {
          Thread.sleep(PACE_MILLIS);
          once();
        }
      } catch (InterruptedException e) {
        return; // the rules are removed
      }
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
