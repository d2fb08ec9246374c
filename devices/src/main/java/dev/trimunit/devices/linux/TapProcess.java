// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.lab.LabFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A running {@link PacketTap}. */
final class TapProcess {
  private static final Pattern DROPPED =
      Pattern.compile("(\\d+) packets? dropped by (kernel|interface)");
  private static final int PATIENCE_SECONDS = 10;

  private final PacketTap tap;
  private final Process process;
  private final BufferedReader says;

  private TapProcess(PacketTap tap, Process process, BufferedReader says) {
    this.tap = tap;
    this.process = process;
    this.says = says;
  }

  /**
   * Starts one and returns when it sees packets.
   *
   * <p>Packets are handed over at once, because evidence is read while it runs: that costs packets
   * from about 50,000 a second on, far beyond a device; and what is lost is counted and voids the
   * trial.
   */
  static TapProcess start(
      UnaryOperator<List<String>> inside,
      PacketTap tap,
      String where,
      MacAddress device,
      Path file) {
    try {
      Process process =
          Program.prepare(inside.apply(tap.command(where, device)))
              .redirectOutput(file.toFile())
              .start();
      BufferedReader says = process.errorReader(StandardCharsets.UTF_8);
      awaitPackets(tap, says);
      return new TapProcess(tap, process, says);
    } catch (IOException e) {
      throw new LabFault("A capture by " + tap + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** Starts one that tells on its standard output what it sees, by the tap's command line. */
  static Process stream(UnaryOperator<List<String>> inside, PacketTap tap, List<String> command) {
    Process process = Program.start(inside.apply(command));
    try {
      awaitPackets(tap, process.errorReader(StandardCharsets.UTF_8));
      return process;
    } catch (IOException e) {
      JavaProcess.kill(process);
      throw new LabFault("A watch by " + tap + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static void awaitPackets(PacketTap tap, BufferedReader says) throws IOException {
    StringBuilder words = new StringBuilder();
    for (String line = says.readLine(); line != null; line = says.readLine()) {
      if (line.contains("listening on")) {
        return;
      }
      words.append(line).append("; ");
    }
    throw new LabFault("A capture by " + tap + " ended at once: " + words);
  }

  /**
   * Ends it in order.
   *
   * @return how many packets it lost
   * @throws LabFault if it had ended before, or does not say
   */
  long stop() {
    if (!process.isAlive()) {
      throw new LabFault("The capture ended early, with exit code " + process.exitValue());
    }
    Pause.millis(tap.lagMillis());
    try {
      process.getOutputStream().close();
      itself().filter(each -> tap == PacketTap.TCPDUMP).forEach(ProcessHandle::destroy);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new LabFault("The capture does not end");
      }
      return dropped(says.lines().collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw new LabFault("The capture ended early", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("Interrupted while the capture ended", e);
    } finally {
      kill();
    }
  }

  void kill() {
    JavaProcess.kill(process);
  }

  /** {@code nsenter} forks: the signal is for its child. */
  private Stream<ProcessHandle> itself() {
    List<ProcessHandle> children = process.descendants().toList();
    return children.isEmpty() ? Stream.of(process.toHandle()) : children.stream();
  }

  private static long dropped(String words) {
    Matcher matcher = DROPPED.matcher(words);
    long dropped = 0;
    boolean said = false;
    while (matcher.find()) {
      said = true;
      dropped += Long.parseLong(matcher.group(1));
    }
    if (!said) {
      throw new LabFault("The capture does not say how many packets it lost: " + words);
    }
    return dropped;
  }
}
