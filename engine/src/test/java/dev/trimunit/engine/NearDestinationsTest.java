// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A claim about a misspelt destination names the one that was meant, however it was misspelt. */
final class NearDestinationsTest {
  @ParameterizedTest
  @ValueSource(strings = {"ntp.ogr", "npt.org", "nt.org", "ntpp.org", "ntq.org"})
  void one_slip_in_a_short_name_is_near(String written) {
    assertThat(
            NearDestinations.of(
                DestinationPattern.parse(written), List.of(Destination.parse("ntp.org:123/udp"))))
        .containsExactly("ntp.org");
  }
}
