// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.FilePosition;

/** URIs of feature files as the selectors that they stand for. */
final class UriSelectors {
  private UriSelectors() {}

  /** {@code file:…}, {@code classpath:…}, each with {@code ?line=N} or without. */
  static Optional<DiscoverySelector> toOther(URI uri) {
    FilePosition position = FilePosition.fromQuery(uri.getQuery()).orElse(null);
    String path =
        uri.getScheme() == null ? "" : uri.getSchemeSpecificPart().replaceFirst("\\?.*", "");
    if ("classpath".equals(uri.getScheme())) {
      return Optional.of(
          DiscoverySelectors.selectClasspathResource(path.replaceFirst("^/", ""), position));
    }
    if (!"file".equals(uri.getScheme())) {
      return Optional.empty();
    }
    Path file = Path.of(path);
    return Optional.of(
        Files.isDirectory(file)
            ? DiscoverySelectors.selectDirectory(file.toFile())
            : DiscoverySelectors.selectFile(file.toString(), position));
  }
}
