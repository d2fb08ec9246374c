// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a former run left in the same folder and this one might not write again: a blocklist that is
 * no longer verified must not lie there as if it were.
 */
final class FormerRun {
  /** Exactly what we write; nothing else is touched. */
  private static final Map<String, String> OURS =
      Map.of(
          "evidence",
          "*.zip",
          "exports",
          "{rpz.zone,unbound.conf,dnsmasq.conf,hosts,adguard.txt,pihole.txt,nftables.nft,nftset.conf,mud.json}");

  /** Files of ours for each device, without a folder of its own. */
  private static final Map<String, String> FLAT = Map.of("badges", "*.json", "junit", "TEST-*.xml");

  private FormerRun() {}

  static void clean(Path output) throws IOException {
    for (var folder : OURS.entrySet()) {
      Path place = output.resolve(folder.getKey());
      if (Files.isDirectory(place)) {
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(place, Files::isDirectory)) {
          for (Path device : devices) {
            delete(device, folder.getValue());
          }
        }
      }
    }
    for (var folder : FLAT.entrySet()) {
      Path place = output.resolve(folder.getKey());
      if (Files.isDirectory(place)) {
        delete(place, folder.getValue());
      }
    }
  }

  private static void delete(Path folder, String which) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, which)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }
}
