// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.app.screen.PngFuzzer;
import dev.trimunit.devices.capture.CaptureFuzzer;
import dev.trimunit.devices.capture.DhcpFuzzer;
import dev.trimunit.devices.files.DeviceFileFuzzer;
import dev.trimunit.devices.gateway.DnsFuzzer;
import dev.trimunit.devices.linux.GatewayWireFuzzer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs Jazzer on each target for as long, one after the other: {@code mvn -Pfuzz}. Prints
 * executions and coverage, writes them to {@code fuzz.csv}, and fails if anything was found.
 *
 * <p>Arguments: the folder for corpora and findings, the seconds per target.
 */
public final class FuzzRun {
  private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s.*cov: (\\d+) ft: (\\d+)");
  private static final String HEADER = "target,seconds,executions,edges_covered,features,finding";

  private FuzzRun() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    List<String> rows = new ArrayList<>(List.of(HEADER));
    boolean found = false;
    for (Map.Entry<Class<?>, byte[][]> target : targets().entrySet()) {
      String name = target.getKey().getSimpleName();
      write(target.getValue(), folder.resolve(name).resolve("corpus"));
      Result result = run(target.getKey().getName(), folder.resolve(name), args[1]);
      found |= result.exit() != 0;
      rows.add(
          String.join(
              ",",
              name,
              args[1],
              result.executions(),
              result.edges(),
              result.features(),
              result.exit() == 0 ? "none" : "see " + folder.resolve(name)));
    }
    Files.write(folder.resolve("fuzz.csv"), rows);
    rows.forEach(System.out::println);
    System.exit(found ? 1 : 0);
  }

  private static Map<Class<?>, byte[][]> targets() {
    Map<Class<?>, byte[][]> targets = new LinkedHashMap<>();
    targets.put(CaptureFuzzer.class, CaptureFuzzer.seeds());
    targets.put(DnsFuzzer.class, DnsFuzzer.seeds());
    targets.put(DhcpFuzzer.class, DhcpFuzzer.seeds());
    targets.put(GatewayWireFuzzer.class, GatewayWireFuzzer.seeds());
    targets.put(DeviceFileFuzzer.class, DeviceFileFuzzer.seeds());
    targets.put(PngFuzzer.class, PngFuzzer.seeds());
    return targets;
  }

  private static void write(byte[][] seeds, Path corpus) throws IOException {
    Files.createDirectories(corpus);
    for (int i = 0; i < seeds.length; i++) {
      Files.write(corpus.resolve("seed-" + i), seeds[i]);
    }
  }

  private record Result(int exit, String executions, String edges, String features) {}

  private static Result run(String target, Path folder, String seconds)
      throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-classpath",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target,
                "--instrumentation_includes=dev.trimunit.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + seconds,
                "-timeout=20",
                "-max_len=8192",
                corpus.toString())
            .redirectErrorStream(true)
            .start();
    String[] last = {"0", "0", "0"};
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(line -> take(line, last));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Result(process.waitFor(), last[0], last[1], last[2]);
  }

  private static void take(String line, String[] last) {
    Matcher progress = PROGRESS.matcher(line);
    if (progress.lookingAt()) {
      for (int i = 0; i < last.length; i++) {
        last[i] = progress.group(i + 1);
      }
    } else if (!line.startsWith("INFO") && !line.startsWith("\tNEW_FUNC")) {
      System.out.println(line);
    }
  }
}
