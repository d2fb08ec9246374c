// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.servername;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What differs between QUIC versions in the protection of Initial packets: salt, labels, packet
 * type.
 */
enum QuicVersion {
  V1("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "quic", 0),
  V2("0dede3def700a6db819381be6e269dcbf9bd2ed9", "quicv2", 1),
  DRAFT_29("afbfec289993d24c9e9786f19c6111e04390a899", "quic", 0),
  DRAFT_23("c3eef712c72ebb5a11a7d2432bb46365bef9f502", "quic", 0),
  Q050("504574efd066fe2f9d945cfcdbd3a7f0d3b56b45", "quic", 0),
  T050("7ff579e5acd072915580304c43a2367c60488310", "quic", 0),
  T051("7a4edef4e7ccee5fa4506c19124fc8ccda6e033d", "quic", 0);

  private final String salt;
  final String label;
  final int initialType;

  QuicVersion(String salt, String label, int initialType) {
    this.salt = salt;
    this.label = label;
    this.initialType = initialType;
  }

  byte[] salt() {
    return HexFormat.of().parseHex(salt);
  }

  static @Nullable QuicVersion of(int version) {
    if (version >= 0xff00_0017 && version <= 0xff00_001c) {
      return DRAFT_23;
    }
    if (version >= 0xff00_001d && version <= 0xff00_0020) {
      return DRAFT_29;
    }
    return switch (version) {
      case 1, 0xff00_0021, 0xff00_0022 -> V1;
      case 0x6b33_43cf, 0x709a_50c4 -> V2;
      case 0x5130_3530 -> Q050;
      case 0x5430_3530 -> T050;
      case 0x5430_3531 -> T051;
      default -> null;
    };
  }
}
