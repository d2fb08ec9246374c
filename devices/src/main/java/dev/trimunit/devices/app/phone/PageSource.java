// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import dev.trimunit.devices.app.screen.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The element tree as UiAutomator writes it: the attributes of each element, and the XML text of
 * all.
 */
final class PageSource {
  private PageSource() {}

  static String xml(String appPackage, List<Layout.Placed> elements) {
    StringBuilder out =
        new StringBuilder("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n");
    out.append(
        "<hierarchy rotation=\"0\" width=\"%d\" height=\"%d\">\n"
            .formatted(Layout.WIDTH, Layout.HEIGHT));
    for (int index = 0; index < elements.size(); index++) {
      Map<String, String> attributes = attributes(appPackage, elements.get(index));
      out.append("  <%s index=\"%d\"".formatted(attributes.get("class"), index));
      attributes.forEach((name, value) -> out.append(" %s=\"%s\"".formatted(name, escape(value))));
      out.append(" />\n");
    }
    return out.append("</hierarchy>\n").toString();
  }

  static Map<String, String> attributes(String appPackage, Layout.Placed placed) {
    Element element = placed.element();
    Region at = placed.region();
    boolean tappable =
        element.kind() == Element.Kind.BUTTON || element.kind() == Element.Kind.TOGGLE;
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("class", widget(element.kind()));
    attributes.put("package", appPackage);
    attributes.put("text", text(element));
    attributes.put("content-desc", element.label());
    attributes.put("checkable", String.valueOf(element.kind() == Element.Kind.TOGGLE));
    attributes.put("checked", String.valueOf(element.on()));
    attributes.put("clickable", String.valueOf(tappable));
    attributes.put("enabled", "true");
    attributes.put("displayed", "true");
    attributes.put(
        "bounds",
        "[%d,%d][%d,%d]".formatted(at.x(), at.y(), at.x() + at.width(), at.y() + at.height()));
    return attributes;
  }

  static String text(Element element) {
    return element.kind() == Element.Kind.SLIDER ? element.value() + "%" : element.text();
  }

  static String widget(Element.Kind kind) {
    return switch (kind) {
      case BUTTON -> "android.widget.Button";
      case TOGGLE -> "android.widget.Switch";
      case SLIDER -> "android.widget.SeekBar";
      case LAMP, LIVE_PICTURE -> "android.widget.ImageView";
      case TEXT, BADGE -> "android.widget.TextView";
    };
  }

  /** XML 1.0 cannot hold most control characters at all: a question mark stands for them. */
  private static String escape(String value) {
    StringBuilder out = new StringBuilder();
    value
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
                default -> out.appendCodePoint(isXml(c) ? c : '?');
              }
            });
    return out.toString();
  }

  private static boolean isXml(int c) {
    return (c >= ' ' && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
  }
}
