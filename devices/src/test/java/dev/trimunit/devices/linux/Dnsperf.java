// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code dnsperf}, the measuring stick of DNS servers. */
final class Dnsperf {
  private static final Pattern RATE = Pattern.compile("Queries per second:\\s+([\\d.]+)");
  private static final Pattern COMPLETED = Pattern.compile("Queries completed:\\s+(\\d+)");
  private static final Pattern LOST = Pattern.compile("Queries lost:\\s+(\\d+)");
  private static final Pattern LATENCY = Pattern.compile("> .* ([\\d.]+)");
  private static final int CLIENTS = 8;

  private final int port;
  private final Path queries;

  Dnsperf(int port, Path queries) {
    this.port = port;
    this.queries = queries;
  }

  /** What one run says; latencies in microseconds, 0 where they were not taken. */
  record Result(double perSecond, long completed, long lost, double p50, double p99) {}

  /** Every query once. */
  void warmUp() throws IOException {
    run(List.of("-n", "1"));
  }

  /** Whether anybody answers. */
  boolean answers() throws IOException {
    return run(List.of("-n", "1", "-t", "0.2")).lost() == 0;
  }

  /** As fast as it goes. */
  Result full(int seconds) throws IOException {
    return run(List.of("-l", Integer.toString(seconds)));
  }

  /** At a given load, with the latency of each query. */
  Result at(int perSecond, int seconds) throws IOException {
    return run(List.of("-l", Integer.toString(seconds), "-Q", Integer.toString(perSecond), "-v"));
  }

  private Result run(List<String> more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("dnsperf", "-s", BenchPeers.localhost(), "-p", Integer.toString(port)));
    command.addAll(List.of("-d", queries.toString(), "-c", Integer.toString(CLIENTS), "-t", "2"));
    command.addAll(more);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<Double> micros = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher latency = LATENCY.matcher(line);
        if (latency.matches()) {
          micros.add(Double.parseDouble(latency.group(1)) * 1e6);
        } else if (!line.startsWith("> ")) {
          rest.append(line).append('\n');
        }
      }
    }
    return result(rest.toString(), micros.stream().mapToDouble(each -> each).sorted().toArray());
  }

  private static Result result(String text, double[] sorted) {
    return new Result(
        number(RATE, text),
        (long) number(COMPLETED, text),
        (long) number(LOST, text),
        share(sorted, 50),
        share(sorted, 99));
  }

  private static double share(double[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1L) * percent / 100)];
  }

  private static double number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("dnsperf does not say " + pattern + ": " + text);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
