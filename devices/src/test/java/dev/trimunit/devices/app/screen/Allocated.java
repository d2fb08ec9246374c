// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory some work took from the heap, whether it was given back or not. */
public final class Allocated {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocated() {}

  /** In bytes, by this thread. */
  public static long by(Runnable work) {
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    work.run();
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }
}
