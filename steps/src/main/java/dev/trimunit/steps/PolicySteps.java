// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.gherkin.PolicyDeclarations;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.trial.SpecMistake;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.List;

/**
 * What a gateway can do about a destination beside refusing it. A claim about that holds only if it
 * came to bear.
 */
public final class PolicySteps {
  private final PolicyDeclarations policies;
  private final CampaignFindings findings;

  public PolicySteps(PolicyDeclarations policies, CampaignFindings findings) {
    this.policies = policies;
    this.findings = findings;
  }

  /**
   * {@code When destination ntp.org is let through once, every 4 to 7 days}: refused for 4 days,
   * then open until it was answered once, or until the seventh day is over.
   */
  @When("destination {destination} is let through once, every {period}")
  public void letThrough(DestinationPattern destination, Policy.Window window) {
    policies.block(destination, window);
  }

  /** {@code When destination ntp.org is answered by the gateway}: in the place of a time server. */
  @When("destination {destination} is answered by the gateway")
  public void answered(DestinationPattern destination) {
    policies.block(timeServer(destination), new Policy.OwnAnswer(Duration.ZERO));
  }

  /**
   * {@code Given the bulb is told a time that is 1 day ahead}, or {@code behind}: by the gateway,
   * in the place of every time server that the device contacts.
   */
  @Given("the {device} is told a time that is {duration} {ahead}")
  public void told(String device, Duration wrong, boolean ahead) {
    List<Destination> servers =
        findings.destinations().stream().filter(PolicySteps::isTimeServer).toList();
    Undecided.when(
        servers.isEmpty(),
        () ->
            "%s was seen to contact no time server (port 123/udp), so nobody can tell it a wrong time that way"
                .formatted(findings.device().name()));
    servers.forEach(
        server ->
            policies.block(
                server.exactly(), new Policy.OwnAnswer(ahead ? wrong : wrong.negated())));
  }

  private static boolean isTimeServer(Destination destination) {
    return destination.transport().equals(Transport.UDP)
        && destination.port() == Policy.OwnAnswer.PORT;
  }

  /** The port of time servers, whatever else the pattern covers. */
  private static DestinationPattern timeServer(DestinationPattern pattern) {
    boolean every = pattern.coversEveryPort();
    boolean time = pattern.port() == Policy.OwnAnswer.PORT;
    if (!every && !time) {
      throw new SpecMistake(
          "A gateway answers in the place of time servers (port 123/udp) only, and '%s' is none: write '%s', or block it"
              .formatted(pattern, pattern.host()));
    }
    return new DestinationPattern(
        pattern.host(), pattern.exact(), Transport.UDP, Policy.OwnAnswer.PORT);
  }
}
