// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The files of one device among those of a project. */
final class DeviceTemplate {
  private static final String ROOT = "src/test/resources/";

  private DeviceTemplate() {}

  static String deviceFile(String id) {
    return ROOT + "devices/" + id + ".yaml";
  }

  static String feature(String id) {
    return ROOT + "features/" + id + ".feature";
  }

  static String references(String id) {
    return ROOT + "references/" + id + "/";
  }

  /** Puts what a capture shows in the place of what the templates make up. */
  static void fill(Map<String, byte[]> files, String id, CapturedDevice seen) {
    change(files, deviceFile(id), seen::deviceFile);
    change(files, feature(id), seen::feature);
  }

  static void change(Map<String, byte[]> files, String name, UnaryOperator<String> change) {
    files.computeIfPresent(
        name,
        (key, content) ->
            change
                .apply(new String(content, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
  }

  static void tell(PrintWriter out, String root, String id, Optional<CapturedDevice> captured) {
    captured.ifPresent(
        seen ->
            out.printf(
                "From the capture: %s%s. Say in the device file who runs those whose"
                    + " party is unknown.%n",
                CapturedDevice.counted(seen.destinations()),
                seen.leftOut() == 0
                    ? ""
                    : " (%d left out, whose name or transport a device file cannot hold)"
                        .formatted(seen.leftOut())));
    captured.ifPresent(seen -> seen.alike().forEach(sentence -> out.printf("%s.%n", sentence)));
    out.printf("Write down what the device is and does:%n");
    out.printf(
        "  %sdevices/%s.yaml      what it contacts and needs, what its app shows%n", root, id);
    out.printf("  %sfeatures/%s.feature  what it is used for, and what you claim%n", root, id);
    out.printf(
        "  %sreferences/%s/       what the app's screen looks like in each state%n", root, id);
  }
}
