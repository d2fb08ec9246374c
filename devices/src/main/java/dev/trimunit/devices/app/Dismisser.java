// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.devices.app.PopUps.Button;
import dev.trimunit.devices.app.screen.ScreenJudge;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Attachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;

/** Taps away what may be tapped away and nothing else, and keeps a picture of each. */
final class Dismisser {
  /** In one trial; what comes more often is no accident. */
  private static final int MOST = 10;

  private final PopUps popUps;
  private final PhoneSession session;
  private final AppElements elements;
  private final ScreenJudge judge;
  private final List<Button> dismissed = new ArrayList<>();
  private final List<Attachment> noted = new ArrayList<>();

  Dismisser(PopUps popUps, PhoneSession session, AppElements elements, ScreenJudge judge) {
    this.popUps = popUps;
    this.session = session;
    this.elements = elements;
    this.judge = judge;
  }

  /** Another trial begins. */
  void begin() {
    dismissed.clear();
  }

  /** Pictures of what was tapped away since it was asked last. */
  List<Attachment> noted() {
    synchronized (noted) {
      List<Attachment> since = List.copyOf(noted);
      noted.clear();
      return since;
    }
  }

  /**
   * Taps away whatever is on the screen and may be.
   *
   * @param wanted a label that a spec taps itself; empty if none
   * @return whether there was something
   * @throws LabFault if it comes back again and again
   */
  boolean dismiss(String wanted) {
    boolean any = false;
    while (!popUps.buttons().isEmpty()) {
      Optional<Button> tapped =
          session.ask("show whether a pop-up is there", driver -> dismiss(driver, wanted));
      if (tapped.isEmpty()) {
        return any;
      }
      dismissed.add(tapped.get());
      any = true;
    }
    return any;
  }

  private Optional<Button> dismiss(RemoteWebDriver driver, String wanted) {
    for (Button button : popUps.buttons()) {
      Optional<WebElement> shown =
          button.label().equals(wanted) ? Optional.empty() : elements.findShown(driver, button);
      if (shown.isPresent() && tap(driver, button, shown.get())) {
        return Optional.of(button);
      }
    }
    return Optional.empty();
  }

  /** Whether it was still there. */
  private boolean tap(RemoteWebDriver driver, Button button, WebElement element) {
    if (dismissed.size() == MOST) {
      throw tooMany(button);
    }
    byte[] screen = driver.getScreenshotAs(OutputType.BYTES);
    try {
      element.click();
    } catch (StaleElementReferenceException e) {
      return false;
    }
    synchronized (noted) {
      noted.add(judge.keep("dismissed " + button, "dismissed", screen));
    }
    elements.settle(driver);
    return true;
  }

  private LabFault tooMany(Button button) {
    return new LabFault(
        "Pop-ups come again and again: %s were dismissed in this trial (%s), and %s is there once more. If the app says so that the device does not answer, take it off 'dismiss' (%s)"
            .formatted(
                MOST,
                dismissed.stream()
                    .distinct()
                    .map(Button::toString)
                    .collect(Collectors.joining(", ")),
                button,
                popUps.place()));
  }

  /** The same where a label is missing; what is there instead has just been told. */
  String hintToTap() {
    String hint = hint();
    return hint.isEmpty() && !popUps.place().isEmpty()
        ? ". If that is a pop-up that says nothing about the device, add the button that takes it away to 'dismiss' of this phone (%s)"
            .formatted(popUps.place())
        : hint;
  }

  /** What is said of a screen that is not as it must be, if a pop-up lies over it. */
  String hint() {
    if (popUps.place().isEmpty()) {
      return "";
    }
    List<String> buttons =
        session.ask("show whether a pop-up is there", driver -> elements.popUp(driver));
    return buttons.isEmpty()
        ? ""
        : ". A pop-up lies over the app (%s): if it says nothing about the device, add the button that takes it away to 'dismiss' of this phone (%s)"
            .formatted(String.join(", ", buttons), popUps.place());
  }
}
