// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

/** What a device is told about an overridden name. */
public enum OverrideMode {
  /** A {@code 127.0.0.1}, AAAA {@code ::1}, everything else no data. */
  LOOPBACK,
  /** The name does not exist. */
  NAME_ERROR,
  /** The resolver refuses to say. */
  REFUSED,
  /** Nothing: the query is dropped. */
  DROP
}
