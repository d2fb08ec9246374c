// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DnsName;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Between dnsjava's names and ours, which are lower case and escape by decimal code only. */
final class DnsNames {
  private DnsNames() {}

  static DnsName ours(Name name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.labels(); i++) {
      byte[] label = name.getLabel(i);
      if (label[0] == 0) {
        break;
      }
      appendLabel(text, label);
      text.append('.');
    }
    return DnsName.of(text.isEmpty() ? "." : text.substring(0, text.length() - 1));
  }

  /** {@code label} begins with its length. */
  private static void appendLabel(StringBuilder text, byte[] label) {
    for (int i = 1; i <= (label[0] & 0xff); i++) {
      int octet = label[i] & 0xff;
      if (octet <= ' ' || octet > '~' || octet == '.' || octet == '\\' || octet == '*') {
        text.append('\\').append("%03d".formatted(octet));
      } else {
        text.append((char) octet);
      }
    }
  }

  static Name theirs(DnsName name) {
    try {
      return name.text().equals(".") ? Name.root : Name.fromString(name.text() + ".");
    } catch (TextParseException e) {
      throw new IllegalArgumentException("Not a DNS name that fits a message: " + name, e);
    }
  }
}
