// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.trial.Ageing;
import dev.trimunit.engine.trial.Occasions;
import dev.trimunit.engine.trial.Outages;
import dev.trimunit.engine.trial.PowerCuts;
import dev.trimunit.engine.trial.Trial;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What steps run in.
 *
 * @param objects given to step classes, by type
 * @param lacking what is said to a step class that takes anything else of ours
 * @param hooks whether hooks run
 * @param now the lab's time
 * @param attached what the steps attached to their trial so far
 * @param folder where what they attach to their scenario is kept
 * @param file the feature file, for messages
 * @param waits whether they wait for what is not theirs, which is no fault of theirs
 */
@BuiltByName
record StepScene(
    Map<Class<?>, Object> objects,
    String lacking,
    boolean hooks,
    Supplier<Instant> now,
    Supplier<List<Attachment>> attached,
    Path folder,
    String file,
    BooleanSupplier waits) {
  /** Whether a hook runs here, by what its class takes. */
  boolean runsHook(Predicate<Class<?>> takes) {
    return hooks
        && Stream.of(
                Trial.class,
                Ageing.class,
                PowerCuts.class,
                Outages.class,
                Occasions.class,
                BlockDeclarations.class,
                PolicyDeclarations.class)
            .allMatch(type -> objects.containsKey(type) || !takes.test(type));
  }
}
