// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.Attachment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What steps run in.
 *
 * @param objects given to step classes, by type
 * @param now the lab's time
 * @param attached what the steps attached to their trial so far
 * @param folder where what they attach to their scenario is kept
 */
record StepScene(
    Map<Class<?>, Object> objects,
    Supplier<Instant> now,
    Supplier<List<Attachment>> attached,
    Path folder) {}
