// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.gateway.DnsQueries;
import dev.trimunit.devices.simulated.Resolver.Reply;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries the device's DNS messages to the gateway, to another resolver, or inside TLS. */
final class ResolverTransport {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int TRIES = 2;
  private static final int DNS_PORT = 53;
  private static final String DOH_SERVER = "dns.test";

  private final DeviceTime time;
  private final Link link;
  private final NameServers servers;
  private final Internet internet;

  /** Who answers DNS messages. */
  interface NameServers {
    /** The gateway's own answer; empty if it says nothing. */
    Optional<byte[]> gateway(byte[] query);

    /** Whether the gateway answers in the place of other resolvers. */
    boolean redirects();
  }

  ResolverTransport(DeviceTime time, Link link, NameServers servers, Internet internet) {
    this.time = time;
    this.link = link;
    this.servers = servers;
    this.internet = internet;
  }

  void udp(IpAddress server, DnsName name, String type, Consumer<Reply> heard) {
    udp(server, name, type, 1, heard);
  }

  private void udp(IpAddress server, DnsName name, String type, int number, Consumer<Reply> heard) {
    byte[] query = DnsQueries.query(time.dice().between(0, 0xffff), name, type);
    int port = time.dice().between(32_768, 60_999);
    boolean crosses = link.udpOut(server, port, DNS_PORT, query);
    Optional<byte[]> answer = crosses ? answer(server, query) : Optional.empty();
    if (answer.isPresent()) {
      time.after(
          time.dice().between(Duration.ofMillis(2), Duration.ofMillis(30)),
          () -> {
            link.udpIn(server, port, DNS_PORT, answer.get());
            heard.accept(reply(answer.get()));
          });
    } else if (number < TRIES) {
      time.after(TIMEOUT, () -> udp(server, name, type, number + 1, heard));
    } else {
      time.after(TIMEOUT, () -> heard.accept(Reply.NONE));
    }
  }

  private Optional<byte[]> answer(IpAddress server, byte[] query) {
    if (server.equals(Addresses.GATEWAY) || servers.redirects()) {
      return servers.gateway(query);
    }
    boolean up = internet.answers(new Destination(server, Transport.UDP, DNS_PORT));
    return up ? internet.names().ask(query) : Optional.empty();
  }

  private static Reply reply(byte[] answer) {
    return DnsQueries.reply(answer)
        .map(read -> new Reply(read.addresses(), Duration.ofSeconds(read.ttl())))
        .orElse(Reply.NONE);
  }

  /** Inside TLS: over HTTPS or as it is, which nobody outside can tell but by the port. */
  void tls(IpAddress server, int port, DnsName name, String type, Consumer<Reply> heard) {
    byte[] query = DnsQueries.query(0, name, type);
    Destination resolver = new Destination(server, Transport.TCP, port);
    TcpConnection connection =
        new TcpConnection(
            time, link, server, port, internet.roundTrip(), () -> internet.answers(resolver));
    TlsTalk talk = new TlsTalk(connection, DOH_SERVER, time.dice());
    talk.open(
        open -> {
          if (!open) {
            heard.accept(Reply.NONE);
            return;
          }
          talk.exchange(
              query.length + 40,
              query.length + 60,
              answered -> {
                connection.close();
                heard.accept(
                    answered
                        ? internet
                            .names()
                            .ask(query)
                            .map(ResolverTransport::reply)
                            .orElse(Reply.NONE)
                        : Reply.NONE);
              });
        });
  }
}
