// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trimunit.engine.lab.LabFault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Outlet}: what each of them keeps, whatever is behind it. */
@Tag("slow")
@Timeout(60)
abstract class OutletContract {
  private static final String BASIC =
      Base64.getEncoder().encodeToString(("admin:" + Peer.SECRET).getBytes(StandardCharsets.UTF_8));

  private Peer peer;
  private Outlet outlet;

  /** A new one, off. */
  abstract Peer peer() throws Exception;

  @BeforeEach
  void open() throws Exception {
    peer = peer();
    outlet = peer.open();
  }

  @AfterEach
  void close() throws Exception {
    try (Peer behind = peer) {
      outlet.close();
    }
  }

  @Test
  void on_is_on_and_off_is_off() {
    outlet.switchOn();
    assertThat(peer.isOn()).isTrue();
    assertThat(outlet.isOn()).isTrue();
    outlet.switchOff();
    assertThat(peer.isOn()).isFalse();
    assertThat(outlet.isOn()).isFalse();
  }

  @Test
  void twice_is_once() {
    outlet.switchOff();
    outlet.switchOff();
    assertThat(peer.isOn()).isFalse();
    outlet.switchOn();
    outlet.switchOn();
    assertThat(peer.isOn()).isTrue();
  }

  @Test
  void what_somebody_else_switched_is_seen() {
    outlet.switchOff();
    peer.isSwitched(true);
    assertThat(outlet.isOn()).isTrue();
    peer.isSwitched(false);
    assertThat(outlet.isOn()).isFalse();
  }

  @Test
  void one_that_says_ok_and_does_nothing_is_a_fault() {
    outlet.switchOff();
    peer.lies();
    try (Outlet hurried = peer.openFor("4 s")) {
      assertThat(fault(hurried::switchOn)).contains("still says off", "to switch on");
      peer.isSwitched(true);
      assertThat(fault(hurried::switchOff)).contains("still says on", "to switch off");
    }
  }

  @Test
  void one_that_answers_nonsense_is_a_fault() {
    peer.talksNonsense();
    everythingIsAFault();
  }

  @Test
  void one_that_is_not_there_is_a_fault() {
    peer.vanishes();
    everythingIsAFault();
  }

  private void everythingIsAFault() {
    try (Outlet hurried = peer.openFor("2 s")) {
      fault(hurried::isOn);
      fault(hurried::switchOn);
      fault(hurried::switchOff);
    }
  }

  @Test
  void its_words_tell_what_it_is_and_no_secret() {
    assertThat(outlet.words()).contains(peer.name()).doesNotContain(Peer.SECRET);
    assertThat(outlet.toString()).doesNotContain(Peer.SECRET);
  }

  /** Names the thing, says what to do, and tells no secret, not even in a stack trace. */
  private String fault(ThrowingCallable work) {
    LabFault fault = catchThrowableOfType(LabFault.class, work);
    assertThat(fault).isNotNull();
    assertThat(fault.getMessage()).startsWith(outlet.words() + ": ").contains(peer.name(), ". ");
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(Peer.SECRET, BASIC);
    return fault.getMessage();
  }
}
