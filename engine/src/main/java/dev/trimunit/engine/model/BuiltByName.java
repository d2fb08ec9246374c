// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record of so many components that nobody could tell their values apart by their order: others
 * make it with the generated builder, {@code XBuilder.stagedBuilder()}, which the compiler only
 * lets end when each component was named, or from another one, {@code XBuilder.builder(other)}.
 */
@RecordBuilder.Template(
    options =
        @RecordBuilder.Options(
            builderMode = RecordBuilder.BuilderMode.STANDARD_AND_STAGED,
            enableWither = false,
            enableGetters = false,
            addClassRetainedGenerated = true))
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface BuiltByName {}
