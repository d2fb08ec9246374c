// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.evidence;

import dev.trimunit.engine.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a verdict's bundle is called. Names of destinations come from the network: only letters,
 * digits, dots between them and hyphens get into a file name, and a checksum tells names apart that
 * then look alike.
 */
public final class BundleName {
  private static final int LONGEST_PART = 60;
  private static final int CHECKSUM = 8;

  private BundleName() {}

  /** For example {@code evidence/bulb/ntp.org-123-udp_switching-on-lan_0a1b2c3d.zip}. */
  public static String of(Verdict verdict) {
    String whole = verdict.destination() + "\n" + verdict.usage();
    String checksum = Manifest.sha256(whole.getBytes(StandardCharsets.UTF_8));
    return "evidence/%s/%s_%s_%s.zip"
        .formatted(
            verdict.device(),
            part(verdict.destination().toString()),
            part(verdict.usage().functionality() + " " + verdict.usage().vantage()),
            checksum.substring(0, CHECKSUM));
  }

  private static String part(String text) {
    String plain =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.]+", "-")
            .replaceAll("\\.{2,}", ".")
            .replaceAll("^[.-]+|[.-]+$", "");
    String cut = plain.length() > LONGEST_PART ? plain.substring(0, LONGEST_PART) : plain;
    return cut.isEmpty() ? "x" : cut;
  }
}
