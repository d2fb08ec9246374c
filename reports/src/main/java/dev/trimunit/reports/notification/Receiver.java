// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.notification;

import java.io.IOException;

/** Who is told. */
public interface Receiver {
  /** Where it is, for messages; without anything secret. */
  String place();

  /**
   * Tells it; returns when it was told.
   *
   * @throws IOException with a sentence, if it was not
   * @throws InterruptedException if the run is interrupted meanwhile
   */
  void tell(String json) throws IOException, InterruptedException;
}
