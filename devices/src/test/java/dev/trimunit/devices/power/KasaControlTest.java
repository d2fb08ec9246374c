// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabFault;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link KasaControl} and a plug that was written from the description of its protocol. */
final class KasaControlTest extends OutletContract {
  /** As people find it on the web, in scripts that switch such plugs with netcat. */
  private static final List<String> PUBLISHED =
      List.of(
          "AAAAKtDygfiL/5r31e+UtsWg1Iv5nPCR6LfEsNGlwOLYo4HyhueT9tTu36Lfog==",
          "AAAAKtDygfiL/5r31e+UtsWg1Iv5nPCR6LfEsNGlwOLYo4HyhueT9tTu3qPeow==");

  @Override
  Peer peer() throws IOException {
    return new Plug();
  }

  /** Answers one message per connection, and leaves the connection open as plugs do. */
  private static final class Plug extends MadeUpPeer implements Runnable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile byte[] raw = new byte[0];
    private volatile UnaryOperator<String> answer = this::answer;

    Plug() throws IOException {
      Thread thread = new Thread(this, "kasa-plug");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      while (!server.isClosed()) {
        try {
          Socket socket = server.accept();
          open.add(socket);
          if (server.isClosed()) {
            socket.close(); // came in while the plug was taken away
          } else {
            serve(socket);
          }
        } catch (IOException e) {
          // The test is over, or the client has gone.
        }
      }
    }

    private void serve(Socket socket) throws IOException {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] octets = in.readNBytes(in.readInt());
      received.add(Base64.getEncoder().encodeToString(octets));
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      if (raw.length > 0) {
        out.write(raw);
        socket.shutdownOutput();
        return;
      }
      byte[] text = answer.apply(decoded(octets)).getBytes(StandardCharsets.UTF_8);
      for (int i = 0, key = 171; i < text.length; i++) {
        key = text[i] ^ key;
        text[i] = (byte) key;
      }
      out.writeInt(text.length);
      out.write(text);
    }

    private static String decoded(byte[] octets) {
      StringBuilder text = new StringBuilder();
      int before = 171;
      for (byte octet : octets) {
        text.append((char) ((octet ^ before) & 0xff));
        before = octet;
      }
      return text.toString();
    }

    private String answer(String asked) {
      if (is(Mood.TALKING_NONSENSE)) {
        return "{\"system\":{\"get_sysinfo\":{\"light_state\":{}}}}";
      }
      if (asked.contains("set_relay_state")) {
        turn(asked.contains("\"state\":1"));
        return "{\"system\":{\"set_relay_state\":{\"err_code\":0}}}";
      }
      return "{\"system\":{\"get_sysinfo\":{\"model\":\"HS100\",\"relay_state\":%d}}}"
          .formatted(isOn() ? 1 : 0);
    }

    @Override
    String yaml() {
      return "control: kasa\naddress: 127.0.0.1\nport: %d\n".formatted(server.getLocalPort());
    }

    @Override
    String name() {
      return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    void vanishes() {
      close();
    }

    @Override
    public void close() {
      try {
        server.close();
        for (Socket socket : open) {
          socket.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void what_is_sent_is_what_is_published() throws IOException {
    try (Plug plug = new Plug();
        Outlet outlet = plug.open()) {
      outlet.switchOn();
      outlet.switchOff();
      assertThat(plug.received)
          .containsAll(PUBLISHED.stream().map(KasaControlTest::withoutLength).toList());
    }
  }

  private static String withoutLength(String base64) {
    byte[] octets = Base64.getDecoder().decode(base64);
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(octets, 4, octets.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"f0000000", "7fffffff", "00020000", "0000", "00000004d0", "00000003ffffff"})
  void what_is_no_answer_is_a_fault(String hex) throws IOException {
    try (Plug plug = new Plug();
        Outlet outlet = plug.open()) {
      plug.raw = HexFormat.of().parseHex(hex);
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageStartingWith("Kasa plug at 127.0.0.1:");
    }
  }

  @Test
  void a_plug_that_takes_the_connection_and_is_silent_is_a_fault() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Outlet outlet =
            Peer.open(
                "control: kasa\naddress: 127.0.0.1\nlimit: 300 ms\nport: "
                    + silent.getLocalPort())) {
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("no answer within 300 ms");
    }
  }

  @Test
  void a_socket_of_a_strip_is_found_by_the_end_of_its_id() throws IOException {
    try (Plug plug = new Plug();
        Outlet outlet = Peer.open(plug.yaml() + "child: \"01\"\n");
        Outlet missing = Peer.open(plug.yaml() + "child: \"07\"\n")) {
      StringBuilder told = new StringBuilder();
      plug.answer =
          asked -> {
            if (asked.contains("set_relay_state")) {
              told.append(asked);
              return "{\"system\":{\"set_relay_state\":{\"err_code\":0}}}";
            }
            return "{\"system\":{\"get_sysinfo\":{\"deviceId\":\"AB\",\"children\":["
                + "{\"id\":\"00\",\"state\":0},{\"id\":\"01\",\"state\":1}]}}}";
          };
      outlet.switchOn();
      assertThat(told).contains("{\"context\":{\"child_ids\":[\"AB01\"]},\"system\":");
      assertThatThrownBy(missing::isOn)
          .hasMessageContaining("no socket whose id ends with '07'; its sockets: '00, 01'");
    }
  }
}
