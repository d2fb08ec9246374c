// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/**
 * Upper and lower case in names, which mean the same, and which servers give back as they got them.
 * A query whose letters are of chance is answered right only by who has seen it (DNS 0x20).
 */
final class Spelling {
  private static final int CASE = 0x20;

  private Spelling() {}

  /** The same name with each letter in upper or lower case. */
  static Name ofChance(Name name, Random chance) {
    byte[] wire = name.toWire();
    int label = 0;
    for (int i = 0; i < wire.length; i++) {
      if (i == label) {
        label += 1 + (wire[i] & 0xff);
      } else if (isLetter(wire[i]) && chance.nextBoolean()) {
        wire[i] ^= CASE;
      }
    }
    try {
      return new Name(wire);
    } catch (IOException e) {
      throw new IllegalArgumentException("No name: " + name, e);
    }
  }

  /** Whether an answer's question is spelled as the query's. */
  static boolean isSame(Message query, Message answer) {
    return Arrays.equals(
        query.getQuestion().getName().toWire(), answer.getQuestion().getName().toWire());
  }

  private static boolean isLetter(byte octet) {
    int lower = octet | CASE;
    return lower >= 'a' && lower <= 'z';
  }
}
