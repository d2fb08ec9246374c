// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.needs.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A headless Chromium without network that opens a page and tells what became of it.
 *
 * @param folder for its profile and the pages
 */
record Chromium(Path folder) {
  /** The document after its scripts ran, opened at a fragment such as {@code #device}, or none. */
  String dom(String html, String fragment, String... options)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("blockability.html"), html);
    String program = Machine.program("chromium");
    Path out = folder.resolve("dom.html");
    List<String> command =
        Stream.of(
                Stream.of(
                    program,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--user-data-dir=" + folder.resolve("profile")),
                Stream.of(options),
                Stream.of("--dump-dom", file.toUri() + fragment))
            .flatMap(part -> part)
            .toList();
    int exit =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException(program + " ended with " + exit);
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
