// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.devices.files.Values;
import dev.trimunit.devices.power.HttpControl.Calls;
import dev.trimunit.devices.power.http.HttpCall;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What common plugs and hubs are told over HTTP.
 *
 * <pre>
 * power:
 *   control: http
 *   preset: tasmota          # or shelly-gen1, shelly-gen2, esphome, home-assistant, pdudaemon
 *   address: 192.0.2.22
 * </pre>
 */
final class HttpPresets {
  private static final int MOST_RELAYS = 32;
  private static final Map<String, Function<Keys, Calls>> PRESETS =
      new TreeMap<>(
          Map.of(
              "tasmota", HttpPresets::tasmota,
              "shelly-gen1", HttpPresets::shelly1,
              "shelly-gen2", HttpPresets::shelly2,
              "home-assistant", HttpPresets::homeAssistant,
              "esphome", HttpPresets::esphome,
              "pdudaemon", HttpPresets::pdudaemon));

  private HttpPresets() {}

  static Calls read(Keys keys) {
    return keys.oneOf("preset", PRESETS).apply(keys);
  }

  /** {@code GET /cm?cmnd=Power1 On} is answered by {@code {"POWER1":"ON"}}. */
  private static Calls tasmota(Keys keys) {
    keys.allow("preset", "address", "relay", "user", "password");
    int relay = keys.number("relay", 1, MOST_RELAYS, 1);
    String login =
        keys.secret("password")
            .map(
                password ->
                    "&user=%s&password=%s"
                        .formatted(
                            encoded(keys.optional("user", Values::text).orElse("admin")),
                            encoded(password)))
            .orElse("");
    String command = base(keys, 80) + "/cm?cmnd=Power" + relay + "%s" + login.replace("%", "%%");
    // One with a single relay leaves out its number.
    String answer = "\"POWER" + relay + (relay == 1 ? "?" : "") + "\" ?: ?\"%s\"";
    return new Calls(
        get(command.formatted("%20On")),
        get(command.formatted("%20Off")),
        get(command.formatted("")),
        Says.of(null, answer.formatted("ON"), answer.formatted("OFF")));
  }

  /** {@code GET /relay/0?turn=on} is answered by {@code {"ison":true, …}}. */
  private static Calls shelly1(Keys keys) {
    keys.allow("preset", "address", "relay", "user", "password");
    String relay = base(keys, 80) + "/relay/" + keys.number("relay", 0, MOST_RELAYS, 0);
    return new Calls(
        get(relay + "?turn=on"),
        get(relay + "?turn=off"),
        get(relay),
        Says.of("/ison", "true", "false"));
  }

  /** Plus, Pro and later; their login is always by digest. */
  private static Calls shelly2(Keys keys) {
    keys.allow("preset", "address", "relay", "password");
    int relay = keys.number("relay", 0, MOST_RELAYS, 0);
    String rpc = base(keys, 80) + "/rpc/Switch.%s?id=" + relay;
    return new Calls(
        get(rpc.formatted("Set") + "&on=true"),
        get(rpc.formatted("Set") + "&on=false"),
        get(rpc.formatted("GetStatus")),
        Says.of("/output", "true", "false"));
  }

  /** Whatever Home Assistant knows as an entity that can be turned on and off. */
  private static Calls homeAssistant(Keys keys) {
    keys.allow("preset", "address", "entity", "token");
    String token = keys.secret("token").orElseThrow(() -> keys.missing("token"));
    String entity = keys.required("entity", HttpPresets::entity);
    String api = base(keys, 8123) + "/api/";
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
    String body = "{\"entity_id\": \"" + entity + "\"}";
    return new Calls(
        new HttpCall("POST", url(api + "services/homeassistant/turn_on"), headers, body),
        new HttpCall("POST", url(api + "services/homeassistant/turn_off"), headers, body),
        new HttpCall("GET", url(api + "states/" + entity), headers, null),
        Says.of("/state", "on", "off"));
  }

  private static String entity(String text) {
    if (!text.matches("[a-z0-9_]+\\.[a-z0-9_]+")) {
      throw new IllegalArgumentException("'" + text + "' is no entity: write switch.bulb_plug");
    }
    return text;
  }

  /** A switch of ESPHome's component {@code web_server}. */
  private static Calls esphome(Keys keys) {
    keys.allow("preset", "address", "switch", "user", "password");
    String named = base(keys, 80) + "/switch/" + encoded(keys.text("switch"));
    return new Calls(
        new HttpCall("POST", url(named + "/turn_on"), Map.of(), ""),
        new HttpCall("POST", url(named + "/turn_off"), Map.of(), ""),
        get(named),
        Says.of("/state", "ON", "OFF"));
  }

  /** It answers that all is well whether anything was switched or not. */
  private static Calls pdudaemon(Keys keys) {
    keys.allow("preset", "address", "hostname", "port");
    if (!keys.isReadByAnother()) {
      throw keys.fault(
          "preset",
          "pdudaemon says OK also when nothing was switched, and cannot be asked: add 'read-back' with a control that can");
    }
    String query =
        "?hostname=%s&port=%s"
            .formatted(encoded(keys.text("hostname")), encoded(keys.text("port")));
    String control = base(keys, 16421) + "/power/control/";
    return new Calls(get(control + "on" + query), get(control + "off" + query), null, Says.NOTHING);
  }

  /** From {@code 192.0.2.22}, {@code plug.example:8080} or {@code https://hub.example}. */
  private static String base(Keys keys, int usualPort) {
    return keys.required(
        "address",
        text -> {
          URI url = HttpControl.url(text.contains("://") ? text : "http://" + text);
          if (!url.getRawPath().replace("/", "").isEmpty() || url.getRawQuery() != null) {
            throw new IllegalArgumentException(
                "'"
                    + text
                    + "' is more than an address: write 192.0.2.22 or http://192.0.2.22:8080");
          }
          boolean port = url.getPort() >= 0 || text.contains("://");
          return url.getScheme() + "://" + url.getRawAuthority() + (port ? "" : ":" + usualPort);
        });
  }

  private static HttpCall get(String url) {
    return HttpCall.get(url(url));
  }

  private static URI url(String url) {
    return HttpControl.url(url);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
