// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a lab is opened with.
 *
 * @param seed of everything random in a simulated or emulated lab
 * @param output an existing folder for captures, pictures and other attachments of this run
 * @param resources looks up what testers wrote: {@code devices/*.yaml}, {@code labs/*.yaml}, {@code
 *     references/**.png}
 * @param properties the {@code trimunit.*} properties of the run, full key to value
 */
public record LabSettings(
    long seed, Path output, Resources resources, Map<String, String> properties) {
  public LabSettings {
    properties = Map.copyOf(properties);
  }

  /** A property by its full key. */
  public Optional<String> property(String key) {
    return Optional.ofNullable(properties.get(key));
  }
}
