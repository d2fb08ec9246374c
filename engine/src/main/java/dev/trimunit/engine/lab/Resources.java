// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import java.net.URL;
import java.util.List;
import java.util.Optional;

/** The tester's files, on the class path. */
public interface Resources {
  /** A file by its path, with {@code /}; for example {@code devices/tp-link-bulb.yaml}. */
  Optional<URL> find(String path);

  /**
   * The paths of the files directly in a folder that end so, in order; for messages with near
   * misses.
   */
  List<String> list(String folder, String suffix);
}
