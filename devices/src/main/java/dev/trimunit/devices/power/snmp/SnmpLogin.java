// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power.snmp;

import org.jspecify.annotations.Nullable;

/** What an agent is shown. */
public sealed interface SnmpLogin {
  /** Version 1 or 2c: a word that everybody on the way can read. */
  record Community(boolean isVersion1, String community) implements SnmpLogin {
    /** Without the word. */
    @Override
    public String toString() {
      return isVersion1 ? "v1" : "v2c";
    }
  }

  /**
   * Version 3.
   *
   * @param authentication null for none
   * @param privacy null for none
   */
  record User(String name, @Nullable Proof authentication, @Nullable Proof privacy)
      implements SnmpLogin {
    /** Without the passwords. */
    @Override
    public String toString() {
      return "v3, " + name;
    }
  }

  /** A password and how it is used: {@link SnmpPeer#AUTHENTICATION}, {@link SnmpPeer#PRIVACY}. */
  record Proof(String protocol, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return protocol;
    }
  }
}
