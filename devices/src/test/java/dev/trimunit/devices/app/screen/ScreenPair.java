// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A labelled pair of real screenshots. */
record ScreenPair(String id, Path screen, Path reference, Optional<Region> crop, boolean matches, boolean samePhone) {
  /** The pairs of the shared folder; skips the test, saying why, if there is none. */
  static List<ScreenPair> readAll() throws IOException {
    Path folder = folder();
    Path index = folder.resolve("pairs.json");
    assumeTrue(
        Files.isRegularFile(index),
        "No labelled screenshots at " + index.toAbsolutePath() + ": -Dtrimunit.shared=FOLDER says where they are");
    List<ScreenPair> pairs = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(index.toFile())) {
      pairs.add(
          new ScreenPair(
              node.get("id").asText(),
              folder.resolve("png").resolve(node.get("a").asText()),
              folder.resolve("png").resolve(node.get("b").asText()),
              Optional.ofNullable(node.get("crop").textValue()).map(Region::parse),
              node.get("label").asText().equals("match"),
              node.get("phones").asText().equals("same")));
    }
    return pairs;
  }

  Comparison compare() throws IOException {
    Picture expected = Png.read(Files.readAllBytes(reference));
    Picture seen = ScreenComparator.readScreen(Files.readAllBytes(screen), List.of(expected), crop);
    return ScreenComparator.compare(seen, expected, crop, List.of());
  }

  private static Path folder() {
    String shared = System.getProperty("trimunit.shared", "");
    return (shared.isEmpty() ? Path.of("..", "..", "shared") : Path.of(shared)).resolve("screens");
  }
}
