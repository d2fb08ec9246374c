// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import org.junit.platform.engine.support.hierarchical.ParallelExecutionConfiguration;

/** Devices wait for their lab, not for a processor: each gets a thread. */
record OneThreadPerDevice(int devices) implements ParallelExecutionConfiguration {
  @Override
  public int getParallelism() {
    return devices;
  }

  @Override
  public int getMinimumRunnable() {
    return 0;
  }

  @Override
  public int getMaxPoolSize() {
    return devices + 256;
  }

  @Override
  public int getCorePoolSize() {
    return devices;
  }

  @Override
  public int getKeepAliveSeconds() {
    return 30;
  }
}
