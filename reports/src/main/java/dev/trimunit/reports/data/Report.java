// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import java.io.IOException;

/** One kind of report: turns a run's data into files. */
@FunctionalInterface
public interface Report {
  /** Writes its files; the same data give the same bytes. */
  void write(RunData run, ReportOutput output) throws IOException;
}
