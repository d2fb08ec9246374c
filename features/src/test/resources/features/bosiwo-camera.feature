@device=bosiwo-camera
Feature: Bosiwo camera

  The camera of the IoTrimmer paper (ConPro 2020) that pings a bare address, which it can do without.

  @functionality @LAN @WAN
  Scenario: watching
    Given the companion app shows the camera idle
    When "Watch" is tapped
    Then the companion app shows the camera live

  Scenario Outline: <functionality> over <vantage> without <destination>
    Given the camera is power-cycled
    When destination <destination> is blocked
    Then <functionality> succeeds

  Scenario: the camera works without the address that it pings
    Given the camera is power-cycled
    When destination 210.72.145.44/icmp is blocked
    Then watching succeeds

  Scenario Outline: the camera asks for <names> names after <off> without power
    Given the camera is powered off for <off>
    Then the camera asks for <names> names

    Examples:
      | off     | names |
      | 2 s     | 2     |
      | 2 min   | 2     |
      | 188 min | 2     |

  Scenario: what we promise
    Then no third party is required
