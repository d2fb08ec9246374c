// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.glue;

import java.util.concurrent.CountDownLatch;

/** Something that does not heed an interrupt, until a test lets it go. */
public final class Spinning {
  private static final CountDownLatch GO = new CountDownLatch(1);

  private Spinning() {}

  static void forEver() {
    while (GO.getCount() > 0) {
      try {
        GO.await();
      } catch (InterruptedException e) {
        // It goes on.
      }
    }
  }

  /** Ends all of them, those to come too. */
  public static void end() {
    GO.countDown();
  }
}
