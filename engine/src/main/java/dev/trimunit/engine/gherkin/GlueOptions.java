// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import io.cucumber.core.backend.ObjectFactory;
import io.cucumber.core.eventbus.UuidGenerator;
import io.cucumber.core.feature.GluePath;
import io.cucumber.core.runner.Options;
import io.cucumber.core.snippets.SnippetType;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cucumber's options, of which the dry run changes. */
final class GlueOptions implements Options {
  private final List<URI> glue;
  private boolean dryRun;

  GlueOptions(List<String> gluePackages) {
    glue = gluePackages.stream().map(GluePath::parse).toList();
  }

  /** Whether steps are only matched from now on. */
  void dryRun(boolean only) {
    dryRun = only;
  }

  @Override
  public List<URI> getGlue() {
    return glue;
  }

  @Override
  public boolean isDryRun() {
    return dryRun;
  }

  @Override
  public SnippetType getSnippetType() {
    return SnippetType.CAMELCASE;
  }

  @Override
  public @Nullable Class<? extends ObjectFactory> getObjectFactoryClass() {
    return null;
  }

  @Override
  public @Nullable Class<? extends UuidGenerator> getUuidGeneratorClass() {
    return null;
  }
}
