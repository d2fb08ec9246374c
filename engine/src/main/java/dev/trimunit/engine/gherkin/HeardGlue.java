// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import io.cucumber.core.backend.Backend;
import io.cucumber.core.backend.Glue;
import io.cucumber.core.backend.HookDefinition;
import io.cucumber.core.backend.Located;
import io.cucumber.core.backend.ScenarioScoped;
import io.cucumber.core.backend.Snippet;
import io.cucumber.core.backend.SourceReference;
import io.cucumber.core.backend.TestCaseState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Listens while Cucumber collects glue: knows where everything comes from, and asks before a hook
 * runs whether it may.
 */
final class HeardGlue {
  private final List<String> locations = new ArrayList<>();
  private final Predicate<String> mayRun;

  /**
   * @param mayRun whether a hook may run now, by its location
   */
  HeardGlue(Predicate<String> mayRun) {
    this.mayRun = mayRun;
  }

  /** Whether a package, or one below it, gave anything. */
  boolean gaveAnything(String gluePackage) {
    return locations.stream().anyMatch(location -> location.startsWith(gluePackage + "."));
  }

  Backend listeningTo(Backend backend) {
    return new HeardBackend(backend, this);
  }

  private Glue around(Glue glue) {
    return (Glue)
        Proxy.newProxyInstance(
            HeardGlue.class.getClassLoader(),
            new Class<?>[] {Glue.class},
            (proxy, method, arguments) -> add(glue, method, arguments));
  }

  private @Nullable Object add(Glue glue, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object[] passed = arguments == null ? new Object[0] : arguments.clone();
    for (int i = 0; i < passed.length; i++) {
      if (passed[i] instanceof Located located) {
        locations.add(located.getLocation());
      }
      if (passed[i] instanceof HookDefinition hook && !isOfOneScenario(hook)) {
        passed[i] = new AskedHook(hook, mayRun);
      }
    }
    try {
      return method.invoke(glue, passed);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** Hooks of lambdas are registered anew for each scenario; Cucumber knows them by their type. */
  @SuppressWarnings("deprecation")
  private static boolean isOfOneScenario(HookDefinition hook) {
    return hook instanceof ScenarioScoped;
  }

  private record HeardBackend(Backend backend, HeardGlue heard) implements Backend {
    @Override
    public void loadGlue(Glue glue, List<URI> gluePaths) {
      backend.loadGlue(heard.around(glue), gluePaths);
    }

    @Override
    public void buildWorld() {
      backend.buildWorld();
    }

    @Override
    public void disposeWorld() {
      backend.disposeWorld();
    }

    @Override
    public Snippet getSnippet() {
      return backend.getSnippet();
    }
  }

  private record AskedHook(HookDefinition hook, Predicate<String> mayRun)
      implements HookDefinition {
    @Override
    public void execute(TestCaseState state) {
      if (mayRun.test(getLocation())) {
        hook.execute(state);
      }
    }

    @Override
    public String getTagExpression() {
      return hook.getTagExpression();
    }

    @Override
    public int getOrder() {
      return hook.getOrder();
    }

    @Override
    public Optional<HookType> getHookType() {
      return hook.getHookType();
    }

    @Override
    public boolean isDefinedAt(StackTraceElement frame) {
      return hook.isDefinedAt(frame);
    }

    @Override
    public String getLocation() {
      return hook.getLocation();
    }

    @Override
    public Optional<SourceReference> getSourceReference() {
      return hook.getSourceReference();
    }
  }
}
