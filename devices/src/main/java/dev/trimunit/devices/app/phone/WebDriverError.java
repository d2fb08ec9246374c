// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

/** A refusal in the protocol's own words (W3C WebDriver, section "Errors"). */
final class WebDriverError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;
  final String error;

  private WebDriverError(int status, String error, String message) {
    super(message, null, false, false);
    this.status = status;
    this.error = error;
  }

  static WebDriverError noSession(String id) {
    return new WebDriverError(404, "invalid session id", "This phone has no session " + id);
  }

  static WebDriverError noElement(String using, String value) {
    return new WebDriverError(404, "no such element", "Nothing on the screen has the " + using + " " + value);
  }

  static WebDriverError stale(String label) {
    return new WebDriverError(404, "stale element reference", "The screen no longer shows " + label);
  }

  static WebDriverError unknownCommand(String method, String path) {
    return new WebDriverError(404, "unknown command", "The simulated phone does not know " + method + " " + path);
  }

  static WebDriverError invalid(String message) {
    return new WebDriverError(400, "invalid argument", message);
  }
}
