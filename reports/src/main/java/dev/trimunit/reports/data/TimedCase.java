// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import dev.trimunit.engine.model.CaseResult;
import java.time.Instant;

/**
 * A case with the real time it took; a case's own times are the lab's.
 *
 * @param result the case
 * @param start real time when the previous case of its device was over
 * @param stop real time when it was over
 */
public record TimedCase(CaseResult result, Instant start, Instant stop) {}
