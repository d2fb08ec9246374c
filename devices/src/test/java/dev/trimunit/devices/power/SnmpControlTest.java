// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** {@link SnmpControl}: an agent of the test, and a real snmpd that stands for a strip of APC. */
final class SnmpControlTest extends OutletContract {
  private static final String OUTLET = "1.3.6.1.4.1.318.1.1.4.4.2.1.3.3";

  @Override
  Peer peer() throws IOException {
    return new Strip();
  }

  /** One outlet, which is 1 or 2; the community is the secret. */
  private static final class Strip extends Peer {
    private final Snmp agent;
    private final int port;
    private volatile int state = 2;
    private volatile boolean lies;

    Strip() throws IOException {
      DefaultUdpTransportMapping transport =
          new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getLoopbackAddress(), 0));
      agent = new Snmp(transport);
      agent.addCommandResponder(this::answer);
      agent.listen();
      port = transport.getListenAddress().getPort();
    }

    private void answer(CommandResponderEvent<?> event) {
      PDU pdu = event.getPDU();
      VariableBinding asked = pdu.get(0);
      if (!new OctetString(event.getSecurityName()).equals(new OctetString(SECRET))) {
        return;
      }
      if (pdu.getType() == PDU.SET) {
        state = lies ? state : asked.getVariable().toInt();
      }
      PDU response = new PDU();
      response.setType(PDU.RESPONSE);
      response.setRequestID(pdu.getRequestID());
      response.add(
          new VariableBinding(
              new OID(asked.getOid()),
              state == 0 ? new OctetString(SECRET) : new Integer32(state)));
      try {
        event
            .getMessageDispatcher()
            .returnResponsePdu(
                event.getMessageProcessingModel(),
                event.getSecurityModel(),
                event.getSecurityName(),
                event.getSecurityLevel(),
                response,
                event.getMaxSizeResponsePDU(),
                event.getStateReference(),
                new StatusInformation());
      } catch (MessageException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    String yaml() {
      return """
          control: snmp
          preset: apc
          address: 127.0.0.1
          port: %d
          outlet: 3
          community: ${SECRET}
          """
          .formatted(port);
    }

    @Override
    String name() {
      return "127.0.0.1:" + port;
    }

    @Override
    boolean isOn() {
      return state == 1;
    }

    @Override
    void isSwitched(boolean on) {
      state = on ? 1 : 2;
    }

    @Override
    void lies() {
      lies = true;
    }

    @Override
    void talksNonsense() {
      lies = true;
      state = 0;
    }

    @Override
    void vanishes() {
      close();
    }

    @Override
    public void close() {
      try {
        agent.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Nested
  @Tag("slow")
  @Needs(programs = "snmpd")
  final class RealAgent {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
        strings = {
          "version: 1, community: private",
          "version: 2c, community: private",
          "version: 3, user: md5des, authentication: MD5, password: ${SECRET}, privacy: DES, privacy-password: ${SECRET}",
          "version: 3, user: shaaes, authentication: SHA, password: ${SECRET}, privacy: AES, privacy-password: ${SECRET}",
          "version: 3, user: sha256, authentication: SHA-256, password: ${SECRET}",
        })
    void is_switched_and_read_back(String login) throws IOException, InterruptedException {
      int port = Started.freeUdpPort();
      try (Started agent = start(port);
          Outlet outlet = open(port, login)) {
        awaitAnswer(agent, outlet);
        outlet.switchOff();
        assertThat(outlet.isOn()).isFalse();
        outlet.switchOn();
        assertThat(outlet.isOn()).isTrue();
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "community: public | it refuses " + OUTLET + ": ",
          "community: wrong  | no answer in time; an agent that does not take the login is silent, too",
          "version: 3, user: nobody, authentication: SHA, password: ${SECRET} | it does not take this login: unknown user",
          "version: 3, user: sha256, authentication: SHA-256, password: ${OTHER} | no answer in time; an agent that does not take the login",
        })
    void what_it_refuses_is_told(String login, String fault)
        throws IOException, InterruptedException {
      int port = Started.freeUdpPort();
      try (Started agent = start(port);
          Outlet right = open(port, "community: private");
          Outlet wrong = open(port, login)) {
        awaitAnswer(agent, right);
        assertThatThrownBy(wrong::switchOff)
            .isInstanceOf(LabFault.class)
            .hasMessageStartingWith("SNMP outlet " + OUTLET + " at 127.0.0.1:" + port + ": ")
            .hasMessageContaining(fault);
      }
    }

    private static Outlet open(int port, String login) {
      return Peer.open(
          "control: snmp\npreset: apc\noutlet: 3\naddress: 127.0.0.1\nport: %d\nlimit: 3 s\n%s\n"
              .formatted(port, login.replace(", ", "\n")));
    }

    private static void awaitAnswer(Started agent, Outlet outlet) {
      while (true) {
        try {
          outlet.isOn();
          return;
        } catch (LabFault fault) {
          if (!agent.isAlive()) {
            throw fault;
          }
        }
      }
    }

    private Started start(int port) throws IOException {
      Path file =
          Files.writeString(
              folder.resolve("snmpd.conf"),
              """
              agentaddress udp:127.0.0.1:%1$d
              [snmp] persistentDir %2$s
              rwcommunity private
              rocommunity public
              createUser md5des MD5 %3$s DES %3$s
              createUser shaaes SHA %3$s AES %3$s
              createUser sha256 SHA-256 %3$s
              rwuser md5des priv
              rwuser shaaes priv
              rwuser sha256 auth
              override -rw .%4$s integer 1
              """
                  .formatted(port, folder, Peer.SECRET, OUTLET));
      return Started.of(
          folder.resolve("log"),
          List.of("snmpd", "-f", "-Lo", "-C", "-c", file.toString(), "-I", "-smux"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "preset: apc, outlet: 1, version: 4, community: a | unknown version '4'; ",
        "oid: sysName.0, community: a    | 'oid': 'sysName.0' is no OID in figures",
        "preset: apc, outlet: 99, community: a | 'outlet': '99' is no whole number from 1 to 64",
        "preset: apc, outlet: 1          | the file lacks the key 'community'",
        "preset: apc, outlet: 1, version: 3, user: a, authentication: SHA1, password: ${SECRET} | unknown authentication 'SHA1'; did you mean 'SHA'?",
        "preset: apc, outlet: 1, version: 3, user: a, authentication: SHA | the file lacks the key 'password'",
        "preset: apc, outlet: 1, version: 3, user: a, authentication: SHA, password: ${SHORT} | 'password': the secret has fewer than 8 characters",
      })
  void a_key_that_is_wrong_is_told(String keys, String fault) {
    assertThatThrownBy(
            () -> Peer.open("control: snmp\naddress: 192.0.2.3\n" + keys.replace(", ", "\n")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(fault);
  }
}
