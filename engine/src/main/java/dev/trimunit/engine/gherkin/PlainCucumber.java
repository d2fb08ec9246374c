// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.trial.Trial;
import io.cucumber.core.backend.ObjectFactory;
import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Cucumber finds it when a feature is run by Cucumber itself, as editors do. Step classes of specs
 * need a trial, which only a run of TrimUnit has: it says so at once, in place of many undefined
 * steps. All other classes it makes as Cucumber's own factory does.
 */
public final class PlainCucumber implements ObjectFactory {
  private final Map<Class<?>, Object> made = new HashMap<>();

  @Override
  public boolean addClass(Class<?> glueClass) {
    boolean ofSpecs =
        Stream.of(
                Trial.class,
                BlockDeclarations.class,
                CampaignFindings.class,
                StepDestinations.class)
            .anyMatch(type -> StepObjects.takes(glueClass, type));
    if (ofSpecs) {
      throw sentence(
          "This is a spec of TrimUnit, and Cucumber alone cannot run it (the steps of "
              + glueClass.getName()
              + " need a trial): run the suite class in your editor, or"
              + " 'mvn verify -Dtrimunit.features=<file>.feature:<line>'. For features of Cucumber's"
              + " own in the same project, name only their packages in cucumber.glue.");
    }
    return true;
  }

  /** Without frames: they are Cucumber's, and would hide the sentence. */
  private static IllegalStateException sentence(String text) {
    IllegalStateException sentence = new IllegalStateException(text);
    sentence.setStackTrace(new StackTraceElement[0]);
    return sentence;
  }

  @Override
  public void start() {
    made.clear();
  }

  @Override
  public void stop() {
    made.clear();
  }

  @Override
  public <T> T getInstance(Class<T> type) {
    Object present = made.get(type);
    if (present != null) {
      return type.cast(present);
    }
    try {
      Constructor<T> constructor = type.getConstructor();
      T created = constructor.newInstance();
      made.put(type, created);
      return created;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          type.getName() + " has no public constructor without arguments, or it failed: " + e, e);
    }
  }
}
