// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.devices.files.Values;
import dev.trimunit.devices.power.http.HttpCall;
import dev.trimunit.devices.power.http.HttpPeer;
import dev.trimunit.devices.power.http.Login;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is switched and asked over HTTP; {@link HttpPresets} has what is common.
 *
 * <pre>
 * power:
 *   control: http
 *   on: http://192.0.2.21/relay?state=1
 *   off: {method: POST, url: "http://192.0.2.21/relay", body: '{"state": 0}'}
 *   status: http://192.0.2.21/relay
 *   state: /relay/state
 *   says-on: "1"
 *   says-off: "0"
 *   user: admin
 *   password: ${PLUG_PASSWORD}
 * </pre>
 */
final class HttpControl implements Control {
  private final Calls calls;
  private final HttpPeer peer;

  /**
   * What is sent, and how the answer is understood.
   *
   * @param on null if another control switches
   * @param off null if another control switches
   * @param status null if another control is asked
   */
  record Calls(
      @Nullable HttpCall on, @Nullable HttpCall off, @Nullable HttpCall status, Says says) {}

  private HttpControl(Calls calls, HttpPeer peer) {
    this.calls = calls;
    this.peer = peer;
  }

  static Control read(Keys keys) {
    Calls calls = keys.has("preset") ? HttpPresets.read(keys) : calls(keys);
    return new HttpControl(
        calls, new HttpPeer(login(keys), () -> UUID.randomUUID().toString().replace("-", "")));
  }

  private static Calls calls(Keys keys) {
    keys.allow(
        "preset",
        "on",
        "off",
        "status",
        "state",
        "says-on",
        "says-off",
        "headers",
        "user",
        "password",
        "authentication");
    Map<String, String> headers = headers(keys);
    boolean asked = !keys.isReadByAnother();
    return new Calls(
        keys.readsOnly() ? null : call(keys, "on", headers),
        keys.readsOnly() ? null : call(keys, "off", headers),
        asked ? call(keys, "status", headers) : null,
        asked ? Says.of(keys) : Says.NOTHING);
  }

  private static HttpCall call(Keys keys, String key, Map<String, String> headers) {
    if (!keys.isGroup(key)) {
      return new HttpCall("GET", keys.required(key, HttpControl::url), headers, null);
    }
    Keys group = keys.group(key).allowOnly("method", "url", "body", "headers");
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(headers(group));
    return new HttpCall(
        group.optional("method", HttpControl::method).orElse("GET"),
        group.required("url", HttpControl::url),
        all,
        group.optional("body", text -> text).orElse(null));
  }

  private static Map<String, String> headers(Keys keys) {
    Map<String, String> headers = keys.pairs("headers");
    headers.forEach(
        (name, value) ->
            HttpCall.refusal(name, value)
                .ifPresent(
                    reason -> {
                      throw keys.fault("headers", reason);
                    }));
    return headers;
  }

  private static String method(String text) {
    if (!text.matches("[A-Za-z]{1,16}")) {
      throw new IllegalArgumentException("'" + text + "' is no method: write GET, POST or PUT");
    }
    return text.toUpperCase(Locale.ROOT);
  }

  static URI url(String text) {
    URI url = URI.create(text);
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "'%s' is no address of the web: write http://192.0.2.21/path, and a login under 'user' and 'password'"
              .formatted(text));
    }
    return url;
  }

  private static @Nullable Login login(Keys keys) {
    String password = keys.secret("password").orElse(null);
    if (password == null) {
      return null;
    }
    Login login =
        new Login(
            keys.optional("user", Values::text).orElse("admin"),
            password,
            keys.optional("authentication", Values.word(Login.Scheme.class))
                .orElse(Login.Scheme.ANY));
    keys.hideToo(login.basic());
    return login;
  }

  @Override
  public void set(boolean on, Limit limit) {
    peer.ask(Objects.requireNonNull(on ? calls.on() : calls.off()), limit::left);
  }

  @Override
  public boolean isOn(Limit limit) {
    String answer = peer.ask(Objects.requireNonNull(calls.status()), limit::left);
    return calls.says().isOn(answer);
  }

  @Override
  public String words() {
    HttpCall any = calls.on() == null ? calls.status() : calls.on();
    return "HTTP control at " + Objects.requireNonNull(any).url().getAuthority();
  }
}
