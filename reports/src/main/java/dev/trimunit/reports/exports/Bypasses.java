// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.reports.data.DeviceData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** How a device passes by the resolver that a list is for, as far as its trials showed. */
final class Bypasses {
  private static final int DNS = 53;
  private static final int DNS_OVER_TLS = 853;
  private static final int HTTPS = 443;
  private static final int MOST_NAMED = 8;

  /** Labels by which resolvers that hide their questions in HTTPS go: doh.example, dns.example. */
  private static final Pattern RESOLVER =
      Pattern.compile("(?:^|[.-])(?:doh|dns|dns-?query|dot)[0-9]*(?:[.-]|$)");

  private Bypasses() {}

  /** A sentence for each way, without a comment mark; empty if no trial showed any. */
  static List<String> sentences(DeviceData data) {
    Set<Destination> contacted = new TreeSet<>();
    data.trials().forEach(trial -> contacted.addAll(trial.contacted()));
    List<String> sentences = new ArrayList<>();
    add(
        sentences,
        contacted,
        d -> d.port() == DNS || d.port() == DNS_OVER_TLS,
        "this device also asks %s itself; a resolver's list alone does not reach it: redirect or refuse that");
    add(
        sentences,
        contacted,
        d -> d.port() == HTTPS && d.host() instanceof DnsName name && hides(name),
        "this device also contacts %s, by its name a resolver over HTTPS, which passes by this list");
    add(
        sentences,
        contacted,
        d -> d.host() instanceof IpAddress && d.port() != DNS && d.port() != DNS_OVER_TLS,
        "this device also contacts bare addresses, which no resolver's list reaches: %s");
    return sentences;
  }

  private static boolean hides(DnsName name) {
    return RESOLVER.matcher(name.text()).find();
  }

  private static void add(
      List<String> sentences,
      Set<Destination> contacted,
      Predicate<Destination> which,
      String sentence) {
    List<String> words =
        contacted.stream().filter(which).map(d -> Plan.plain(d.toString())).toList();
    if (!words.isEmpty()) {
      int more = words.size() - MOST_NAMED;
      String named = String.join(", ", words.subList(0, Math.min(MOST_NAMED, words.size())));
      sentences.add(sentence.formatted(more > 0 ? named + " and " + more + " more" : named));
    }
  }
}
