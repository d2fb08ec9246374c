// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.party;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OwnersTest {
  @ParameterizedTest
  @CsvSource({
    "api.us.xiaoyi.com:443/tcp, FIRST, Xiaoyi, xiaoyi.com, Yi",
    "0.pool.ntp.org:123/udp, SUPPORT, Xiaoyi, ntp.org, NTP Pool Project",
    "a1b2.iot.us-east-1.amazonaws.com:8883/tcp, SUPPORT, Xiaoyi, amazonaws.com, Amazon",
    "printer.local:80/tcp, UNKNOWN, Xiaoyi, printer.local, ''",
    "198.51.100.7:80/tcp, UNKNOWN, Xiaoyi, 198.51.100.7, ''",
    "tracker.example:443/tcp, THIRD, Xiaoyi, tracker.example, ''"
  })
  void names_the_registered_domain_and_who_runs_it(
      String destination, Party party, String maker, String domain, String organisation) {
    Owner owner = Owners.of(Destination.parse(destination), party, maker);
    assertThat(owner.domain()).isEqualTo(domain);
    assertThat(owner.organisation()).isEqualTo(organisation);
    assertThat(owner.reason().isEmpty()).isEqualTo(organisation.isEmpty());
  }
}
