// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

import java.io.IOException;
import java.nio.file.Path;

/** Makes Allure's page of a folder of results; found by {@link java.util.ServiceLoader}. */
public interface AllureGenerator {
  /**
   * Writes {@code index.html}.
   *
   * @param results Allure's results, with the history of former runs in their folder {@code
   *     history}
   * @param page the folder of the page
   * @param history the folder that takes the history, for the page of the next run
   */
  void generate(Path results, Path page, Path history) throws IOException;
}
