// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.Passage;
import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.ContactModel.AppProtocol;
import dev.trimunit.devices.files.Volume;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** What the device says to servers, protocol by protocol, on real sockets. */
final class Talks {
  private static final int TIMEOUT_MILLIS = 1_500;
  private static final int NTP_LENGTH = 48;
  private static final byte NTP_CLIENT = 0x23;

  private final StubResolver resolver;
  private final Passage time;
  private final RealClients clients;
  private final SSLSocketFactory tls = SelfSigned.client();
  private final Map<String, Socket> kept = new ConcurrentHashMap<>();

  Talks(StubResolver resolver, Passage time, RealClients clients) {
    this.resolver = resolver;
    this.clients = clients;
    this.time = time;
  }

  /** Resolves a contact's name and does nothing with it. */
  void resolve(ContactModel contact) {
    addresses(contact);
  }

  /** Whether a contact's name resolves, also to what leads nowhere. */
  boolean isResolved(ContactModel contact) {
    return !(contact.host() instanceof DnsName name) || resolver.isResolved(contact, name);
  }

  /** One contact; whether it succeeded. */
  boolean contact(ContactModel contact) {
    if (contact.protocol() == AppProtocol.LOOKUP) {
      return isResolved(contact);
    }
    try {
      Socket socket = kept.get(contact.id());
      if (socket != null) {
        return again(contact, socket);
      }
      if (clients.connected(contact)) {
        clients.again(contact);
        return true;
      }
      List<IpAddress> addresses = addresses(contact);
      if (addresses.isEmpty()) {
        return false;
      }
      talk(contact, addresses.get(0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A connection of its own to a contact; the caller closes it. */
  Socket connect(ContactModel contact) throws IOException {
    List<IpAddress> addresses = addresses(contact);
    if (addresses.isEmpty()) {
      throw new IOException("No address for " + contact.host());
    }
    return open(contact, addresses.get(0));
  }

  private List<IpAddress> addresses(ContactModel contact) {
    return contact.host() instanceof IpAddress address
        ? List.of(address)
        : resolver.resolve(contact, (DnsName) contact.host());
  }

  private boolean again(ContactModel contact, Socket socket) throws IOException {
    try {
      rounds(contact, socket);
      return true;
    } catch (IOException e) {
      kept.remove(contact.id());
      socket.close();
      throw e;
    }
  }

  private void talk(ContactModel contact, IpAddress remote) throws IOException {
    if (clients.speak(contact)) {
      clients.talk(contact, remote);
    } else if (contact.protocol() == AppProtocol.PING) {
      ping(remote);
    } else if (contact.transport().word().equals("udp")) {
      datagram(contact, remote);
    } else {
      connection(contact, remote);
    }
  }

  private static void ping(IpAddress remote) throws IOException {
    List<String> ping = List.of("ping", "-n", "-c", "1", "-W", "1", remote.toString());
    if (Program.attempt(ping, "").exit() != 0) {
      throw new IOException("No echo from " + remote);
    }
  }

  private static void datagram(ContactModel contact, IpAddress remote) throws IOException {
    Volume volume = contact.volume();
    byte[] query = RequestAnswer.request(volume.sends(), volume.receives());
    if (contact.protocol() == AppProtocol.NTP) {
      query = new byte[NTP_LENGTH];
      query[0] = NTP_CLIENT;
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(remote.value(), contact.port());
      socket.send(new DatagramPacket(query, query.length));
      socket.receive(new DatagramPacket(new byte[65_535], 65_535));
    }
  }

  private void connection(ContactModel contact, IpAddress remote) throws IOException {
    Socket socket = open(contact, remote);
    boolean keep = false;
    try {
      rounds(contact, socket);
      keep = contact.persistence().keeps();
      if (keep) {
        kept.put(contact.id(), socket);
      }
    } finally {
      if (!keep) {
        socket.setSoLinger(false, 0);
        socket.close();
      }
    }
  }

  private Socket open(ContactModel contact, IpAddress remote) throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(remote.value(), contact.port()), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      plain.setTcpNoDelay(true);
      plain.setSoLinger(true, 0); // without power there is no kernel that says goodbye later on
      return contact.protocol() == AppProtocol.TLS ? secure(contact, plain) : plain;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private Socket secure(ContactModel contact, Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.createSocket(plain, contact.host().toString(), contact.port(), true);
    if (contact.host() instanceof DnsName name) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name.text())));
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }

  private void rounds(ContactModel contact, Socket socket) throws IOException {
    Volume volume = contact.volume();
    for (int i = 0; i < volume.rounds(); i++) {
      if (i > 0) {
        time.pass(volume.pause());
      }
      if (contact.protocol() == AppProtocol.HTTP || contact.protocol() == AppProtocol.TLS) {
        HttpExchange.post(
            socket.getInputStream(),
            socket.getOutputStream(),
            contact.host().toString(),
            CloudPaths.REPORT + volume.receives(),
            new byte[volume.sends()]);
      } else {
        RequestAnswer.ask(
            socket.getInputStream(), socket.getOutputStream(), volume.sends(), volume.receives());
      }
    }
  }
}
