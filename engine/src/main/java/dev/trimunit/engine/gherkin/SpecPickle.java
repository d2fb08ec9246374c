// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import io.cucumber.core.gherkin.Argument;
import io.cucumber.core.gherkin.Pickle;
import io.cucumber.core.gherkin.Step;
import io.cucumber.core.gherkin.StepType;
import io.cucumber.plugin.event.Location;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scenario as Cucumber's runtime takes it. */
record SpecPickle(
    String id,
    URI uri,
    String name,
    String language,
    int line,
    List<String> tags,
    List<SpecStep> specSteps)
    implements Pickle {
  @Override
  public String getKeyword() {
    return "Scenario";
  }

  @Override
  public String getLanguage() {
    return language;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public Location getLocation() {
    return new Location(line, 1);
  }

  @Override
  public Location getScenarioLocation() {
    return getLocation();
  }

  @Override
  public List<Step> getSteps() {
    return specSteps.stream().<Step>map(PickleStep::new).toList();
  }

  @Override
  public List<String> getTags() {
    return tags;
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public String getId() {
    return id;
  }

  /** A step as Cucumber's runtime takes it. */
  record PickleStep(SpecStep spec) implements Step {
    @Override
    public StepType getType() {
      return spec.type();
    }

    @Override
    public String getPreviousGivenWhenThenKeyword() {
      return spec.keyword();
    }

    @Override
    public String getId() {
      return spec.id();
    }

    @Override
    public @Nullable Argument getArgument() {
      return spec.argument();
    }

    @Override
    public String getKeyword() {
      return spec.keyword() + " ";
    }

    @Override
    public String getText() {
      return spec.text();
    }

    @Override
    public int getLine() {
      return spec.line();
    }

    @Override
    public Location getLocation() {
      return new Location(spec.line(), 1);
    }
  }
}
