// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

/** A device file that tests change line by line, and its spec. */
record Plug(String file) {
  static final String ID = "example-plug";

  static final String SPEC =
      """
      @device=example-plug
      Feature: Example plug

        @functionality @LAN @WAN
        Scenario: switching on
          Given the companion app shows the plug off
          When "Power" is tapped
          Then the companion app shows the plug on

        Scenario Outline: <functionality> over <vantage> without <destination>
          Given the plug is power-cycled
          When destination <destination> is blocked
          Then <functionality> succeeds

        Scenario: what we promise
          Then the network behaviour is as accepted
      """;

  private static final String FILE =
      """
      name: Example plug
      noun: plug
      manufacturer: Example
      firmware: 1.0
      start-up: 30 s

      parties:
        vendor.test: first
        ntp.test: support
        ads.test: third

      app:
        package: com.example.plug
        states:
          off: {element: {label: Power, attribute: checked, value: "false"}}
          on: {element: {label: Power, attribute: checked, value: "true"}}

      model:
        boot: 3 s
        contacts:
          cloud: {destination: "cloud.vendor.test:443/tcp", after: 2 s, every: 60 s, keeps: yes, sends: 100 kB}
          time: {destination: "ntp.test:123/udp", after: 1 s}
          ads: {destination: "ads.test:443/tcp", after: 4 s, sends: 300 B}
        functionalities:
          switching on:
            LAN: {}
            WAN: {needs: cloud}
        screen:
          title: Plug
          variables:
            power: {first: off, reset: app-start}
          elements:
            - {kind: toggle, label: Power, shows: power, does: switching on, toggles: power}
      """;

  static Plug asSold() {
    return new Plug(FILE);
  }

  Plug with(String before, String after) {
    if (!file.contains(before)) {
      throw new IllegalArgumentException("No '" + before + "' in " + file);
    }
    return new Plug(file.replace(before, after));
  }

  FolderRun in(FolderRun folder) {
    return folder.write("devices/" + ID + ".yaml", file).write("specs/plug.feature", SPEC);
  }
}
