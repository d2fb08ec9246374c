// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.needs;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterInfo;
import org.junit.platform.commons.support.ReflectionSupport;

/** The one place where {@link Needs} is evaluated. */
final class NeedsCondition implements ExecutionCondition {
  private record Question(Class<? extends Need> need, List<Object> arguments) {}

  /** Some answers take the making of a namespace. */
  private static final Map<Question, List<String>> ANSWERS = new ConcurrentHashMap<>();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<Object> arguments = arguments(context);
    Set<String> missing = new LinkedHashSet<>();
    needs(context).forEach(needs -> missing.addAll(missing(needs, arguments)));
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("Everything is here");
    }
    String reason = "Missing on this machine: " + String.join("; ", missing);
    if (isBuildServer(context)) {
      throw new AssertionError(reason + ". A build server must have it: see .ci/run");
    }
    SkippedTests.lacks(context.getUniqueId(), missing);
    return ConditionEvaluationResult.disabled(reason);
  }

  private static boolean isBuildServer(ExtensionContext context) {
    return context
        .getConfigurationParameter("needs.build.server")
        .map(Boolean::parseBoolean)
        .orElseGet(() -> System.getenv("CI") != null);
  }

  /** Of the test, of its class, and of the classes around it. */
  private static List<Needs> needs(ExtensionContext context) {
    List<Needs> needs = new ArrayList<>();
    Optional<ExtensionContext> at = Optional.of(context);
    while (at.isPresent()) {
      at.flatMap(ExtensionContext::getElement)
          .flatMap(element -> findAnnotation(element, Needs.class))
          .filter(found -> !needs.contains(found))
          .ifPresent(needs::add);
      at = at.flatMap(ExtensionContext::getParent);
    }
    return needs;
  }

  private static List<Object> arguments(ExtensionContext context) {
    ParameterInfo parameters = ParameterInfo.get(context);
    return parameters == null ? List.of() : parameters.getArguments().toList();
  }

  private static List<String> missing(Needs needs, List<Object> arguments) {
    List<String> missing = new ArrayList<>(Machine.missing(List.of(needs.programs())));
    for (Class<? extends Need> need : needs.also()) {
      missing.addAll(
          ANSWERS.computeIfAbsent(new Question(need, arguments), NeedsCondition::answer));
    }
    return missing;
  }

  private static List<String> answer(Question question) {
    return ReflectionSupport.newInstance(question.need()).missing(question.arguments());
  }
}
