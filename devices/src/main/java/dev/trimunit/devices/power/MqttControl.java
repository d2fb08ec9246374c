// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.devices.files.Values;
import dev.trimunit.devices.power.mqtt.MqttLogin;
import dev.trimunit.devices.power.mqtt.MqttPeer;
import dev.trimunit.engine.lab.LabFault;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What listens behind an MQTT broker, in the presets {@code tasmota} and {@code zigbee2mqtt} or
 * anything that can be asked.
 *
 * <pre>
 * power:
 *   control: mqtt
 *   preset: zigbee2mqtt
 *   broker: 192.0.2.5
 *   topic: bulb_plug        # the plug's name there
 * </pre>
 *
 * <p>It is asked anew each time: what the broker has kept is what somebody said who may be gone.
 */
record MqttControl(MqttPeer peer, Topics topics, Says says) implements Control {
  private static final int PORT = 1883;
  private static final int MOST_RELAYS = 32;
  private static final Map<String, Function<Keys, Control>> PRESETS =
      new TreeMap<>(Map.of("tasmota", MqttControl::tasmota, "zigbee2mqtt", MqttControl::zigbee));

  /**
   * What is said where.
   *
   * @param set where it is told, {@code on} or {@code off}
   * @param ask where it is asked, with {@code question}
   * @param answer where it answers
   */
  record Topics(String set, String on, String off, String ask, String question, String answer) {}

  static Control read(Keys keys) {
    return keys.has("preset") ? keys.oneOf("preset", PRESETS).apply(keys) : generic(keys);
  }

  private static Control generic(Keys keys) {
    keys.allow(
        "preset",
        "broker",
        "port",
        "tls",
        "user",
        "password",
        "topic",
        "on",
        "off",
        "ask-topic",
        "ask",
        "answer-topic",
        "state",
        "says-on",
        "says-off");
    Topics topics =
        new Topics(
            keys.required("topic", MqttPeer::topic),
            keys.text("on"),
            keys.text("off"),
            keys.required("ask-topic", MqttPeer::topic),
            keys.optional("ask", text -> text).orElse(""),
            keys.required("answer-topic", MqttPeer::topic));
    return new MqttControl(peer(keys), topics, Says.of(keys));
  }

  /** {@code cmnd/X/POWER1} is answered in {@code stat/X/RESULT}: {@code {"POWER1":"ON"}}. */
  private static Control tasmota(Keys keys) {
    keys.allow("preset", "broker", "port", "tls", "user", "password", "topic", "relay");
    String name = keys.required("topic", MqttPeer::topic);
    int relay = keys.number("relay", 1, MOST_RELAYS, 1);
    String command = "cmnd/" + name + "/POWER" + relay;
    // One with a single relay leaves out its number.
    String answer = "\"POWER" + relay + (relay == 1 ? "?" : "") + "\" ?: ?\"%s\"";
    return new MqttControl(
        peer(keys),
        new Topics(command, "ON", "OFF", command, "", "stat/" + name + "/RESULT"),
        Says.of(null, answer.formatted("ON"), answer.formatted("OFF")));
  }

  /** {@code zigbee2mqtt/X/get} has the plug itself asked, over Zigbee. */
  private static Control zigbee(Keys keys) {
    keys.allow(
        "preset", "broker", "port", "tls", "user", "password", "topic", "base-topic", "state");
    String base = keys.optional("base-topic", MqttPeer::topic).orElse("zigbee2mqtt");
    String name = base + "/" + keys.required("topic", MqttPeer::topic);
    String state = keys.optional("state", MqttControl::property).orElse("state");
    String json = "{\"" + state + "\":\"%s\"}";
    return new MqttControl(
        peer(keys),
        new Topics(
            name + "/set",
            json.formatted("ON"),
            json.formatted("OFF"),
            name + "/get",
            json.formatted(""),
            name),
        Says.of("/" + state, "ON", "OFF"));
  }

  private static String property(String text) {
    if (!text.matches("[a-z0-9_]+")) {
      throw new IllegalArgumentException("'" + text + "' is no property: write state_left");
    }
    return text;
  }

  private static MqttPeer peer(Keys keys) {
    MqttLogin login =
        keys.secret("password")
            .map(password -> new MqttLogin(keys.text("user"), password))
            .orElse(null);
    boolean tls = keys.optional("tls", Values::yesNo).orElse(false);
    return new MqttPeer(
        keys.text("broker"), keys.number("port", 1, 65535, tls ? 8883 : PORT), tls, login);
  }

  @Override
  public void set(boolean on, Limit limit) {
    peer.tell(topics.set(), on ? topics.on() : topics.off(), limit::left);
  }

  @Override
  public boolean isOn(Limit limit) {
    AtomicReference<@Nullable String> last = new AtomicReference<>();
    Function<String, Optional<Boolean>> understood =
        message -> {
          last.set(message);
          return says.read(message);
        };
    return peer.ask(topics.ask(), topics.question(), topics.answer(), understood, limit::left)
        .orElseThrow(() -> silence(last.get(), limit));
  }

  private LabFault silence(@Nullable String last, Limit limit) {
    String answer = topics.answer();
    return last == null
        ? new LabFault("nothing was said in '%s' within %s".formatted(answer, limit))
        : new LabFault(
            "what was said in '%s' within %s tells neither on nor off: %s"
                .formatted(answer, limit, Says.quote(last)));
  }

  @Override
  public String words() {
    return "MQTT control '%s' at %s".formatted(topics.set(), peer.host())
        + (peer.port() == PORT ? "" : ":" + peer.port());
  }

  @Override
  public String nextAction() {
    return "Look whether the plug has power and is connected to this broker, and whether the bench file has its topics; 'mosquitto_sub -t \"#\" -v' shows what is said";
  }
}
