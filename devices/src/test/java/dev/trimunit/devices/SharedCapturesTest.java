// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Real captures against their oracles, compared as the captures' own {@code score.py} does. They
 * may not be copied into the project: name their folder with {@code -Dtrimunit.shared=…} (it holds
 * {@code captures}).
 */
final class SharedCapturesTest {
  @TempDir private Path out;

  @TestFactory
  Stream<DynamicTest> every_capture_as_its_oracle_has_it() throws IOException {
    String shared = System.getProperty("trimunit.shared", "");
    Path captures = Path.of(shared, "captures");
    assumeTrue(
        !shared.isEmpty() && Files.isDirectory(captures),
        "skipped: -Dtrimunit.shared does not name the folder with the shared captures");
    List<String> lines = Files.readAllLines(captures.resolve("manifest.tsv"));
    return lines.stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(f -> DynamicTest.dynamicTest(f[2], () -> check(captures, f[2], f[4].trim())));
  }

  private void check(Path captures, String name, String prefixes) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--out", out.toString()));
    Arrays.stream(prefixes.split("[ ,]+"))
        .filter(prefix -> !prefix.isEmpty())
        .forEach(prefix -> arguments.addAll(List.of("--local-prefix", prefix)));
    arguments.add(captures.resolve("files").resolve(name).toString());
    assertThat(new CommandLine(new DestinationsCommand()).execute(arguments.toArray(String[]::new)))
        .isZero();
    JsonNode oracle =
        new ObjectMapper().readTree(captures.resolve("oracle/" + name + ".json").toFile());
    List<String[]> rows =
        Files.readAllLines(out.resolve(name + ".tsv")).stream()
            .map(l -> l.split("\t", -1))
            .toList();
    assertThat(differences(oracle, rows)).isEmpty();
  }

  private static List<String> differences(JsonNode oracle, List<String[]> rows) {
    boolean exact = oracle.get("grade").asText().equals("exact");
    List<String> found = new ArrayList<>();
    Set<String> hostAddresses = new HashSet<>();
    for (JsonNode host : oracle.get("hosts")) {
      Set<String> addresses = new HashSet<>();
      host.get("ips").forEach(ip -> addresses.add(ip.asText()));
      hostAddresses.addAll(addresses);
      compare(host, rows.stream().filter(row -> addresses.contains(row[0])).toList(), exact, found);
    }
    rows.stream()
        .filter(row -> !hostAddresses.contains(row[0]))
        .forEach(row -> found.add("no such host: " + String.join(" ", row)));
    return found;
  }

  private static void compare(
      JsonNode host, List<String[]> rows, boolean exact, List<String> found) {
    Map<String, long[]> got = new HashMap<>();
    for (String[] row : rows) {
      long[] counts = got.computeIfAbsent(row[1] + " " + row[2] + " " + row[3], k -> new long[4]);
      for (int i = 0; i < 4; i++) {
        counts[i] += Long.parseLong(row[4 + i]);
      }
    }
    for (JsonNode wanted : host.get("destinations")) {
      JsonNode name = wanted.get("name");
      String text =
          (name.isNull() ? wanted.get("ips").get(0) : name)
              .asText()
              .toLowerCase(java.util.Locale.ROOT);
      String port = wanted.get("port").isNull() ? "-" : wanted.get("port").asText();
      String key = text + " " + wanted.get("transport").asText() + " " + port;
      long[] counts = got.remove(key);
      if (counts == null && (exact || wanted.path("confirmed").asBoolean())) {
        found.add("missing: " + key);
      } else if (counts != null && exact && !Arrays.equals(counts, counts(wanted))) {
        found.add("counts of " + key + ": " + Arrays.toString(counts));
      }
    }
    got.keySet().forEach(key -> found.add("extra: " + key));
  }

  private static long[] counts(JsonNode wanted) {
    return Stream.of("packets_sent", "bytes_sent", "packets_received", "bytes_received")
        .mapToLong(field -> wanted.get(field).asLong())
        .toArray();
  }
}
