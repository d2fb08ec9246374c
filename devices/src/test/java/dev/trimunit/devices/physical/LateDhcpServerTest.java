// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A DHCP server that does not come to serve. */
@Tag("slow")
final class LateDhcpServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void one_that_hangs_is_a_fault_with_its_words_and_is_ended() throws Exception {
    Path number = folder.resolve("pid");
    List<String> hangs =
        List.of(
            "sh", "-c", "echo waiting for br0; echo $$ > '%s'; exec sleep 600".formatted(number));
    assertThatThrownBy(() -> new DhcpServer(hangs, PATIENCE))
        .isInstanceOf(LabFault.class)
        .hasMessage("dnsmasq does not serve addresses after 2 s: waiting for br0");
    ProcessHandle.of(Long.parseLong(Files.readString(number).strip()))
        .ifPresent(server -> server.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }

  @Test
  @Timeout(60)
  void one_that_ends_is_not_waited_for() {
    List<String> ends = List.of("sh", "-c", "echo address already in use; exit 2");
    assertThatThrownBy(() -> new DhcpServer(ends, Duration.ofDays(1)))
        .isInstanceOf(LabFault.class)
        .hasMessage("dnsmasq does not serve addresses: address already in use");
  }
}
