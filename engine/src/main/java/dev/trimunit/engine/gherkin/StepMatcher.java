// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.gherkin.StepMatch.Need;
import dev.trimunit.engine.gherkin.StepMatch.StepArgument;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.trial.Ageing;
import dev.trimunit.engine.trial.Occasions;
import dev.trimunit.engine.trial.Outages;
import dev.trimunit.engine.trial.PowerCuts;
import dev.trimunit.engine.trial.Trial;
import io.cucumber.plugin.event.PickleStepTestStep;
import io.cucumber.plugin.event.Status;
import io.cucumber.plugin.event.TestStepFinished;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Cucumber says of a step that it only matched, and what the class of its method takes. */
final class StepMatcher {
  private static final String LIST_OF_DESTINATIONS =
      "List<" + DestinationPattern.class.getName() + ">";

  /** By what its class is given. */
  private static final Map<Class<?>, Need> NEEDS =
      Map.of(
          Ageing.class, Need.DAYS,
          PowerCuts.class, Need.POWER_CUT,
          PolicyDeclarations.class, Need.POLICIES,
          Outages.class, Need.POLICIES,
          Occasions.class, Need.MODELS);

  private StepMatcher() {}

  /**
   * Which step method a step calls.
   *
   * @param event null if Cucumber met no step
   */
  static StepMatch match(@Nullable TestStepFinished event) {
    if (event == null || !(event.getTestStep() instanceof PickleStepTestStep step)) {
      return new StepMatch.Undefined();
    }
    Status status = event.getResult().getStatus();
    if (status == Status.UNDEFINED) {
      return new StepMatch.Undefined();
    }
    if (status == Status.AMBIGUOUS) {
      return new StepMatch.Ambiguous(StepRun.reason(event.getResult().getError()));
    }
    List<StepArgument> arguments =
        step.getDefinitionArgument().stream()
            .map(argument -> new StepArgument(argument.getParameterTypeName(), argument.getValue()))
            .toList();
    return new StepMatch.Defined(
        arguments,
        takes(step.getCodeLocation(), Trial.class)
            || takes(step.getCodeLocation(), Ageing.class)
            || takes(step.getCodeLocation(), PowerCuts.class)
            || takes(step.getCodeLocation(), Outages.class)
            || takes(step.getCodeLocation(), Occasions.class),
        takes(step.getCodeLocation(), BlockDeclarations.class)
            || takes(step.getCodeLocation(), PolicyDeclarations.class),
        step.getCodeLocation().contains(LIST_OF_DESTINATIONS),
        needs(step.getCodeLocation()));
  }

  private static Set<Need> needs(String location) {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    NEEDS.forEach(
        (type, need) -> {
          if (takes(location, type)) {
            needs.add(need);
          }
        });
    return needs;
  }

  /**
   * Whether the class of a method is given an object of a type.
   *
   * @param location the method, as Cucumber writes it
   */
  static boolean takes(String location, Class<?> type) {
    String method = location.replaceFirst("\\(.*", "");
    String className = method.substring(0, Math.max(0, method.lastIndexOf('.')));
    try {
      return StepObjects.takes(Class.forName(className, false, classLoader()), type);
    } catch (ClassNotFoundException e) {
      return type.equals(Trial.class); // A step that is no method may do anything.
    }
  }

  /** Where specs are looked up, too. */
  static ClassLoader classLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? StepMatcher.class.getClassLoader() : context;
  }
}
