// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contrasts that the Web Content Accessibility Guidelines ask for, level AA. */
final class ContrastTest {
  private static final Pattern COLOUR = Pattern.compile("--(\\w+):(#[0-9a-f]{3,6})");
  private static final Pattern PALETTE = Pattern.compile(":root\\{([^}]*)\\}");

  @ParameterizedTest
  @CsvSource({
    "fg, bg",
    "fg, soft",
    "dim, bg",
    "dim, soft",
    "link, bg",
    "green, greenbg",
    "red, redbg",
    "amber, amberbg",
    "violet, violetbg"
  })
  void text_can_be_read_in_light_and_dark(String text, String background) throws IOException {
    for (Map<String, String> palette : palettes()) {
      assertThat(contrast(palette.get(text), palette.get(background)))
          .as("%s on %s in %s", text, background, palette)
          .isGreaterThanOrEqualTo(4.5);
    }
  }

  @ParameterizedTest
  @CsvSource({"a, bg", "b, bg", "green, bg", "red, bg", "dim, soft"})
  void plots_and_controls_can_be_seen(String mark, String background) throws IOException {
    for (Map<String, String> palette : palettes()) {
      assertThat(contrast(palette.get(mark), palette.get(background)))
          .as("%s on %s in %s", mark, background, palette)
          .isGreaterThanOrEqualTo(3);
    }
  }

  /** The light one, and the dark one, which replaces all of its colours. */
  private static List<Map<String, String>> palettes() throws IOException {
    try (InputStream in = BlockabilityPage.class.getResourceAsStream("page.css")) {
      String css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Map<String, String>> palettes =
          PALETTE.matcher(css).results().map(of -> colours(of.group(1))).toList();
      assertThat(palettes).hasSize(2);
      assertThat(palettes.get(1)).containsOnlyKeys(palettes.get(0).keySet());
      return palettes;
    }
  }

  private static Map<String, String> colours(String declarations) {
    Map<String, String> colours = new HashMap<>();
    Matcher colour = COLOUR.matcher(declarations);
    while (colour.find()) {
      colours.put(colour.group(1), colour.group(2));
    }
    return colours;
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    String hex =
        colour.length() == 7 ? colour.substring(1) : colour.substring(1).replaceAll("(.)", "$1$1");
    return 0.2126 * linear(hex, 0) + 0.7152 * linear(hex, 2) + 0.0722 * linear(hex, 4);
  }

  private static double linear(String hex, int at) {
    double share = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
