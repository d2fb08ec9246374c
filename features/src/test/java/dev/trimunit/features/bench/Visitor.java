// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import java.util.concurrent.TimeUnit;

/** Somebody else in the LAN, who uses what devices use; says each time whether he could. */
final class Visitor {
  private Visitor() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments the address of the LAN's resolver
   */
  public static void main(String[] arguments) throws InterruptedException {
    ForeignBulb peer = new ForeignBulb(arguments[0]);
    while (true) {
      boolean served = peer.asks(ForeignBulb.WEATHER, ForeignBulb.WEATHER_PORT);
      System.out.println(served ? "served" : "missed");
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
