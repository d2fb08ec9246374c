// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import dev.trimunit.devices.power.mqtt.MqttLogin;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link MqttControl} through a real mosquitto, which asks for a password. */
final class MqttControlTest {
  private static final String LOGIN = "user: trimunit\npassword: ${SECRET}\n";

  @TempDir private static Path folder;

  /** A broker and the plug behind it. */
  private abstract static class Plug extends MadeUpPeer {
    private final int port = Started.freeTcpPort();
    private final Started broker;
    private final Mqtt3BlockingClient client;

    Plug(String topics) throws IOException, InterruptedException {
      Path passwords = Files.createTempFile(folder, "passwords", "");
      Path file =
          Files.writeString(
              Files.createTempFile(folder, "mosquitto", ".conf"),
              "listener %d 127.0.0.1\nallow_anonymous false\npassword_file %s\nuser root\n"
                  .formatted(port, passwords));
      try (Started made =
          Started.of(
              folder.resolve("passwd.log"),
              List.of("mosquitto_passwd", "-b", "-c", passwords.toString(), "trimunit", SECRET))) {
        made.awaitEnd();
      }
      broker = Started.of(folder.resolve("log"), List.of("mosquitto", "-c", file.toString()));
      broker.awaitTcp(port);
      client =
          Mqtt3Client.builder()
              .serverHost("127.0.0.1")
              .serverPort(port)
              .simpleAuth()
              .username("trimunit")
              .password(SECRET.getBytes(StandardCharsets.UTF_8))
              .applySimpleAuth()
              .buildBlocking();
      client.connect();
      client.toAsync().subscribeWith().topicFilter(topics).callback(this::hear).send().join();
    }

    /** What it does with a message; it says something with {@link #say}. */
    abstract void hear(String topic, String payload);

    private void hear(Mqtt3Publish message) {
      String payload = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
      if (!is(Mood.GONE)) {
        hear(message.getTopic().toString(), payload);
      }
    }

    final void say(String topic, String payload) {
      String said = is(Mood.TALKING_NONSENSE) ? "not today, " + SECRET : payload;
      client
          .toAsync()
          .publishWith()
          .topic(topic)
          .retain(true)
          .payload(said.getBytes(StandardCharsets.UTF_8))
          .send();
    }

    final String broker() {
      return "control: mqtt\nbroker: 127.0.0.1\nport: " + port + "\n" + LOGIN;
    }

    @Override
    String name() {
      return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
      client.toAsync().disconnect();
      broker.close();
    }
  }

  private static Plug tasmota() throws IOException, InterruptedException {
    return new Plug("cmnd/lamp/POWER1") {
      @Override
      void hear(String topic, String payload) {
        if (!payload.isEmpty()) {
          turn(payload.equals("ON"));
        }
        String state = isOn() ? "ON" : "OFF";
        say("stat/lamp/RESULT", "{\"POWER\":\"" + state + "\"}");
        say("stat/lamp/POWER", state);
      }

      @Override
      String yaml() {
        return broker() + "preset: tasmota\ntopic: lamp\n";
      }
    };
  }

  @Nested
  @Tag("slow")
  @Needs(programs = {"mosquitto", "mosquitto_passwd"})
  final class Tasmota extends OutletContract {
    @Override
    Peer peer() throws Exception {
      return tasmota();
    }
  }

  @Nested
  @Tag("slow")
  @Needs(programs = {"mosquitto", "mosquitto_passwd"})
  final class Zigbee2Mqtt extends OutletContract {
    @Override
    Peer peer() throws Exception {
      return new Plug("zigbee2mqtt/bulb plug/+") {
        @Override
        void hear(String topic, String payload) {
          if (topic.endsWith("/set")) {
            turn(payload.equals("{\"state\":\"ON\"}"));
          }
          say(
              "zigbee2mqtt/bulb plug",
              "{\"linkquality\":80,\"state\":\"%s\"}".formatted(isOn() ? "ON" : "OFF"));
        }

        @Override
        String yaml() {
          return broker() + "preset: zigbee2mqtt\ntopic: bulb plug\n";
        }
      };
    }
  }

  @Nested
  @Tag("slow")
  @Needs(programs = {"mosquitto", "mosquitto_passwd"})
  final class Generic extends OutletContract {
    @Override
    Peer peer() throws Exception {
      return new Plug("relay/+") {
        @Override
        void hear(String topic, String payload) {
          if (topic.equals("relay/set")) {
            turn(payload.equals("close"));
          } else {
            say("relays/1", "relay is " + (isOn() ? "closed" : "open"));
          }
        }

        @Override
        String yaml() {
          return broker()
              + """
              topic: relay/set
              on: close
              off: open
              ask-topic: relay/get
              ask: "?"
              answer-topic: relays/1
              says-on: closed$
              says-off: open$
              """;
        }
      };
    }
  }

  @Test
  @Tag("slow")
  @Needs(programs = {"mosquitto", "mosquitto_passwd"})
  void a_wrong_password_is_a_fault_of_the_broker() throws Exception {
    try (Plug plug = tasmota();
        Outlet outlet = Peer.open(plug.yaml().replace("user: trimunit", "user: nobody"))) {
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("the broker cannot be used")
          .hasMessageContaining("NOT_AUTHORIZED");
    }
  }

  @Test
  void a_broker_that_is_not_there_or_silent_is_a_fault() throws IOException {
    String file = "control: mqtt\npreset: tasmota\ntopic: x\nbroker: 127.0.0.1\n";
    try (Outlet absent = Peer.open(file + "port: " + Started.freeTcpPort());
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Outlet silent = Peer.open(file + "limit: 1 s\nport: " + socket.getLocalPort())) {
      assertThatThrownBy(absent::switchOff)
          .isInstanceOf(LabFault.class)
          .hasMessageStartingWith("MQTT control 'cmnd/x/POWER1' at 127.0.0.1:")
          .hasMessageContaining("the broker cannot be used (");
      assertThatThrownBy(silent::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("the broker did not answer in time");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "preset: tasmota, topic: 'a/#'        | 'topic': ",
        "preset: tasmotta, topic: a           | unknown preset 'tasmotta'; did you mean 'tasmota'?",
        "preset: tasmota                      | the file lacks the key 'topic'",
        "topic: a, on: x, off: y              | the file lacks the key 'ask-topic'",
        "preset: zigbee2mqtt, topic: a, state: A | 'state': 'A' is no property",
      })
  void a_key_that_is_wrong_is_told(String keys, String fault) {
    String lines = String.join("\n", keys.split(", "));
    assertThatThrownBy(() -> Peer.open("control: mqtt\nbroker: 192.0.2.5\n" + lines))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void what_is_shown_of_a_login_is_the_user() {
    assertThat(new MqttLogin("a", "hunter2")).hasToString("a");
  }
}
