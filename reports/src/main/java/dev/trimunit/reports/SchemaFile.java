// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.io.InputStream;

/** {@code verdicts.schema.json} beside {@code verdicts.json}, so that its reference resolves. */
final class SchemaFile implements Report {
  static final String NAME = "verdicts.schema.json";

  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    output.write(NAME, bytes());
  }

  static byte[] bytes() throws IOException {
    return bytes(NAME);
  }

  /** A schema of this jar, by its file's name. */
  static byte[] bytes(String name) throws IOException {
    try (InputStream stream = SchemaFile.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the jar of trimunit-reports");
      }
      return stream.readAllBytes();
    }
  }
}
