// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.policy.LabTimeline;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.Transport;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What goes through the pipes between the run and its gateway process, both ways. */
final class GatewayWire {
  private GatewayWire() {}

  /** Writes one thing. */
  @FunctionalInterface
  interface Writer<T> {
    void write(DataOutput out, T value) throws IOException;
  }

  /** Reads one thing. */
  @FunctionalInterface
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  static void settings(DataOutput out, GatewaySettings settings) throws IOException {
    NftSettings firewall = settings.firewall();
    out.writeUTF(firewall.lan());
    out.writeInt(firewall.resolverPort());
    map(out, firewall.stations(), DataOutput::writeInt, (o, mac) -> o.writeLong(mac.value()));
    all(out, firewall.encryptedResolvers(), GatewayWire::address);
    all(out, firewall.isolated(), (o, mac) -> o.writeLong(mac.value()));
    out.writeUTF(firewall.uplink());
    all(out, settings.listen(), GatewayWire::address);
    all(out, settings.upstreams(), GatewayWire::address);
    map(out, settings.addresses(), GatewayWire::address, DataOutput::writeInt);
    out.writeUTF(settings.resolver().name());
  }

  static GatewaySettings settings(DataInput in) throws IOException {
    NftSettings firewall =
        new NftSettings(
            in.readUTF(),
            in.readInt(),
            map(in, DataInput::readInt, GatewayWire::mac),
            new HashSet<>(all(in, GatewayWire::address)),
            new HashSet<>(all(in, GatewayWire::mac)),
            in.readUTF());
    return new GatewaySettings(
        firewall,
        all(in, GatewayWire::address),
        all(in, GatewayWire::address),
        map(in, GatewayWire::address, DataInput::readInt),
        GatewaySettings.Resolver.valueOf(in.readUTF()));
  }

  static void plan(DataOutput out, BlockPlan plan) throws IOException {
    all(out, plan.patterns(), GatewayWire::pattern);
    destinations(out, plan.known());
    out.writeUTF(plan.strength().name());
    all(out, plan.byName(), (o, name) -> o.writeUTF(name.text()));
  }

  static BlockPlan plan(DataInput in) throws IOException {
    Set<DestinationPattern> patterns = new HashSet<>(all(in, GatewayWire::pattern));
    Set<Destination> known = destinations(in);
    Strength strength = Strength.valueOf(in.readUTF());
    return new BlockPlan(
        patterns, known, strength, new HashSet<>(all(in, each -> new DnsName(each.readUTF()))));
  }

  static void destinations(DataOutput out, Set<Destination> destinations) throws IOException {
    all(out, destinations, (o, destination) -> pattern(o, destination.exactly()));
  }

  static Set<Destination> destinations(DataInput in) throws IOException {
    return new HashSet<>(all(in, GatewayWire::destination));
  }

  static void reading(DataOutput out, GatewayReading reading) throws IOException {
    map(out, reading.overridden(), GatewayWire::pattern, DataOutput::writeLong);
    map(out, reading.dropped(), GatewayWire::pattern, DataOutput::writeLong);
    map(out, reading.passed(), GatewayWire::refusal, DataOutput::writeLong);
    map(out, reading.hidden(), GatewayWire::refusal, DataOutput::writeLong);
    map(out, reading.asked(), GatewayWire::refusal, DataOutput::writeLong);
    all(out, reading.dns(), GatewayWire::event);
    map(out, reading.bearings(), GatewayWire::pattern, GatewayWire::bearing);
  }

  static GatewayReading reading(DataInput in) throws IOException {
    return new GatewayReading(
        map(in, GatewayWire::pattern, DataInput::readLong),
        map(in, GatewayWire::pattern, DataInput::readLong),
        map(in, GatewayWire::refusal, DataInput::readLong),
        map(in, GatewayWire::refusal, DataInput::readLong),
        map(in, GatewayWire::refusal, DataInput::readLong),
        all(in, GatewayWire::event),
        map(in, GatewayWire::pattern, GatewayWire::bearing));
  }

  private static void bearing(DataOutput out, GatewayReading.Bearing bearing) throws IOException {
    out.writeLong(bearing.times());
    out.writeBoolean(bearing.idle());
    out.writeUTF(bearing.way());
  }

  private static GatewayReading.Bearing bearing(DataInput in) throws IOException {
    return new GatewayReading.Bearing(in.readLong(), in.readBoolean(), in.readUTF());
  }

  static void declared(DataOutput out, StationPolicies.Declared declared) throws IOException {
    map(out, declared.policies(), GatewayWire::pattern, GatewayWire::policy);
    timeline(out, declared.timeline());
  }

  static StationPolicies.Declared declared(DataInput in) throws IOException {
    return new StationPolicies.Declared(
        map(in, GatewayWire::pattern, GatewayWire::policy), timeline(in));
  }

