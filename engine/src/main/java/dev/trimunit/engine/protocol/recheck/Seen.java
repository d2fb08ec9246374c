// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import java.util.BitSet;

/**
 * What a trial said of the list: equal ones weigh by their number.
 *
 * @param night how many nights ago it was run
 * @param blocked what of the list was blocked; nothing in control trials
 * @param passed the usages that passed
 * @param failed the usages that failed, as far as that counts
 */
public record Seen(int night, BitSet blocked, BitSet passed, BitSet failed) {
  /** The same, if it was broken by something that was found: then only its passes count. */
  Seen passesOnly() {
    return new Seen(night, blocked, passed, new BitSet());
  }
}
