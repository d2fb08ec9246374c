// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is killed, at whatever moment, leaves nothing: the kernel cleans up. */
@Tag("slow")
final class KilledRunTest {
  private static final int KILLS = 10;
  private static final int LATEST_MILLIS = 2_500;

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void no_process_survives_a_killed_run(Privilege privilege) throws Exception {
    Optional<String> obstacle = privilege.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    Random moments = new Random(1);
    List<ProcessHandle> started = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      Process run = Program.start(Peer.command("lab", privilege.name()));
      long until = System.nanoTime() + moments.nextInt(LATEST_MILLIS) * 1_000_000L;
      while (System.nanoTime() < until) {
        run.descendants().filter(each -> !started.contains(each)).forEach(started::add);
        Pause.millis(20);
      }
      run.descendants().filter(each -> !started.contains(each)).forEach(started::add);
      run.destroyForcibly();
    }
    assertThat(started).isNotEmpty();
    for (ProcessHandle process : started) {
      process.onExit().get(10, TimeUnit.SECONDS);
    }
  }
}
