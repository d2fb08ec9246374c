// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.engine.model.Transport;
import java.util.Locale;
import java.util.Map;

/** Application protocols by what the payload showed, else by the port they are registered for. */
final class Protocols {
  /** The payload is none that the port suggests. */
  static final String UNKNOWN = "?";

  private static final Map<Integer, String> TCP =
      Map.ofEntries(
          Map.entry(21, "FTP"),
          Map.entry(22, "SSH"),
          Map.entry(23, "Telnet"),
          Map.entry(25, "SMTP"),
          Map.entry(53, "DNS"),
          Map.entry(80, "HTTP"),
          Map.entry(443, "TLS"),
          Map.entry(554, "RTSP"),
          Map.entry(587, "SMTP"),
          Map.entry(853, "DoT"),
          Map.entry(1883, "MQTT"),
          Map.entry(1935, "RTMP"),
          Map.entry(5222, "XMPP"),
          Map.entry(8080, "HTTP"),
          Map.entry(8443, "TLS"),
          Map.entry(8883, "MQTT over TLS"));
  private static final Map<Integer, String> UDP =
      Map.ofEntries(
          Map.entry(53, "DNS"),
          Map.entry(67, "DHCP"),
          Map.entry(123, "NTP"),
          Map.entry(443, "QUIC"),
          Map.entry(500, "IKE"),
          Map.entry(546, "DHCPv6"),
          Map.entry(547, "DHCPv6"),
          Map.entry(853, "DoQ"),
          Map.entry(1900, "SSDP"),
          Map.entry(3478, "STUN"),
          Map.entry(3544, "Teredo"),
          Map.entry(4500, "IPsec"),
          Map.entry(5060, "SIP"),
          Map.entry(5353, "mDNS"),
          Map.entry(5683, "CoAP"),
          Map.entry(5684, "CoAP over DTLS"));
  private static final Map<Integer, String> OTHER =
      Map.of(2, "IGMP", 41, "IPv6 in IPv4", 47, "GRE", 50, "ESP", 51, "AH");

  private Protocols() {}

  /** What a flow carries; {@code hint} is what its payload showed, or empty. */
  static String name(int protocol, int port, String hint) {
    String byPort =
        switch (protocol) {
          case IpLayer.TCP -> TCP.get(port);
          case IpLayer.UDP -> UDP.get(port);
          default -> OTHER.get(protocol);
        };
    boolean provenWrong = UNKNOWN.equals(hint) && ("HTTP".equals(byPort) || "TLS".equals(byPort));
    if (byPort == null || provenWrong) {
      boolean told = !hint.isEmpty() && !UNKNOWN.equals(hint);
      return told ? hint : Transport.ofProtocol(protocol).word().toUpperCase(Locale.ROOT);
    }
    boolean refined = hint.isEmpty() || UNKNOWN.equals(hint) || byPort.endsWith(hint);
    return refined ? byPort : hint;
  }
}
