// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/** Where the phone sits while a functionality is used (ConPro 2020, section II). */
public enum Vantage {
  /** The phone is in the device's own network. */
  LAN,
  /** The phone is in another network and reaches the device through its cloud. */
  WAN
}
