// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import java.util.List;

/** A class of devices: how many destinations and functionalities. */
public record Size(String name, int destinations, int usages) {
  public static final List<Size> ALL =
      List.of(
          new Size("camera", 3, 3),
          new Size("bulb", 5, 2),
          new Size("hub", 10, 3),
          new Size("speaker", 20, 3),
          new Size("tv", 40, 4),
          new Size("bigtv", 80, 6));

  /** What the paper's protocol costs. */
  int paper() {
    return 30 * destinations * usages;
  }

  @Override
  public String toString() {
    return name + " " + destinations + "," + usages;
  }
}
