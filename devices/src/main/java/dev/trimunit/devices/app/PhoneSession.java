// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.engine.lab.LabFault;
import io.appium.java_client.AppiumClientConfig;
import io.appium.java_client.AppiumDriver;
import io.appium.java_client.MobileCommand;
import io.appium.java_client.remote.AppiumCommandExecutor;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.WebDriverException;

/**
 * The session with a phone: opened when it is first needed, closed and opened anew after a fault,
 * so that one lost phone costs one trial.
 */
final class PhoneSession implements AutoCloseable {
  private final PhoneSpec phone;
  private @Nullable AppiumDriver driver;

  PhoneSession(PhoneSpec phone) {
    this.phone = phone;
  }

  /**
   * Asks the phone something.
   *
   * @param what the question as part of a sentence, for example {@code take a screenshot}
   * @throws LabFault if it does not answer
   */
  <T> T ask(String what, Function<AppiumDriver, T> question) {
    try {
      return Objects.requireNonNull(question.apply(driver()), what);
    } catch (WebDriverException
        | java.io.UncheckedIOException
        | NullPointerException
        | IllegalStateException e) {
      close();
      throw new LabFault(
          "The %s at %s did not %s: %s%s"
              .formatted(phone.name(), place(phone.url()), what, summary(e), onGrid()),
          e);
    }
  }

  private AppiumDriver driver() {
    if (driver == null) {
      driver = open();
    }
    return driver;
  }

  private AppiumDriver open() {
    try {
      AppiumClientConfig config =
          AppiumClientConfig.defaultConfig()
              .baseUrl(phone.url().toURL())
              .connectionTimeout(phone.patience())
              .readTimeout(phone.patience());
      MutableCapabilities capabilities = new MutableCapabilities(phone.capabilities());
      return phone.queue().isEmpty()
          ? new AppiumDriver(config, capabilities)
          : new AppiumDriver(
              new AppiumCommandExecutor(
                  MobileCommand.commandRepository,
                  null, // it starts no server
                  QueueingClient.waiting(phone.queue().get()),
                  config),
              capabilities);
    } catch (MalformedURLException e) {
      throw new IllegalStateException("'%s' is no address".formatted(phone.url()), e);
    }
  }

  /** What its Grid has for it: full, or without the node, or no Grid at all. */
  private String onGrid() {
    if (phone.queue().isEmpty()) {
      return "";
    }
    try {
      return "; " + GridStatus.of(phone.url()).words(phone.capabilities());
    } catch (LabFault e) {
      return "; " + e.getMessage();
    }
  }

  /** Where it is, without the user's name, password or path, which may be keys. */
  static String place(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port + "/";
  }

  /** The deepest cause says most: "Connection refused", not "Could not start a new session". */
  private static String summary(Throwable fault) {
    Throwable deepest = fault;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    String first = message == null ? "" : message.strip().lines().findFirst().orElse("");
    return first.isEmpty() ? deepest.getClass().getSimpleName() : first;
  }

  /** Ends the session, if there is one; never fails. */
  @Override
  public void close() {
    AppiumDriver old = driver;
    driver = null;
    if (old != null) {
      try {
        old.quit();
      } catch (WebDriverException | java.io.UncheckedIOException e) {
        // The phone is gone, and its session with it: nothing is left to end.
      }
    }
  }
}
