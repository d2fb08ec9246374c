// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.devices.app.screen.ScreenJudge;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.lab.ScreenLimit;
import dev.trimunit.engine.model.Attachment;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;

/** A companion app on a phone that Appium drives; one per bench and vantage. */
public final class AppiumCompanionApp implements CompanionApp, AutoCloseable {
  /** A screen may change between finding an element and tapping it: it is found anew this often. */
  private static final int ATTEMPTS = 3;

  private final PhoneSession session;
  private final AppSpec app;
  private final AppElements elements;
  private final ScreenJudge judge;
  private final SessionView view;
  private final Dismisser dismisser;

  private AppiumCompanionApp(
      PhoneSession session, AppSpec app, AppElements elements, ScreenJudge judge, PopUps popUps) {
    this.session = session;
    this.app = app;
    this.elements = elements;
    this.judge = judge;
    this.view = new SessionView(session, elements);
    this.dismisser = new Dismisser(popUps, session, elements, judge);
  }

  /**
   * An app on a phone. Opens no session yet: that happens when it is first used.
   *
   * @param phone the phone
   * @param app the app and its states
   * @param settings the run: references come from its resources, pictures go to its output folder
   */
  public static AppiumCompanionApp on(PhoneSpec phone, AppSpec app, LabSettings settings) {
    return new AppiumCompanionApp(
        new PhoneSession(phone),
        app,
        new AppElements(phone.locator()),
        new ScreenJudge(app.device(), phone.name(), app.states(), settings),
        phone.popUps());
  }

  /** Another trial begins: what was tapped away in the one before does not count. */
  public void begin() {
    dismisser.begin();
  }

  /** The Wi-Fi of its phone. */
  public PhoneWifi wifi() {
    return new PhoneWifi(session);
  }

  @Override
  public void restart() {
    session.ask(
        "restart " + app.appPackage(), driver -> elements.restart(driver, app.appPackage()));
  }

  @Override
  public void stop() {
    session.ask("end " + app.appPackage(), driver -> elements.stop(driver, app.appPackage()));
  }

  @Override
  public void tap(String label) {
    dismisser.dismiss(label);
    judge.beforeTap(view);
    List<String> shown =
        session.ask(
            "tap " + Labels.quoted(label),
            driver -> {
              for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (tapOnce(driver, label)) {
                  return List.of();
                }
                dismisser.dismiss(label);
              }
              return elements.labels(driver);
            });
    if (!shown.isEmpty()) {
      throw new AssertionError(
          "The companion app shows no %s to tap. It shows: %s%s"
              .formatted(Labels.quoted(label), String.join(", ", shown), dismisser.hintToTap()));
    }
  }

  /** Whether it was there to be tapped. */
  private boolean tapOnce(RemoteWebDriver driver, String label) {
    try {
      Optional<WebElement> found = elements.find(driver, label);
      found.ifPresent(WebElement::click);
      if (found.isPresent()) {
        elements.settle(driver);
      }
      return found.isPresent();
    } catch (StaleElementReferenceException | NoSuchElementException e) {
      return false;
    }
  }

  @Override
  public ScreenCheck look(String state) {
    if (judge.isMisledByPopUps(state)) {
      dismisser.dismiss("");
    }
    ScreenCheck check = judge.judge(state, view);
    while (!check.matches() && dismisser.dismiss("")) {
      check = judge.judge(state, view);
    }
    return check.matches()
        ? check
        : new ScreenCheck(
            false,
            check.difference(),
            check.reason() + dismisser.hint(),
            check.pictures(),
            check.reading());
  }

  @Override
  public List<Attachment> noted() {
    return dismisser.noted();
  }

  @Override
  public Optional<String> obstacle(String state) {
    return judge.obstacle(state);
  }

  @Override
  public void calibrate(ScreenLimit limit) {
    judge.calibrate(limit);
  }

  @Override
  public List<RecordedScreen> recorded() {
    return judge.recorded();
  }

  /** Ends the session; idempotent, never fails. */
  @Override
  public void close() {
    session.close();
  }
}
