// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

/** Text that Allure renders as Markdown, with every mark-up character made harmless. */
final class MarkdownText {
  private MarkdownText() {}

  static String escape(String text) {
    return text.replaceAll("[\\p{Cntrl}]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_{}\\[\\]()#+!|~>-])", "\\\\$1");
  }
}
