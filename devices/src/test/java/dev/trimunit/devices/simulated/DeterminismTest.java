// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.devices.simulated.Trials.Result;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed, the same run, byte for byte. */
@Tag("slow")
final class DeterminismTest {
  private static final List<String> DEVICES = List.of("tp-link-bulb", "yi-camera", "bosiwo-camera");
  @TempDir Path output;

  private static byte[] run(Lab lab, String device) throws IOException {
    Trials trials =
        new Trials(lab.bench(device), device.startsWith("tp") ? Recipe.BULB : Recipe.CAMERA);
    trials.run(Vantage.LAN);
    Result result = trials.run(Vantage.WAN, "amazonaws.com", "log.us.xiaoyi.com");
    return Files.readAllBytes(result.traffic().capture().file());
  }

  private List<byte[]> oneAfterTheOther(long seed, String folder) throws IOException {
    try (Lab lab = Trials.lab(Trials.SHIPPED, seed, output.resolve(folder))) {
      return List.of(run(lab, DEVICES.get(0)), run(lab, DEVICES.get(1)), run(lab, DEVICES.get(2)));
    }
  }

  @Test
  void a_seed_gives_the_same_captures_in_any_order_and_on_any_thread() throws Exception {
    List<byte[]> expected = oneAfterTheOther(7, "a");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (Lab lab = Trials.lab(Trials.SHIPPED, 7, output.resolve("b"))) {
      List<Callable<byte[]>> calls =
          DEVICES.stream().map(device -> (Callable<byte[]>) () -> run(lab, device)).toList();
      List<Future<byte[]>> captures = threads.invokeAll(calls);
      for (int i = 0; i < DEVICES.size(); i++) {
        assertThat(captures.get(i).get()).isEqualTo(expected.get(i));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_seed_gives_the_same_captures_through_phones() throws Exception {
    byte[] direct;
    try (Lab lab = Trials.lab(Trials.SHIPPED, 7, output.resolve("a"))) {
      direct = run(lab, "yi-camera");
    }
    LabSettings settings = new LabSettings(7, output.resolve("b"), Trials.SHIPPED, Map.of());
    try (Lab lab = new SimulatedLabProvider().open(settings)) {
      assertThat(run(lab, "yi-camera")).isEqualTo(direct);
    }
  }

  @Test
  void another_seed_gives_other_captures() throws Exception {
    List<byte[]> one = oneAfterTheOther(1, "a");
    List<byte[]> two = oneAfterTheOther(2, "b");
    for (int i = 0; i < DEVICES.size(); i++) {
      assertThat(two.get(i)).isNotEqualTo(one.get(i));
    }
  }

  @Test
  void a_trial_does_not_depend_on_the_trials_before() throws IOException {
    try (Lab first = Trials.lab(Trials.SHIPPED, 1, output.resolve("a"));
        Lab second = Trials.lab(Trials.SHIPPED, 1, output.resolve("b"))) {
      Trials whole = new Trials(first.bench("tp-link-bulb"), Recipe.BULB);
      whole.run(Vantage.LAN, "ntp.org");
      whole.run(Vantage.WAN);
      Result third = whole.run(Vantage.LAN);
      Result alone =
          new Trials(second.bench("tp-link-bulb"), Recipe.BULB).after(2).run(Vantage.LAN);
      assertThat(shape(alone)).isEqualTo(shape(third));
    }
  }

  private static List<String> shape(Result result) {
    return result.traffic().observations().stream().map(DeterminismTest::shape).toList();
  }

  private static String shape(Observation o) {
    java.time.Duration length = java.time.Duration.between(o.first(), o.last());
    return o.destination() + " " + o.bytesSent() + " " + o.bytesReceived() + " " + length;
  }
}
