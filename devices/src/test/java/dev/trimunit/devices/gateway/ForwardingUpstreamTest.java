// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Another resolver on loopback that minds spelling or not, and those who would answer for it. */
@Timeout(60)
final class ForwardingUpstreamTest {
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.7");
  private static final IpAddress FORGED = IpAddress.parse("198.51.100.66");
  private static final DnsName NAME = DnsName.of("a-long-name-with-letters.cloud.example");

  private final NameSpace internet = new NameSpace();
  private final Queue<String> overUdp = new ConcurrentLinkedQueue<>();
  private final Queue<String> overTcp = new ConcurrentLinkedQueue<>();
  private DatagramSocket udp;
  private ServerSocket tcp;
  private volatile boolean lowerCase;
  private volatile boolean dribbles;
  private volatile boolean forged;

  @BeforeEach
  void serve() throws IOException {
    internet.put(NAME, new NameRecords(List.of(CLOUD), null, 300));
    udp = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    tcp = new ServerSocket(udp.getLocalPort(), 50, InetAddress.getByName("127.0.0.1"));
    Daemons.named("udp").newThread(this::serveUdp).start();
    Daemons.named("tcp").newThread(this::serveTcp).start();
  }

  @AfterEach
  void close() throws IOException {
    udp.close();
    tcp.close();
  }

  @Test
  void names_are_asked_for_in_spellings_of_chance_and_told_in_the_devices_own() throws IOException {
    ForwardingUpstream upstream = upstream(Duration.ofSeconds(5));
    for (int i = 0; i < 5; i++) {
      assertThat(answer(upstream)).isEqualTo(CLOUD);
    }
    assertThat(overTcp).isEmpty();
    assertThat(overUdp).hasSize(5).doesNotHaveDuplicates();
    assertThat(overUdp)
        .extracting(name -> name.toLowerCase(Locale.ROOT))
        .containsOnly(NAME.text() + ".");
    Message answer = new Message(upstream.ask(query()).orElseThrow());
    assertThat(answer.getQuestion().getName().toString()).isEqualTo(NAME.text() + ".");
    assertThat(answer.getSection(Section.ANSWER).get(0).getName().toString())
        .isEqualTo(NAME.text() + ".");
  }

  @Test
  void who_does_not_mind_spelling_is_asked_once_over_tcp_and_then_without_it() {
    lowerCase = true;
    ForwardingUpstream upstream = upstream(Duration.ofSeconds(5));
    for (int i = 0; i < 3; i++) {
      assertThat(answer(upstream)).isEqualTo(CLOUD);
    }
    assertThat(overTcp).hasSize(1);
    assertThat(List.copyOf(overUdp).subList(1, 3)).containsOnly(NAME.text() + ".");
  }

  /** With the right port and id, but without having seen the query. */
  @Test
  void a_forged_answer_is_not_believed() {
    forged = true;
    ForwardingUpstream upstream = upstream(Duration.ofSeconds(5));
    assertThat(answer(upstream)).isEqualTo(CLOUD);
    assertThat(overTcp).as("asked where nobody forges").hasSize(1);
    forged = false;
    assertThat(answer(upstream)).isEqualTo(CLOUD);
    assertThat(List.copyOf(overUdp).get(1)).as("still spelled").isNotEqualTo(NAME.text() + ".");
  }

  @Test
  void who_sends_ever_more_that_is_no_answer_is_waited_for_no_longer() {
    dribbles = true;
    assertThat(upstream(Duration.ofMillis(300)).ask(query())).isEmpty();
    assertThat(overUdp).isNotEmpty();
  }

  private ForwardingUpstream upstream(Duration patience) {
    InetSocketAddress server = (InetSocketAddress) udp.getLocalSocketAddress();
    return new ForwardingUpstream(List.of(server), patience, System::nanoTime);
  }

  private static IpAddress answer(ForwardingUpstream upstream) {
    byte[] answer = upstream.ask(query()).orElseThrow();
    return DnsQueries.reply(answer).orElseThrow().addresses().get(0);
  }

  private static byte[] query() {
    return DnsQueries.query(7, NAME, "A");
  }

  private void serveUdp() {
    DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
    while (!udp.isClosed()) {
      try {
        packet.setLength(4_096);
        udp.receive(packet);
        byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
        overUdp.add(new Message(query).getQuestion().getName().toString());
        while (dribbles && !udp.isClosed()) {
          udp.send(new DatagramPacket(new byte[20], 20, packet.getSocketAddress()));
          Thread.sleep(10);
        }
        byte[] answer = dribbles ? new byte[20] : forged ? forgery(query) : answer(query);
        udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // Closed, or the asker is gone.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (Socket socket = tcp.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] query = in.readNBytes(in.readUnsignedShort());
        overTcp.add(new Message(query).getQuestion().getName().toString());
        byte[] answer = answer(query);
        ByteBuffer framed = ByteBuffer.allocate(answer.length + 2);
        socket.getOutputStream().write(framed.putShort((short) answer.length).put(answer).array());
      } catch (IOException e) {
        // Closed, or the asker is gone.
      }
    }
  }

  private byte[] answer(byte[] query) throws IOException {
    Message answer = new Message(internet.ask(query).orElseThrow());
    return lowerCase ? inLowerCase(answer).toWire() : answer.toWire();
  }

  private static byte[] forgery(byte[] query) throws IOException {
    NameSpace forger = new NameSpace();
    forger.put(NAME, new NameRecords(List.of(FORGED), null, 86_400));
    return inLowerCase(new Message(forger.ask(query).orElseThrow())).toWire();
  }

  private static Message inLowerCase(Message answer) throws IOException {
    Record question = answer.getQuestion();
    Name name = Name.fromString(question.getName().toString().toLowerCase(Locale.ROOT));
    answer.removeAllRecords(Section.QUESTION);
    answer.addRecord(
        Record.newRecord(name, question.getType(), question.getDClass()), Section.QUESTION);
    return answer;
  }
}
