// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.devices.app.screen.ScreenView;
import java.util.Optional;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/**
 * What a phone shows, over its session.
 *
 * @param session the session
 * @param elements how elements are found
 */
record SessionView(PhoneSession session, AppElements elements) implements ScreenView {
  @Override
  public byte[] screenshot() {
    return session.ask("show its screen", driver -> driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public Optional<String> attribute(String label, String attribute) {
    return session.ask(
        "tell about " + Labels.quoted(label),
        driver -> elements.find(driver, label).flatMap(element -> value(element, attribute)));
  }

  private Optional<String> value(WebElement element, String attribute) {
    try {
      return elements.attribute(element, attribute);
    } catch (StaleElementReferenceException e) {
      return Optional.empty();
    }
  }
}
