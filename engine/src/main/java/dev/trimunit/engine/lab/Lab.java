// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

/** Everything that trials of all devices run in. */
public interface Lab extends AutoCloseable {
  /** What reports say about it. */
  LabDescription description();

  /**
   * The place of one device in the lab. Benches of different devices are used from different
   * threads; each by one thread at a time.
   *
   * @throws LabException if the device has no file, or the file is wrong: with place and near
   *     misses
   */
  Bench bench(String deviceId);

  /** Leaves the lab as found: nothing blocked, every device powered. Never fails twice. */
  @Override
  void close();
}
