// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text for pages that somebody else renders as Markdown, with every mark-up made harmless. */
public final class MarkdownText {
  private static final Pattern BACKTICKS = Pattern.compile("`+");

  private MarkdownText() {}

  /** Running text on one line, in which nothing is a mark, a tag, or becomes a link by itself. */
  public static String escape(String text) {
    return torn(
        PlainText.line(text.replaceAll("[\\p{Cntrl}]", " "))
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replaceAll("([\\\\`*_{}\\[\\]()#+!|~>-])", "\\\\$1"));
  }

  /** Running text inside of a tag that Markdown leaves as it is. */
  public static String html(String text) {
    return torn(
        PlainText.line(text.replaceAll("[\\p{Cntrl}]", " "))
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("[", "&#91;")
            .replace("]", "&#93;"));
  }

  /** An empty comment tears what GitHub would make a link of, which no backslash does. */
  private static String torn(String text) {
    return text.replaceAll("(?i)(@|:(?=//)|www(?=\\.))", "$1<!-- -->");
  }

  /** A name as code, in which no mark-up counts; outside of tables. */
  public static String code(String text) {
    String plain = PlainText.line(text);
    int longest = 0;
    Matcher runs = BACKTICKS.matcher(plain);
    while (runs.find()) {
      longest = Math.max(longest, runs.group().length());
    }
    String fence = "`".repeat(longest + 1);
    String room = plain.isBlank() || plain.startsWith("`") || plain.endsWith("`") ? " " : "";
    return fence + room + plain + room + fence;
  }

  /** A name as code in a cell of a table, which a bar would end even there. */
  public static String cell(String name) {
    return code(name).replace("|", "\\|");
  }
}
