// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openqa.selenium.remote.RemoteWebDriver;

/** By what a pop-up is seen to lie over an app; only for what is said of a screen. */
final class PopUpSigns {
  private static final int MOST_BUTTONS = 5;

  /** The buttons and title of Android's own dialogs. */
  private static final Set<String> ANDROID_DIALOG =
      Set.of(
          "android:id/button1",
          "android:id/button2",
          "android:id/button3",
          "android:id/alertTitle");

  private static final Set<String> IOS_DIALOG =
      Set.of("XCUIElementTypeAlert", "XCUIElementTypeSheet");

  private static final String PAGE =
      """
      const shown = element => element.getClientRects().length > 0;
      const dialog = Array.from(document.querySelectorAll(
        'dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]')).find(shown);
      return dialog ? Array.from(dialog.querySelectorAll('button, [role=button], a, input'))
        .filter(shown).slice(0, arguments[0])
        .map(one => (one.getAttribute('aria-label') || one.innerText || one.value || '').trim())
        .filter(text => text) : [];
      """;

  private PopUpSigns() {}

  /** The buttons of a dialog on a page, by the words of WAI-ARIA. */
  static List<String> onPage(RemoteWebDriver driver) {
    return driver.executeScript(PAGE, MOST_BUTTONS) instanceof List<?> buttons
        ? buttons.stream().map(button -> Labels.quoted(String.valueOf(button))).toList()
        : List.of();
  }

  /** The buttons of a dialog in the tree of a native app; empty if there is no dialog. */
  static List<String> inTree(String source) {
    Set<String> buttons = new LinkedHashSet<>();
    boolean dialog = false;
    try {
      XMLStreamReader reader = Labels.tree(source);
      int depth = 0;
      int alert = 0;
      while (reader.hasNext()) {
        int event = reader.next();
        depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
        if (event == XMLStreamConstants.START_ELEMENT) {
          boolean begins = alert == 0 && IOS_DIALOG.contains(reader.getLocalName());
          alert = begins ? depth : alert;
          dialog |= begins || isAndroidDialog(reader);
          // Apple's tree goes on to what lies below the alert; Android's ends at the dialog.
          if (isButton(reader) && (alert > 0 || !isApple(reader))) {
            label(reader, buttons);
          }
        }
        alert = event == XMLStreamConstants.END_ELEMENT && depth == alert ? 0 : alert;
        depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
      }
    } catch (XMLStreamException e) {
      return List.of();
    }
    return dialog ? buttons.stream().limit(MOST_BUTTONS).toList() : List.of();
  }

  private static boolean isAndroidDialog(XMLStreamReader reader) {
    String owner = attribute(reader, "package");
    return ANDROID_DIALOG.contains(attribute(reader, "resource-id"))
        || owner.endsWith(".permissioncontroller")
        || owner.endsWith(".packageinstaller");
  }

  private static boolean isApple(XMLStreamReader reader) {
    return reader.getLocalName().startsWith("XCUIElementType");
  }

  private static boolean isButton(XMLStreamReader reader) {
    return reader.getLocalName().endsWith("Button")
        || attribute(reader, "class").endsWith("Button");
  }

  private static void label(XMLStreamReader reader, Set<String> buttons) {
    Stream.of("text", "label", "content-desc", "name")
        .map(name -> attribute(reader, name))
        .filter(text -> !text.isBlank())
        .findFirst()
        .ifPresent(text -> buttons.add(Labels.quoted(text)));
  }

  private static String attribute(XMLStreamReader reader, String name) {
    return Objects.requireNonNullElse(reader.getAttributeValue(null, name), "");
  }
}
