// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power.snmp;

import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.SecurityProtocols.SecurityProtocolSet;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** Asks an agent for whole numbers, and sets them. */
public record SnmpPeer(String host, int port, SnmpLogin login) {
  /** How a user proves who it is, by the names of snmp.conf. */
  public static final Map<String, OID> AUTHENTICATION =
      Map.of("MD5", AuthMD5.ID, "SHA", AuthSHA.ID, "SHA-256", AuthHMAC192SHA256.ID);

  /** How what is said is hidden. */
  public static final Map<String, OID> PRIVACY = Map.of("DES", PrivDES.ID, "AES", PrivAES128.ID);

  /** A datagram may be lost: so many are sent within the limit. */
  private static final int ATTEMPTS = 3;

  /** The text itself, once it is known to be a number of a MIB: {@code 1.3.6.1.4.1.318}. */
  public static String oid(String text) {
    if (!text.matches("\\.?[0-9]{1,10}(\\.[0-9]{1,10}){1,127}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no OID in figures: write 1.3.6.1.4.1.318.1.1.4.4.2.1.3.1");
    }
    return text.startsWith(".") ? text.substring(1) : text;
  }

  /**
   * @throws LabFault with what was found
   */
  public int get(String oid, Supplier<Duration> left) {
    VariableBinding answer = exchange(PDU.GET, new VariableBinding(new OID(oid)), left.get());
    if (answer.isException()) {
      throw new LabFault(
          "there is no %s (%s): correct the outlet's number, or the OID"
              .formatted(oid, answer.getVariable().getSyntaxString()));
    }
    if (!(answer.getVariable() instanceof Integer32 number)) {
      throw new LabFault(
          "%s is no whole number there: %s".formatted(oid, answer.getVariable().getSyntaxString()));
    }
    return number.getValue();
  }

  /**
   * @throws LabFault with what was found
   */
  public void set(String oid, int value, Supplier<Duration> left) {
    exchange(PDU.SET, new VariableBinding(new OID(oid), new Integer32(value)), left.get());
  }

  private VariableBinding exchange(int type, VariableBinding question, Duration limit) {
    try (Snmp snmp = new Snmp(new DefaultUdpTransportMapping())) {
      Target<UdpAddress> target = target(snmp);
      target.setTimeout(Math.max(1, limit.toMillis() / ATTEMPTS));
      target.setRetries(ATTEMPTS - 1);
      PDU pdu = login instanceof SnmpLogin.User ? new ScopedPDU() : new PDU();
      pdu.setType(type);
      pdu.add(question);
      snmp.listen();
      ResponseEvent<UdpAddress> event = snmp.send(pdu, target);
      return answer(event == null ? null : event.getResponse(), question);
    } catch (IOException e) {
      throw new LabFault("no answer (" + e.getMessage() + ")", e);
    }
  }

  private static VariableBinding answer(@Nullable PDU response, VariableBinding question) {
    if (response == null) {
      throw new LabFault("no answer in time; an agent that does not take the login is silent, too");
    }
    if (response.getType() == PDU.REPORT) {
      throw new LabFault("it does not take this login: " + report(response));
    }
    if (response.getErrorStatus() != PDU.noError || response.size() != 1) {
      throw new LabFault(
          "it refuses %s: %s".formatted(question.getOid(), response.getErrorStatusText()));
    }
    return response.get(0);
  }

  /** The counters of RFC 3414 that say why. */
  private static String report(PDU response) {
    String oid = response.size() == 0 ? "" : response.get(0).getOid().toDottedString();
    return switch (oid) {
      case "1.3.6.1.6.3.15.1.1.1.0" -> "it wants more security";
      case "1.3.6.1.6.3.15.1.1.3.0" -> "unknown user";
      case "1.3.6.1.6.3.15.1.1.5.0" -> "wrong password or protocol";
      case "1.3.6.1.6.3.15.1.1.6.0" -> "it cannot be decrypted";
      default -> "report " + oid;
    };
  }

  private Target<UdpAddress> target(Snmp snmp) throws IOException {
    UdpAddress address = new UdpAddress(InetAddress.getByName(host), port);
    if (login instanceof SnmpLogin.User user) {
      return ofUser(snmp, user, address);
    }
    SnmpLogin.Community shown = (SnmpLogin.Community) login;
    CommunityTarget<UdpAddress> target =
        new CommunityTarget<>(address, new OctetString(shown.community()));
    target.setVersion(shown.isVersion1() ? SnmpConstants.version1 : SnmpConstants.version2c);
    return target;
  }

  private static Target<UdpAddress> ofUser(Snmp snmp, SnmpLogin.User user, UdpAddress address) {
    SecurityProtocols protocols = new SecurityProtocols(SecurityProtocolSet.maxCompatibility);
    USM usm = new USM(protocols, new OctetString(MPv3.createLocalEngineID()), 0);
    usm.addUser(
        new UsmUser(
            new OctetString(user.name()),
            protocol(AUTHENTICATION, user.authentication()),
            password(user.authentication()),
            protocol(PRIVACY, user.privacy()),
            password(user.privacy())));
    MPv3 version3 = (MPv3) snmp.getMessageProcessingModel(MPv3.ID);
    SecurityModels models = new SecurityModels();
    models.addSecurityModel(usm);
    version3.setSecurityModels(models);
    UserTarget<UdpAddress> target = new UserTarget<>();
    target.setAddress(address);
    target.setVersion(SnmpConstants.version3);
    target.setSecurityName(new OctetString(user.name()));
    target.setSecurityLevel(level(user));
    return target;
  }

  private static int level(SnmpLogin.User user) {
    if (user.authentication() == null) {
      return SecurityLevel.NOAUTH_NOPRIV;
    }
    return user.privacy() == null ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.AUTH_PRIV;
  }

  private static @Nullable OID protocol(
      Map<String, OID> protocols, SnmpLogin.@Nullable Proof proof) {
    return proof == null ? null : protocols.get(proof.protocol());
  }

  private static @Nullable OctetString password(SnmpLogin.@Nullable Proof proof) {
    return proof == null ? null : new OctetString(proof.password());
  }
}
