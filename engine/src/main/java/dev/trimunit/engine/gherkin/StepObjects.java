// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.trial.Ageing;
import dev.trimunit.engine.trial.Occasions;
import dev.trimunit.engine.trial.Outages;
import dev.trimunit.engine.trial.PowerCuts;
import dev.trimunit.engine.trial.Trial;
import io.cucumber.core.backend.ObjectFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes step classes through their one constructor, with the trial and what else is given, and with
 * other step classes; all anew for each scenario.
 */
final class StepObjects implements ObjectFactory {
  private final Map<Class<?>, Object> given = new HashMap<>();
  private final Map<Class<?>, Object> made = new HashMap<>();
  private String lacking = "";

  /**
   * @param otherwise what is said to a class that takes anything else of ours
   */
  void give(Map<Class<?>, Object> objects, String otherwise) {
    lacking = otherwise;
    given.clear();
    given.putAll(objects);
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
  public boolean addClass(Class<?> glueClass) {
    return true;
  }

  @Override
  public <T> T getInstance(Class<T> type) {
    Object present = given.containsKey(type) ? given.get(type) : made.get(type);
    if (present != null) {
      return type.cast(present);
    }
    T created = create(type);
    made.put(type, created);
    return created;
  }

  private <T> T create(Class<T> type) {
    if (type.equals(Trial.class)
        || type.equals(Ageing.class)
        || type.equals(PowerCuts.class)
        || type.equals(Outages.class)
        || type.equals(Occasions.class)
        || type.equals(BlockDeclarations.class)
        || type.equals(PolicyDeclarations.class)
        || type.equals(CampaignFindings.class)) {
      throw new IllegalStateException(lacking);
    }
    Constructor<?> constructor = constructor(type);
    Object[] arguments =
        Arrays.stream(constructor.getParameterTypes()).map(this::getInstance).toArray();
    try {
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance(arguments));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(type.getName() + " could not be made: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " could not be made: " + e.getMessage(), e);
    }
  }

  private static Constructor<?> constructor(Class<?> type) {
    Constructor<?>[] constructors = type.getDeclaredConstructors();
    if (constructors.length != 1) {
      throw new IllegalStateException(
          type.getName() + " has " + constructors.length + " constructors: a step class has one");
    }
    return constructors[0];
  }

  /**
   * Whether a step class is given an object of a type, itself or through the classes it is made
   * from.
   */
  static boolean takes(Class<?> stepClass, Class<?> type) {
    return takes(stepClass, type, new HashSet<>());
  }

  private static boolean takes(Class<?> stepClass, Class<?> type, Set<Class<?>> seen) {
    return seen.add(stepClass)
        && Arrays.stream(stepClass.getDeclaredConstructors())
            .flatMap(constructor -> Arrays.stream(constructor.getParameterTypes()))
            .anyMatch(parameter -> parameter.equals(type) || takes(parameter, type, seen));
  }
}
