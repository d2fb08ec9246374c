@device=tp-link-bulb
Feature: TP-Link smart bulb

  The bulb of the IoTrimmer paper (ConPro 2020): two of its five destinations are blockable.

  @functionality @LAN @WAN
  Scenario: switching on
    Given the companion app shows the bulb off
    When "Power" is tapped
    Then the companion app shows the bulb on

  # Generated: one test case per destination, functionality and vantage.
  Scenario Outline: <functionality> over <vantage> without <destination>
    Given the bulb is power-cycled
    When destination <destination> is blocked
    Then <functionality> succeeds

  # Written by hand: the build fails if it does not hold.
  Scenario: the bulb works without time servers
    Given the bulb is power-cycled
    When destination ntp.org is blocked
    And destination nist.gov is blocked
    Then switching on succeeds

  Scenario: everything that is blockable can be blocked together
    Given the bulb is power-cycled
    When every blockable destination is blocked
    Then switching on succeeds

  # Section IV of the paper: what the bulb asks for does not depend on how long it was off.
  Scenario Outline: the bulb asks for 5 names after <off> without power
    Given the bulb is powered off for <off>
    Then the bulb asks for 5 names

    Examples:
      | off     |
      | 2 s     |
      | 10 s    |
      | 30 s    |
      | 1 min   |
      | 2 min   |
      | 5 min   |
      | 15 min  |
      | 47 min  |
      | 94 min  |
      | 188 min |

  Scenario: what we promise
    Then no third party is required
