// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * Writes {@code blockability.html}. Its plots are drawn in the browser by Chartist, from the tables
 * beside them.
 */
public final class BlockabilityPage implements Report {
  private static final String TEMPLATE = "blockability.ftlh";

  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    String script = resource("chartist.js") + resource("page.js");
    StringWriter html = new StringWriter();
    try {
      configuration()
          .getTemplate(TEMPLATE)
          .process(
              Map.of(
                  "page", new PageBuilder(run).page(),
                  "style", resource("page.css"),
                  "script", script,
                  "scriptHash", sha256(script)),
              html);
    } catch (TemplateException e) {
      throw new IOException("The template of the blockability page is wrong: " + e.getMessage(), e);
    }
    output.write("blockability.html", html.toString());
  }

  /** Escapes every value as HTML; only the style and the script of this jar are exempt. */
  static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(BlockabilityPage.class, "");
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    return configuration;
  }

  static String resource(String name) throws IOException {
    try (InputStream stream = BlockabilityPage.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException(name + " is missing from the jar of trimunit-reports");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