  static void timeline(DataOutput out, LabTimeline timeline) throws IOException {
    out.writeUTF(timeline.shown().toString());
    out.writeUTF(timeline.lab().toString());
    out.writeUTF(timeline.fast().toString());
    out.writeUTF(timeline.skipped().toString());
    out.writeUTF(timeline.file().map(Path::toString).orElse(""));
  }

  static LabTimeline timeline(DataInput in) throws IOException {
    return new LabTimeline(
        Instant.parse(in.readUTF()),
        Instant.parse(in.readUTF()),
        duration(in),
        duration(in),
        Optional.of(in.readUTF()).filter(path -> !path.isEmpty()).map(Path::of));
  }

  private static void policy(DataOutput out, Policy policy) throws IOException {
    out.writeBoolean(policy instanceof Policy.OwnAnswer);
    if (policy instanceof Policy.OwnAnswer own) {
      out.writeUTF(own.ahead().toString());
    } else if (policy instanceof Policy.Window window) {
      out.writeUTF(window.least().toString());
      out.writeUTF(window.most().toString());
    }
  }

  private static Policy policy(DataInput in) throws IOException {
    return in.readBoolean()
        ? new Policy.OwnAnswer(duration(in))
        : new Policy.Window(duration(in), duration(in));
  }

  private static Duration duration(DataInput in) throws IOException {
    return Duration.parse(in.readUTF());
  }

  static void address(DataOutput out, IpAddress address) throws IOException {
    out.writeUTF(address.toString());
  }

  static IpAddress address(DataInput in) throws IOException {
    return IpAddress.parse(in.readUTF());
  }

  private static MacAddress mac(DataInput in) throws IOException {
    return new MacAddress(in.readLong());
  }

  /** Not as text: names from the network may hold what the syntax of patterns uses. */
  private static void pattern(DataOutput out, DestinationPattern pattern) throws IOException {
    out.writeBoolean(pattern.host() instanceof IpAddress);
    out.writeUTF(pattern.host() instanceof DnsName name ? name.text() : pattern.host().toString());
    out.writeBoolean(pattern.exact());
    Transport transport = pattern.transport();
    out.writeUTF(transport == null ? "" : transport.word());
    out.writeInt(pattern.port());
  }

  private static DestinationPattern pattern(DataInput in) throws IOException {
    boolean address = in.readBoolean();
    String text = in.readUTF();
    Host host = address ? IpAddress.parse(text) : new DnsName(text);
    boolean exact = in.readBoolean();
    String transport = in.readUTF();
    return new DestinationPattern(
        host, exact, transport.isEmpty() ? null : new Transport(transport), in.readInt());
  }

  private static Destination destination(DataInput in) throws IOException {
    DestinationPattern exact = pattern(in);
    Transport transport = exact.transport();
    if (transport == null) {
      throw new IOException("Destination " + exact + " lacks its transport");
    }
    return new Destination(exact.host(), transport, exact.port());
  }

  private static void refusal(DataOutput out, Refusal refusal) throws IOException {
    out.writeInt(refusal.mark());
    address(out, refusal.address());
    out.writeInt(refusal.protocol());
    out.writeInt(refusal.port());
  }

  private static Refusal refusal(DataInput in) throws IOException {
    return new Refusal(in.readInt(), address(in), in.readInt(), in.readInt());
  }

  private static void event(DataOutput out, DnsEvent event) throws IOException {
    out.writeUTF(event.time().toString());
    out.writeUTF(event.question().text());
    out.writeUTF(event.type());
    out.writeUTF(event.answer().name());
    all(out, event.addresses(), GatewayWire::address);
    all(out, event.aliases(), (o, name) -> o.writeUTF(name.text()));
    out.writeLong(event.ttl());
  }

  private static DnsEvent event(DataInput in) throws IOException {
    return new DnsEvent(
        Instant.parse(in.readUTF()),
        new DnsName(in.readUTF()),
        in.readUTF(),
        DnsAnswer.valueOf(in.readUTF()),
        all(in, GatewayWire::address),
        all(in, i -> new DnsName(i.readUTF())),
        in.readLong());
  }

  private static <T> void all(DataOutput out, Collection<T> values, Writer<? super T> each)
      throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      each.write(out, value);
    }
  }

  private static <T> List<T> all(DataInput in, Reader<T> each) throws IOException {
    List<T> values = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      values.add(each.read(in));
    }
    return values;
  }

  private static <K, V> void map(
      DataOutput out, Map<K, V> map, Writer<? super K> key, Writer<? super V> value)
      throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<K, V> entry : map.entrySet()) {
      key.write(out, entry.getKey());
      value.write(out, entry.getValue());
    }
  }

  private static <K, V> Map<K, V> map(DataInput in, Reader<K> key, Reader<V> value)
      throws IOException {
    Map<K, V> map = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      map.put(key.read(in), value.read(in));
    }
    return map;
  }
}
