package ${package};

import dev.trimunit.engine.trial.Trial;
import io.cucumber.java.en.When;
import java.time.Duration;

/** Steps of your own; specs use them like TrimUnit's. */
public final class OwnSteps {
  private final Trial trial;

  public OwnSteps(Trial trial) {
    this.trial = trial;
  }

  /** In the lab's time: a simulated lab does not keep you waiting. */
  @When("the owner waits {int} second(s)")
  public void waits(int seconds) {
    trial.clock().pass(Duration.ofSeconds(seconds));
  }
}
