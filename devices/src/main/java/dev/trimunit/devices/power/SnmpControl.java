// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.devices.files.Values;
import dev.trimunit.devices.power.snmp.SnmpLogin;
import dev.trimunit.devices.power.snmp.SnmpPeer;
import dev.trimunit.engine.lab.LabFault;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An outlet of a switched power strip (PDU) over SNMP, in the preset {@code apc} or by its OID.
 *
 * <pre>
 * power:
 *   control: snmp
 *   preset: apc
 *   address: 192.0.2.30
 *   outlet: 3
 *   community: ${PDU_COMMUNITY}
 * </pre>
 *
 * @param reads where the state is read; usually where it is set
 */
record SnmpControl(SnmpPeer peer, String sets, String reads, int on, int off) implements Control {
  private static final int PORT = 161;
  private static final int MOST_OUTLETS = 64;

  /** {@code sPDUOutletCtl}: 1 is on, 2 is off. */
  private static final String APC = "1.3.6.1.4.1.318.1.1.4.4.2.1.3.";

  private static final Map<String, Function<Keys, Control>> PRESETS =
      new TreeMap<>(Map.of("apc", SnmpControl::apc));
  private static final Map<String, Function<Keys, SnmpLogin>> VERSIONS =
      new TreeMap<>(
          Map.of(
              "1", keys -> community(keys, true),
              "2c", keys -> community(keys, false),
              "3", SnmpControl::user));
  private static final List<String> LOGIN =
      List.of(
          "address",
          "port",
          "version",
          "community",
          "user",
          "authentication",
          "password",
          "privacy",
          "privacy-password");

  /** SNMP version 3 makes keys of them, and wants so many characters (RFC 3414). */
  private static final int LEAST_PASSWORD = 8;

  static Control read(Keys keys) {
    return keys.has("preset") ? keys.oneOf("preset", PRESETS).apply(keys) : generic(keys);
  }

  private static Control generic(Keys keys) {
    allow(keys, "preset", "oid", "status-oid", "on", "off");
    String oid = keys.required("oid", SnmpPeer::oid);
    return new SnmpControl(
        peer(keys),
        oid,
        keys.optional("status-oid", SnmpPeer::oid).orElse(oid),
        keys.required("on", Integer::valueOf),
        keys.required("off", Integer::valueOf));
  }

  private static Control apc(Keys keys) {
    allow(keys, "preset", "outlet");
    String oid = APC + keys.required("outlet", Values.number(1, MOST_OUTLETS));
    return new SnmpControl(peer(keys), oid, oid, 1, 2);
  }

  private static void allow(Keys keys, String... own) {
    keys.allow(Stream.concat(LOGIN.stream(), Arrays.stream(own)).toArray(String[]::new));
  }

  private static SnmpPeer peer(Keys keys) {
    Function<Keys, SnmpLogin> login =
        keys.has("version") ? keys.oneOf("version", VERSIONS) : each -> community(each, false);
    return new SnmpPeer(
        keys.text("address"), keys.number("port", 1, 65535, PORT), login.apply(keys));
  }

  private static SnmpLogin community(Keys keys, boolean isVersion1) {
    return new SnmpLogin.Community(isVersion1, keys.text("community"));
  }

  private static SnmpLogin user(Keys keys) {
    return new SnmpLogin.User(
        keys.text("user"),
        proof(keys, "authentication", SnmpPeer.AUTHENTICATION, "password"),
        proof(keys, "privacy", SnmpPeer.PRIVACY, "privacy-password"));
  }

  private static SnmpLogin.@Nullable Proof proof(
      Keys keys, String key, Map<String, ?> protocols, String password) {
    if (!keys.has(key)) {
      return null;
    }
    keys.oneOf(key, protocols);
    String secret = keys.secret(password).orElseThrow(() -> keys.missing(password));
    if (secret.length() < LEAST_PASSWORD && keys.hasSecrets()) {
      throw keys.fault(password, "the secret has fewer than 8 characters, which SNMP refuses");
    }
    return new SnmpLogin.Proof(keys.text(key), secret);
  }

  @Override
  public void set(boolean wanted, Limit limit) {
    peer.set(sets, wanted ? on : off, limit::left);
  }

  @Override
  public boolean isOn(Limit limit) {
    int found = peer.get(reads, limit::left);
    if (found != on && found != off) {
      throw new LabFault(
          "%s is %d, which is neither on (%d) nor off (%d)".formatted(reads, found, on, off));
    }
    return found == on;
  }

  @Override
  public String words() {
    return "SNMP outlet %s at %s".formatted(sets, peer.host())
        + (peer.port() == PORT ? "" : ":" + peer.port());
  }

  @Override
  public String nextAction() {
    return "Look whether the strip answers 'snmpget' from this machine, and whether community or user may write";
  }
}
