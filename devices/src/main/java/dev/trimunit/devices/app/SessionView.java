// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.devices.app.screen.ScreenView;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/**
 * What a phone shows, over its session.
 *
 * @param session the session
 * @param elements how elements are found
 */
record SessionView(PhoneSession session, Elements elements) implements ScreenView {
  @Override
  public byte[] screenshot() {
    return session.ask("show its screen", driver -> driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public Optional<String> attribute(String label, String attribute) {
    return session.ask("tell about " + Elements.quoted(label), driver -> {
      for (By locator : elements.locators(label)) {
        List<WebElement> found = driver.findElements(locator);
        if (!found.isEmpty()) {
          String value = attribute.equals("text") ? found.get(0).getText() : found.get(0).getAttribute(attribute);
          return Optional.ofNullable(value);
        }
      }
      return Optional.<String>empty();
    });
  }
}
