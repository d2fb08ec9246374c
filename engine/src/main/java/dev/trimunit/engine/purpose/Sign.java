// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import dev.trimunit.engine.model.Purpose;

/**
 * Something that speaks for a purpose.
 *
 * @param purpose which
 * @param weight how much: two settle it
 * @param words for people: {@code name (fw, update)}, {@code 1.9 MB in trial 7}
 */
public record Sign(Purpose purpose, int weight, String words) {
  /** So much is believed. */
  static final int ENOUGH = 2;

  /** Speaks for it, and is not enough. */
  static final int WEAK = 1;
}
