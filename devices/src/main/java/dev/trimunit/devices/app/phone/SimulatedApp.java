// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

/**
 * A modelled companion app on one phone: what it shows now, and what a tap does.
 *
 * <p>The phone calls it from its own thread, one call at a time, while it holds the app's monitor ({@code
 * synchronized (app)}). The bench's thread waits for the answer meanwhile, so an app must not wait for a lock
 * that the bench's thread holds. An app that needs virtual time to pass (a tap that travels to the cloud and
 * back) lets it pass inside the call.
 */
public interface SimulatedApp {
  /** Freshly starts the app. */
  void start();

  /** What the app shows now; asked for often, changes nothing. */
  Screen screen();

  /**
   * A tap on an element of the screen.
   *
   * @param label the {@linkplain Element#label label} of a button or toggle that {@link #screen} has
   */
  void tap(String label);

  /** Ends the app; idempotent. */
  void stop();
}
