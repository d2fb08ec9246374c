// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class AddressBookTest {
  private static final DnsName CLOUD = DnsName.of("api.cloud.example");
  private final AddressBook book = new AddressBook();

  @Test
  void a_name_that_is_heard_of_again_outlives_any_number_of_others() {
    book.learn(CLOUD, address(1));
    for (int i = 0; i < 3 * AddressBook.MOST_NAMES; i++) {
      book.hand(DnsName.of("x" + i + ".spinner.example"), address(i));
      if (i % 1_000 == 0) {
        book.hand(CLOUD, address(7));
      }
    }
    assertThat(book.names()).hasSize(AddressBook.MOST_NAMES);
    assertThat(book.seen(CLOUD)).containsExactly(address(1), address(7));
    assertThat(book.handed(DestinationPattern.parse("cloud.example"))).containsExactly(address(7));
    assertThat(book.handed(DnsName.of("x0.spinner.example"))).isEmpty();
  }

  @Test
  void a_name_has_so_many_addresses_and_all_names_have_so_many_and_the_newest_stay() {
    for (int i = 0; i < 2 * AddressBook.MOST_ADDRESSES_OF_A_NAME; i++) {
      book.hand(CLOUD, address(i));
    }
    assertThat(book.seen(CLOUD))
        .hasSize(AddressBook.MOST_ADDRESSES_OF_A_NAME)
        .doesNotContain(address(0))
        .contains(address(2 * AddressBook.MOST_ADDRESSES_OF_A_NAME - 1));
    for (int i = 0; i < 2 * AddressBook.MOST_ADDRESSES; i++) {
      book.hand(DnsName.of("x" + i / 1_000 + ".spinner.example"), address(i));
    }
    int all = book.names().stream().mapToInt(name -> book.seen(name).size()).sum();
    assertThat(all).isBetween(AddressBook.MOST_ADDRESSES - 1_024, AddressBook.MOST_ADDRESSES);
    assertThat(book.seen(CLOUD)).isEmpty();
  }

  private static IpAddress address(int number) {
    return IpAddress.of(ByteBuffer.allocate(4).putInt(0xcb00_0000 + number).array());
  }
}
