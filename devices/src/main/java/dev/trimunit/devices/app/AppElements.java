// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.devices.app.PhoneSpec.Locator;
import io.appium.java_client.AppiumBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * How an app's elements are called, found and listed; an app itself is started here because that
 * differs too.
 */
final class AppElements {
  /** A screen with more has more than a message should have. */
  private static final int MOST_LABELS = 40;

  /** Answers once nothing on a page is busy any more, in the words of WAI-ARIA. */
  private static final String SETTLED =
      """
      const done = arguments[arguments.length - 1];
      const look = () =>
        document.querySelector('[aria-busy="true"]') ? setTimeout(look, 10) : done(true);
      look();
      """;

  private static final String LABELS =
      """
      return Array.from(document.querySelectorAll('[aria-label]'))
        .slice(0, arguments[0]).map(element => element.getAttribute('aria-label'));
      """;

  private final Locator locator;

  AppElements(Locator locator) {
    this.locator = locator;
  }

  /** What people know by a label, if the screen shows it. */
  Optional<WebElement> find(SearchContext screen, String label) {
    for (By way : ways(label)) {
      List<WebElement> found = screen.findElements(way);
      if (!found.isEmpty()) {
        return Optional.of(found.get(0));
      }
    }
    return Optional.empty();
  }

  /** A button of a pop-up, if people see it now: pages have pop-ups that are not shown yet. */
  Optional<WebElement> findShown(SearchContext screen, PopUps.Button button) {
    for (By way : waysToButton(button)) {
      for (WebElement found : screen.findElements(way)) {
        if (isShown(found)) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  /** Of a page's elements with the text the innermost: what is around it has no other text. */
  private List<By> waysToButton(PopUps.Button button) {
    if (button.isId()) {
      return List.of(byId(button.label()));
    }
    if (locator == Locator.NATIVE) {
      return ways(button.label());
    }
    String says = "normalize-space()=" + xpathLiteral(button.label());
    return List.of(
        By.xpath("//*[@aria-label=" + xpathLiteral(button.label()) + "]"),
        By.xpath("//*[%s and not(.//*[%s])]".formatted(says, says)));
  }

  private By byId(String id) {
    return locator == Locator.NATIVE
        ? AppiumBy.accessibilityId(id)
        : By.xpath("//*[@id=" + xpathLiteral(id) + "]");
  }

  private static boolean isShown(WebElement element) {
    try {
      return element.isDisplayed();
    } catch (StaleElementReferenceException | NoSuchElementException e) {
      return false;
    }
  }

  /** The buttons of a pop-up that lies over the app; empty if none is seen to. */
  List<String> popUp(RemoteWebDriver driver) {
    return locator == Locator.WEB
        ? PopUpSigns.onPage(driver)
        : PopUpSigns.inTree(String.valueOf(driver.getPageSource()));
  }

  /** Ways to find it, the best first. */
  private List<By> ways(String label) {
    String literal = xpathLiteral(label);
    return switch (locator) {
      case NATIVE ->
          List.of(AppiumBy.accessibilityId(label), By.xpath("//*[@text=" + literal + "]"));
      case WEB ->
          List.of(
              By.xpath("//*[@aria-label=" + literal + "]"),
              By.xpath("//*[normalize-space()=" + literal + "]"));
    };
  }

  /** Ends the app and starts it afresh; a web app is named by its address. */
  boolean restart(RemoteWebDriver driver, String app) {
    if (locator == Locator.WEB) {
      driver.get(app);
      settle(driver);
    } else {
      driver.executeScript("mobile: terminateApp", Map.of("appId", app));
      driver.executeScript("mobile: activateApp", Map.of("appId", app));
    }
    return true;
  }

  /** Ends the app; in the place of a web app comes an empty page. */
  boolean stop(RemoteWebDriver driver, String app) {
    if (locator == Locator.WEB) {
      driver.get("about:blank");
    } else {
      driver.executeScript("mobile: terminateApp", Map.of("appId", app));
    }
    return true;
  }

  /** Waits until a web app has done what it was told; native apps' drivers wait by themselves. */
  void settle(RemoteWebDriver driver) {
    if (locator == Locator.WEB) {
      driver.executeAsyncScript(SETTLED);
    }
  }

  /** Where a value is that native apps call so. */
  Optional<String> attribute(WebElement element, String name) {
    if (locator == Locator.WEB && name.equals("checked")) {
      return Stream.of("aria-checked", "aria-pressed")
          .map(element::getAttribute)
          .filter(Objects::nonNull)
          .findFirst();
    }
    return Optional.ofNullable(
        name.equals("text") ? element.getText() : element.getAttribute(name));
  }

  /** What the screen shows, as people would call it; at least one entry. */
  List<String> labels(RemoteWebDriver driver) {
    List<String> labels = new ArrayList<>();
    if (locator == Locator.NATIVE) {
      addAll(labels, driver.getPageSource());
    } else if (driver.executeScript(LABELS, MOST_LABELS) instanceof List<?> found) {
      found.forEach(label -> labels.add(Labels.quoted(String.valueOf(label))));
    }
    return labels.isEmpty() ? List.of("nothing that has a label") : labels;
  }

  private static void addAll(List<String> labels, @Nullable String source) {
    try {
      XMLStreamReader reader = Labels.tree(source == null ? "" : source);
      while (reader.hasNext() && labels.size() < MOST_LABELS) {
        if (reader.next() == XMLStreamReader.START_ELEMENT) {
          add(labels, reader);
        }
      }
    } catch (XMLStreamException e) {
      labels.add("(the rest of its element tree cannot be read)");
    }
  }

  private static void add(List<String> labels, XMLStreamReader reader) {
    for (String name : List.of("content-desc", "aria-label", "text")) {
      String value = reader.getAttributeValue(null, name);
      if (value != null && !value.isBlank()) {
        labels.add(Labels.quoted(value));
        return;
      }
    }
  }

  /** XPath 1.0 has no escapes: a text with both kinds of quotes is put together. */
  private static String xpathLiteral(String text) {
    if (!text.contains("'")) {
      return "'" + text + "'";
    }
    return "concat('" + text.replace("'", "', \"'\", '") + "')";
  }
}
