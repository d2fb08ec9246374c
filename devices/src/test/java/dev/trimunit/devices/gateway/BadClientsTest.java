// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.gateway.ResolverServer.Clients;
import dev.trimunit.engine.model.DnsName;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** Clients that take all they can get: the good device beside them has its answers. */
@Tag("slow")
final class BadClientsTest {
  private static final String GOOD = "127.0.0.10";
  private static final String BROKEN = "127.0.0.66";
  private static final ResolverLimits LIMITS =
      new ResolverLimits(1e6, 64, 8, Duration.ofSeconds(3));

  private final NameSpace internet = new NameSpace();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Queue<Throwable> died = new ConcurrentLinkedQueue<>();
  private final CachingUpstream upstream = new CachingUpstream(this::ask, System::nanoTime, 10_000);
  private final DeviceDns good = new DeviceDns(upstream, () -> Instant.EPOCH, new Following());
  private final DeviceDns bad = new DeviceDns(upstream, () -> Instant.EPOCH, new Following());
  private final List<Socket> sockets = new ArrayList<>();
  private ResolverServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        ResolverServer.start(
            List.of(new InetSocketAddress("127.0.0.1", 0)),
            clients(this::client),
            upstream,
            LIMITS,
            System::nanoTime,
            died::add);
  }

  /** Twenty devices under test, of whom each has its part. */
  private static Clients clients(Function<InetAddress, Client> who) {
    return new Clients() {
      @Override
      public Optional<Client> at(InetAddress source) {
        return Optional.of(who.apply(source));
      }

      @Override
      public int stations() {
        return 21;
      }
    };
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  /** 8 stations, each with 8 connections of 8 queries: as many as there are threads. */
  @Test
  void who_never_reads_its_answers_holds_up_nobody_and_loses_its_connections() throws Exception {
    for (int station = 0; station < 8; station++) {
      for (int i = 0; i < 8; i++) {
        Socket socket = connect("127.0.1." + station);
        for (int name = 0; name < 8; name++) {
          int number = station * 64 + i * 8 + name;
          write(socket, DnsQueries.query(number, DnsName.of("large" + number + ".example"), "A"));
        }
      }
    }
    assertGoodIsAnswered();
    boolean answered = false;
    for (int i = 0; i < 100 && !answered; i++) {
      answered = isAnswered(connect("127.0.1.0"));
      Thread.sleep(answered ? 0 : 100);
    }
    assertThat(answered).as("has places for connections again").isTrue();
  }

  /** 24 MB of answers, more than any kernel keeps for a connection. */
  @Test
  void who_never_reads_an_answer_is_not_written_to_for_ever() throws Exception {
    Socket mute = connect("127.0.1.1");
    byte[] query = DnsQueries.query(1, DnsName.of("large1.example"), "A");
    for (int i = 0; i < 400; i++) {
      write(mute, query);
    }
    boolean closed = false;
    for (int i = 0; i < 200 && !closed; i++) {
      closed = !says(mute, 0);
      Thread.sleep(100);
    }
    assertThat(closed).isTrue();
  }

  @Test
  void who_says_a_query_octet_by_octet_loses_its_connection() throws Exception {
    Socket loris = connect("127.0.1.1");
    boolean closed = false;
    for (int i = 0; i < 40 && !closed; i++) {
      closed = !says(loris, i == 0 ? 4 : 0);
      Thread.sleep(100);
    }
    assertThat(closed).isTrue();
    try (Socket inTime = connect("127.0.1.1")) {
      write(inTime, DnsQueries.query(1, DnsName.of("large1.example"), "A"));
      assertThat(inTime.getInputStream().read()).isNotNegative();
    }
  }

  @Test
  void a_station_with_many_addresses_has_no_more_connections_than_one() throws Exception {
    List<Socket> all = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      all.add(connect("127.0.1.1" + i % 10));
    }
    int open = 0;
    for (Socket socket : all) {
      open += endsWithin(socket, 0.05) ? 0 : 1;
    }
    assertThat(open).isEqualTo(LIMITS.connections());
    assertGoodIsAnswered();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.1.", "127.0.2."})
  void names_that_nobody_answers_starve_no_other_name(String from) throws Exception {
    List<StubClient> askers = new ArrayList<>();
    for (int client = 0; client < 20; client++) {
      StubClient asker = new StubClient(from + client, server.addresses().get(0));
      askers.add(asker);
      for (int i = 0; i < 64; i++) {
        String name = "slow" + client + "-" + i + ".example";
        asker.send(DnsQueries.query(i, DnsName.of(name), "A"));
      }
    }
    assertGoodIsAnswered();
    askers.forEach(StubClient::close);
  }

  @Test
  void what_ends_a_thread_of_the_resolver_is_told() throws Exception {
    try (StubClient client = new StubClient(BROKEN, server.addresses().get(0))) {
      client.send(DnsQueries.query(1, DnsName.of("a.example"), "A"));
      awaitDeaths(1);
    }
    connect(BROKEN);
    awaitDeaths(2);
  }

  @Test
  void what_ends_a_thread_that_waits_for_an_upstream_is_told() throws Exception {
    try (StubClient client = new StubClient(GOOD, server.addresses().get(0))) {
      client.send(DnsQueries.query(1, DnsName.of("fatal.example"), "A"));
      awaitDeaths(1);
    }
  }

  private void awaitDeaths(int count) throws InterruptedException {
    for (int i = 0; i < 500 && died.size() < count; i++) {
      Thread.sleep(10);
    }
    assertThat(died).hasSize(count).hasOnlyElementsOfType(OutOfMemoryError.class);
  }

  private void assertGoodIsAnswered() throws IOException {
    try (StubClient client = new StubClient(GOOD, server.addresses().get(0))) {
      for (int i = 0; i < 5; i++) {
        byte[] query = DnsQueries.query(i, DnsName.of("good" + i + ".example"), "A");
        Optional<byte[]> answer = client.exchange(query);
        for (int again = 0; again < 20 && answer.isEmpty(); again++) {
          answer = client.exchange(query);
        }
        assertThat(answer).as("query " + i).isPresent();
      }
      assertThat(isAnsweredOverTcp(client)).isTrue();
    }
  }

  /** Stations 127.0.1.x are one device each, except that 127.0.1.10 to 19 are the same. */
  private Client client(InetAddress source) {
    String address = source.getHostAddress();
    if (address.equals(BROKEN)) {
      throw new OutOfMemoryError("as if");
    }
    if (address.equals(GOOD)) {
      return Client.station(GOOD, good);
    }
    return address.startsWith("127.0.1.")
        ? Client.station(address.replaceAll("1\\.1\\d$", "1.1x"), bad)
        : Client.stranger(address);
  }

  private Optional<byte[]> ask(byte[] query) {
    String question = new String(query, java.nio.charset.StandardCharsets.ISO_8859_1);
    if (question.contains("fatal")) {
      throw new OutOfMemoryError("as if");
    }
    if (question.contains("slow")) {
      try {
        end.await();
      } catch (InterruptedException e) {
        return Optional.empty();
      }
    }
    return question.contains("large") ? large(query) : internet.ask(query);
  }

  private static Optional<byte[]> large(byte[] query) {
    try {
      Message asked = new Message(query);
      Message answer = DnsErrors.error(asked, Rcode.NOERROR);
      Name name = asked.getQuestion().getName();
      List<String> texts = Collections.nCopies(240, "x".repeat(250));
      answer.addRecord(new TXTRecord(name, DClass.IN, 60, texts), Section.ANSWER);
      return Optional.of(answer.toWire());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4_096);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(server.addresses().get(0));
    return socket;
  }

  private static void write(Socket socket, byte[] query) throws IOException {
    ByteBuffer framed = ByteBuffer.allocate(query.length + 2);
    socket.getOutputStream().write(framed.putShort((short) query.length).put(query).array());
  }

  /** As a busy machine needs it: tried again. */
  private static boolean isAnsweredOverTcp(StubClient client) {
    byte[] query = DnsQueries.query(9, DnsName.of("good9.example"), "A");
    for (int i = 0; i < 5; i++) {
      try {
        return client.exchangeOverTcp(query).length > 0;
      } catch (IOException e) {
        continue; // asked again
      }
    }
    return false;
  }

  private static boolean isAnswered(Socket socket) {
    try {
      write(socket, DnsQueries.query(1, DnsName.of("small.example"), "A"));
      socket.setSoTimeout(1_000);
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean says(Socket socket, int octet) {
    try {
      socket.getOutputStream().write(octet);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the other side ends the connection. */
  private static boolean endsWithin(Socket socket, double seconds) {
    try {
      socket.setSoTimeout((int) (seconds * 1_000));
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        in.skip(in.available());
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
