// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Device;
import java.util.ArrayList;
import java.util.List;

/**
 * The screens of one device that a run recorded.
 *
 * @param device the device
 * @param screens by phone, then as they were seen
 */
public record RecordedReferences(Device device, List<RecordedScreen> screens) {
  public RecordedReferences {
    screens = List.copyOf(screens);
  }

  /** The same for a person who reviews them: a picture that several phones showed is there once. */
  public List<RecordedScreen> pictures() {
    List<RecordedScreen> pictures = new ArrayList<>();
    for (RecordedScreen screen : screens) {
      int same = 0;
      while (same < pictures.size() && !pictures.get(same).showsWhat(screen)) {
        same++;
      }
      if (same == pictures.size()) {
        pictures.add(screen);
      } else {
        pictures.set(same, pictures.get(same).and(screen));
      }
    }
    return pictures;
  }
}
