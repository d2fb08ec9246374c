// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import dev.trimunit.engine.model.Verdict;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the verdicts of a run can be checked.
 *
 * @param journals by device id
 * @param bundles by verdict, once they are written
 */
public record Evidence(Map<String, Path> journals, Map<Verdict, BundleFile> bundles) {
  public Evidence {
    journals = Map.copyOf(journals);
    bundles = Map.copyOf(bundles);
  }
}
