@device=${deviceId}
Feature: ${deviceName}

  # What the device does for its owner: a recipe with its own check at the end.
  @functionality @LAN @WAN
  Scenario: switching on
    Given the companion app shows the ${noun} off
    When "Power" is tapped
    And the owner waits 2 seconds
    Then the companion app shows the ${noun} on

  # Generated: one test case per destination, functionality and vantage.
  Scenario Outline: <functionality> over <vantage> without <destination>
    Given the ${noun} is power-cycled
    When destination <destination> is blocked
    Then <functionality> succeeds

  # Written by hand: the build fails if it does not hold.
  Scenario: the ${noun} works without time servers
    Given the ${noun} is power-cycled
    When destination time.example is blocked
    Then switching on succeeds

  Scenario: what we promise
    Then no third party is required
