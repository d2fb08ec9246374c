// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checksums of a bundle's entries, in the format of {@code sha256sum}. */
final class Manifest {
  static final String NAME = "MANIFEST.sha256";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

  private Manifest() {}

  /** The text for entries by name. */
  static String of(SortedMap<String, byte[]> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        (name, content) -> text.append(sha256(content)).append("  ").append(name).append('\n'));
    return text.toString();
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** What is not as a manifest says, a sentence each: changed, missing and added entries. */
  static List<String> problems(byte[] manifest, Map<String, byte[]> entries) {
    List<String> problems = new ArrayList<>();
    SortedMap<String, byte[]> left = new TreeMap<>(entries);
    for (String line : new String(manifest, StandardCharsets.UTF_8).lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        problems.add("The manifest has a line that is none: " + line);
        continue;
      }
      byte[] content = left.remove(matcher.group(2));
      if (content == null) {
        problems.add("Missing: " + matcher.group(2) + " is in the manifest and not in the bundle");
      } else if (!sha256(content).equals(matcher.group(1))) {
        problems.add("Changed: " + matcher.group(2) + " is not what the manifest says");
      }
    }
    left.keySet()
        .forEach(
            name -> problems.add("Added: " + name + " is in the bundle and not in the manifest"));
    return problems;
  }
}
