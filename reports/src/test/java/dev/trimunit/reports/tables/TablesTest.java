// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.SampleRun;
import org.junit.jupiter.api.Test;

final class TablesTest {
  private static final MemoryOutput FILES =
      MemoryOutput.of(new Tables(), MemoryOutput.data(SampleRun.ofThePaper()));

  @Test
  void table_one_names_what_is_contacted_in_which_experiment() {
    assertThat(FILES.text("tables/destinations.csv").lines())
        .contains(
            "TP-Link smart bulb,power,,ntp.org,udp,123,support,power,,ntp.org,,",
            "TP-Link smart bulb,switching on,LAN/WAN,ntp.org,udp,123,support,power,,ntp.org,,",
            "Bosiwo camera,watching,LAN/WAN,210.72.145.44,icmp,,unknown,power,,210.72.145.44,,");
  }

  @Test
  void table_two_has_a_row_per_verdict() {
    assertThat(FILES.text("tables/blockability.csv").lines())
        .hasSize(1 + 6 + 10 + 4)
        .contains(
            "TP-Link smart bulb,WAN,switching on,ntp.org,udp,123,support,BLOCKABLE,3,3,3,HELD,0.003000,ALL,,"
                + "simulated,switching on over WAN worked in 3 of 3 trials without ntp.org:123/udp,,");
  }

  @Test
  void table_three_s_shares_add_up_for_each_experiment() {
    double sum =
        FILES
            .text("tables/traffic.csv")
            .lines()
            .filter(line -> line.startsWith("Yi camera,power,"))
            .map(line -> line.split(",")[10])
            .mapToDouble(Double::parseDouble)
            .sum();
    assertThat(sum).isBetween(99.9, 100.1);
  }

  @Test
  void dns_behaviour_has_a_row_per_off_duration() {
    assertThat(FILES.text("tables/dns-behaviour.csv").lines())
        .contains("Yi camera,2,1,2,2,api.us.xiaoyi.com log.us.xiaoyi.com")
        .contains("Yi camera,11280,1,2,2,api.us.xiaoyi.com log.us.xiaoyi.com");
  }

  @Test
  void cells_are_quoted_and_never_formulas() {
    Csv csv = new Csv("a", "b");
    csv.row("=HYPERLINK(\"http://a.example\")", "x,\"y\"\nz");
    csv.row(-1, "@SUM(1)");
    assertThat(csv)
        .hasToString(
            "a,b\r\n\"'=HYPERLINK(\"\"http://a.example\"\")\",\"x,\"\"y\"\"\nz\"\r\n-1,'@SUM(1)\r\n");
  }
}
