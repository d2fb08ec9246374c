// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import org.jspecify.annotations.Nullable;

/** Somebody who asks the resolver, whatever addresses it has. */
public final class Client {
  /** Whoever is not on the LAN; gets no answer. */
  public static final Client OUTSIDER = new Client("outsider", null);

  private final Object identity;
  private final @Nullable DeviceDns device;

  private Client(Object identity, @Nullable DeviceDns device) {
    this.identity = identity;
    this.device = device;
  }

  /**
   * A device under test.
   *
   * @param identity the same for the same device
   */
  public static Client station(Object identity, DeviceDns device) {
    return new Client(identity, device);
  }

  /**
   * Somebody else on the LAN, who gets plain answers.
   *
   * @param identity the same for the same machine, its MAC for example
   */
  public static Client stranger(Object identity) {
    return new Client(identity, null);
  }

  /** Who it is. */
  Object identity() {
    return identity;
  }

  /** Its policy; null if it is no device under test. */
  @Nullable DeviceDns device() {
    return device;
  }

  boolean isStation() {
    return device != null;
  }
}
