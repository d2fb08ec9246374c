// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.ContactModel.AppProtocol;
import dev.trimunit.devices.files.Volume;
import dev.trimunit.devices.gateway.policy.NtpPackets;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the device says to servers, protocol by protocol, once it has an address. */
final class Conversations {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** An alert of TLS, encrypted. */
  private static final int ALERT_OCTETS = 19;

  private final DeviceTime time;
  private final Link link;
  private final Internet internet;
  private final DeviceLife life;
  private final Map<String, TcpConnection> kept = new HashMap<>();
  private int pings;

  Conversations(DeviceTime time, Link link, Internet internet, DeviceLife life) {
    this.life = life;
    this.time = time;
    this.link = link;
    this.internet = internet;
  }

  /** Power was lost. */
  void forget() {
    kept.clear();
    pings = 0;
  }

  /** Whether there is a connection from an earlier contact. */
  boolean connected(ContactModel contact) {
    TcpConnection connection = kept.get(contact.id());
    return connection != null && connection.isOpen();
  }

  /** One contact over the kept connection. */
  void again(ContactModel contact, Consumer<Boolean> done) {
    TcpConnection connection = java.util.Objects.requireNonNull(kept.get(contact.id()));
    rounds(contact, connection, contact.volume().rounds(), done);
  }

  /** One contact at an address. */
  void talk(ContactModel contact, IpAddress remote, Consumer<Boolean> done) {
    switch (contact.protocol()) {
      case LOOKUP -> throw new IllegalStateException("Nothing is sent to " + contact.host());
      case PING -> ping(contact, remote, done);
      case NTP -> datagrams(contact, remote, NtpPackets.query(life.clock().now()), done);
      case TLS, HTTP -> connect(contact, remote, done);
      case DATA -> {
        if (contact.transport().word().equals("udp")) {
          datagrams(contact, remote, time.dice().octets(contact.volume().sends()), done);
        } else {
          connect(contact, remote, done);
        }
      }
    }
  }

  private void connect(ContactModel contact, IpAddress remote, Consumer<Boolean> done) {
    TcpConnection connection =
        new TcpConnection(
            time, link, remote, contact.port(), internet.roundTrip(), () -> answers(contact));
    Consumer<Boolean> ready =
        open -> {
          if (!open) {
            done.accept(false);
            return;
          }
          if (contact.protocol() == AppProtocol.TLS && !life.accepts(contact)) {
            connection.say(TlsShapes.applicationData(ALERT_OCTETS, time.dice()));
            connection.close();
            done.accept(false);
            return;
          }
          if (contact.persistence().keeps()) {
            kept.put(contact.id(), connection);
          }
          rounds(contact, connection, contact.volume().rounds(), done);
        };
    if (contact.protocol() == AppProtocol.TLS) {
      new TlsTalk(connection, serverName(contact), time.dice()).open(ready);
    } else {
      connection.open(ready);
    }
  }

  private void rounds(
      ContactModel contact, TcpConnection connection, int left, Consumer<Boolean> done) {
    connection.exchange(
        request(contact),
        answer(contact),
        answered -> {
          if (answered && left > 1) {
            time.after(contact.volume().pause(), () -> rounds(contact, connection, left - 1, done));
            return;
          }
          if (!contact.persistence().keeps()) {
            connection.close();
          }
          if (answered) {
            life.answered(contact, time.now());
          }
          done.accept(answered);
        });
  }

  private byte[] request(ContactModel contact) {
    Volume volume = contact.volume();
    return switch (contact.protocol()) {
      case TLS -> TlsShapes.applicationData(volume.sends(), time.dice());
      case HTTP -> TlsShapes.join(httpHead(contact), time.dice().octets(volume.sends()));
      default -> time.dice().octets(volume.sends());
    };
  }

  private static byte[] httpHead(ContactModel contact) {
    String head =
        "POST /report HTTP/1.1\r\nHost: "
            + contact.host()
            + "\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Length: "
            + contact.volume().sends()
            + "\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] answer(ContactModel contact) {
    Volume volume = contact.volume();
    boolean more = volume.offered() > 0 && life.firmware().isOffered(contact);
    int octets = more ? volume.offered() : volume.receives();
    return switch (contact.protocol()) {
      case TLS -> TlsShapes.applicationData(octets, time.dice());
      case HTTP ->
          TlsShapes.join(
              ("HTTP/1.1 200 OK\r\nContent-Length: " + octets + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII),
              time.dice().octets(octets));
      default -> time.dice().octets(octets);
    };
  }

  private void datagrams(
      ContactModel contact, IpAddress remote, byte[] query, Consumer<Boolean> done) {
    int port = time.dice().between(32_768, 60_999);
    boolean crossed = link.udpOut(remote, port, contact.port(), query);
    Optional<byte[]> instead =
        crossed ? Optional.empty() : link.gatewayAnswer(remote, contact.port(), query);
    if (instead.isPresent()) {
      byte[] answer = instead.get();
      time.after(
          TcpConnection.RESET,
          () -> {
            link.toDevice(remote, port, contact.port(), answer);
            life.answered(contact, NtpPackets.told(answer));
            done.accept(true);
          });
      return;
    }
    if (!crossed || !answers(contact)) {
      time.after(crossed ? TIMEOUT : TcpConnection.RESET, () -> done.accept(false));
      return;
    }
    time.after(
        internet.roundTrip(),
        () -> {
          byte[] answer =
              contact.protocol() == AppProtocol.NTP
                  ? NtpPackets.answer(query, time.now())
                  : time.dice().octets(contact.volume().receives());
          boolean came = link.udpIn(remote, port, contact.port(), answer);
          if (came) {
            life.answered(
                contact,
                contact.protocol() == AppProtocol.NTP ? NtpPackets.told(answer) : time.now());
          }
          done.accept(came);
        });
  }

  private void ping(ContactModel contact, IpAddress remote, Consumer<Boolean> done) {
    byte[] payload = time.dice().octets(contact.volume().sends());
    int identifier = time.dice().between(1, 0xffff);
    int sequence = ++pings;
    boolean crossed = link.pingOut(remote, identifier, sequence, payload);
    if (crossed && answers(contact)) {
      time.after(
          internet.roundTrip(),
          () -> done.accept(link.pingIn(remote, identifier, sequence, payload)));
    } else {
      time.after(crossed ? TIMEOUT : TcpConnection.RESET, () -> done.accept(false));
    }
  }

  private boolean answers(ContactModel contact) {
    return internet.answers(new Destination(contact.host(), contact.transport(), contact.port()));
  }

  private static String serverName(ContactModel contact) {
    return contact.host() instanceof DnsName name ? name.text() : "";
  }
}
