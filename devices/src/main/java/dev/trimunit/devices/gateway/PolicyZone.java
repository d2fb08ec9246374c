// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * One device's response policy zone on another resolver, BIND for example: written by dynamic
 * updates (RFC 2136) that are signed (TSIG, RFC 8945), never by files. Not thread-safe.
 */
public final class PolicyZone {
  /** Names per message; a message holds 64 kB, and a record at most about 600 octets. */
  private static final int BATCH = 50;

  private static final String MARKER = "trimunit-marker";
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private final Name zone;
  private final SimpleResolver server;
  private final Name marker;
  private final LongSupplier nanos;
  private Set<Name> written = new TreeSet<>();
  private int edition;
  private int marks;

  /**
   * @param zone the policy zone, which is the name of its key, too
   * @param secret the key's octets in base 64, for HMAC-SHA256
   * @param nanos a clock that only runs forward, in nanoseconds
   */
  public PolicyZone(InetSocketAddress server, DnsName zone, String secret, LongSupplier nanos) {
    this.nanos = nanos;
    this.zone = DnsNames.theirs(zone);
    this.marker = Name.fromConstantString("*." + MARKER + "." + this.zone);
    this.server = new SimpleResolver(server);
    this.server.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, this.zone, secret));
    this.server.setTCP(true);
    this.server.setTimeout(PATIENCE);
  }

  /**
   * Makes the zone say what a plan overrides, and nothing else; returns when it does.
   *
   * @throws IOException if the server refuses or dawdles, or a name is too long for a policy zone
   */
  public void write(BlockPlan plan, BlockAnswer mode) throws IOException {
    if (mode == BlockAnswer.REFUSED) {
      throw new IOException(
          "A response policy zone cannot answer REFUSED: use another answer, or our own resolver");
    }
    SortedMap<Name, BlockAnswer> wanted = owners(plan, mode);
    List<Name> touched = new ArrayList<>(written);
    wanted.keySet().stream().filter(name -> !written.contains(name)).forEach(touched::add);
    written = new TreeSet<>(touched);
    for (int i = 0; i < touched.size(); i += BATCH) {
      Update update = new Update(zone);
      for (Name owner : touched.subList(i, Math.min(i + BATCH, touched.size()))) {
        update.delete(owner);
        BlockAnswer answer = wanted.get(owner);
        if (answer != null) {
          records(owner, answer).forEach(update::add);
        }
      }
      send(update);
    }
    written = new TreeSet<>(wanted.keySet());
    publish();
  }

  /** A name that nobody has asked for and that the zone answers: a mark for the log of queries. */
  public DnsName nextMark() {
    marks++;
    return DnsName.of("m" + marks + "." + MARKER);
  }

  /** A new edition is in force once its marker is answered. */
  private void publish() throws IOException {
    edition = edition % 65_000 + 1;
    InetAddress number =
        InetAddress.getByAddress(new byte[] {127, 1, (byte) (edition >> 8), (byte) edition});
    Update update = new Update(zone);
    update.replace(new ARecord(marker, DClass.IN, 0, number));
    send(update);
    long until = nanos.getAsLong() + PATIENCE.toNanos();
    while (!answersMarkerBy(new IpAddress(number))) {
      if (nanos.getAsLong() - until > 0) {
        throw new IOException("The update of " + zone + " is not in force after " + PATIENCE);
      }
    }
  }

  private boolean answersMarkerBy(IpAddress number) throws IOException {
    Optional<DnsReply> reply = ask(nextMark(), "A");
    return reply.isPresent() && reply.get().addresses().equals(List.of(number));
  }

  /** Asks the server a question as the device would. */
  public Optional<DnsReply> ask(DnsName name, String type) throws IOException {
    byte[] query = DnsQueries.query(0, name, type);
    return DnsQueries.reply(server.send(new Message(query)).toWire());
  }

  private void send(Update update) throws IOException {
    int rcode = server.send(update).getRcode();
    if (rcode != Rcode.NOERROR) {
      throw new IOException("The update of " + zone + " was refused: " + Rcode.string(rcode));
    }
  }

  private SortedMap<Name, BlockAnswer> owners(BlockPlan plan, BlockAnswer mode) throws IOException {
    SortedMap<Name, BlockAnswer> owners = new TreeMap<>();
    for (DestinationPattern pattern : plan.patterns()) {
      boolean whole = pattern.coversEveryPort() || pattern.isNameOnly();
      if (whole && !plan.isLifted(pattern) && pattern.host() instanceof DnsName name) {
        add(owners, name, plan.answer(name, mode), !pattern.exact());
      }
    }
    for (DnsName name : plan.knownNames()) {
      if (!plan.overriding(name).isEmpty()) {
        add(owners, name, plan.answer(name, mode), false);
      }
    }
    for (DnsName name : plan.hiddenResolvers()) {
      add(owners, name, mode, true);
    }
    return owners;
  }

  private void add(
      SortedMap<Name, BlockAnswer> owners, DnsName name, BlockAnswer answer, boolean below)
      throws IOException {
    try {
      if (name.isFamily() && !name.text().matches("\\*(\\.[^*]*)")) {
        throw new IOException(
            "A response policy zone knows only stars in front, as *.g.example, and not "
                + name
                + ": use our own resolver");
      }
      Name absolute = DnsNames.theirs(name);
      Name relative = absolute.relativize(Name.root);
      owners.put(Name.concatenate(relative, zone), answer);
      if (below) {
        owners.put(Name.concatenate(Name.concatenate(new Name("*"), relative), zone), answer);
      }
    } catch (NameTooLongException e) {
      throw new IOException("The name " + name + " is too long for a response policy zone", e);
    }
  }

  private static List<Record> records(Name owner, BlockAnswer mode) {
    return switch (mode) {
      case LOOPBACK ->
          List.of(
              new ARecord(owner, DClass.IN, Overrides.TTL, Overrides.IPV4),
              new AAAARecord(owner, DClass.IN, Overrides.TTL, Overrides.IPV6));
      case UNSPECIFIED ->
          List.of(
              new ARecord(owner, DClass.IN, Overrides.TTL, Overrides.ANY_IPV4),
              new AAAARecord(owner, DClass.IN, Overrides.TTL, Overrides.ANY_IPV6));
      case NO_DATA -> List.of(alias(owner, Name.fromConstantString("*.")));
      case SILENCE -> List.of(alias(owner, Name.fromConstantString("rpz-drop.")));
      case NAME_ERROR, REFUSED -> List.of(alias(owner, Name.root));
    };
  }

  private static Record alias(Name owner, Name action) {
    return new CNAMERecord(owner, DClass.IN, Overrides.TTL, action);
  }

  /** A name as BIND writes it into its log. */
  public static Optional<DnsName> logged(String text) {
    try {
      return Optional.of(DnsNames.ours(Name.fromString(text, Name.root)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether this is the mnemonic of a query type that can be asked again. */
  public static boolean isType(String text) {
    return Type.value(text) > 0;
  }
}
