// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the sets of all our nft tables have in common. */
final class NftSets {
  static final List<Family> FAMILIES =
      List.of(new Family("4", "ip", "ipv4_addr"), new Family("6", "ip6", "ipv6_addr"));

  private NftSets() {}

  /** One of the two families of addresses, in nft's words. */
  record Family(String suffix, String header, String type) {}

  /** The elements that a set begins with. */
  static String elements(Stream<?> elements) {
    String all = elements.map(Object::toString).collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : "elements = { " + all + " }; ";
  }
}
