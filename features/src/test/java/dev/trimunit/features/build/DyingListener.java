// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.build;

import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Device;

/** Takes the virtual machine down with exit code 0; only a sample project registers it. */
public final class DyingListener implements RunListener {
  @Override
  public void campaignFinished(Device device) {
    Runtime.getRuntime().halt(0);
  }
}
