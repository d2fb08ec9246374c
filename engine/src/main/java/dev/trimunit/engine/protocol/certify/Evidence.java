// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.function.Consumer;

/**
 * What the trials of one usage say.
 *
 * @param own to the usage itself
 * @param told to the other usages. Failures weigh less, for half of those without cause hit all
 *     usages of a trial together; passes weigh less, for a usage may be lucky with a destination
 *     that is needed now and then
 */
record Evidence(Belief own, Belief told) {
  private static final double COMMON_FAILURE = 0.2;
  private static final double LUCK = 0.4;

  Evidence() {
    this(new Belief(), new Belief());
  }

  Evidence copy() {
    return new Evidence(own.copy(), told.copy());
  }

  void both(Consumer<Belief> change) {
    change.accept(own);
    change.accept(told);
  }

  void learn(int blocked, boolean withListed, boolean passed, Noise noise, double hidden) {
    double rare = noise.success(hidden);
    double clean = 1 - noise.failure();
    own.learn(blocked, withListed, passed, new Belief.Passes(clean, rare, noise.success()));
    double mostly = Math.min(clean, 1 - COMMON_FAILURE);
    told.learn(blocked, withListed, passed, new Belief.Passes(mostly, rare, LUCK));
  }
}
