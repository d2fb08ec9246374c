// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.time.Instant;
import java.util.List;

/**
 * What is to be settled.
 *
 * @param priors by destination, then usage: the chance before any trial that the usage requires it
 * @param ranks by destination: the chance that anything requires it; the likely blockable come
 *     first
 * @param groups usages that may share a trial
 * @param controls passed control trials before, by usage
 * @param failed failed ones, by usage
 * @param lastPassed when each usage last passed; {@link Instant#MIN} if it never did
 */
@SuppressWarnings(
    "ArrayRecordComponent") // numbers by index, never compared, made once per campaign
public record Problem(
    double[][] priors,
    double[] ranks,
    List<List<Integer>> groups,
    int[] controls,
    int[] failed,
    Instant[] lastPassed) {

  int destinations() {
    return ranks.length;
  }

  int usages() {
    return controls.length;
  }
}
