// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Device;
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
}
