// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.PolicyZone;
import dev.trimunit.engine.model.DnsName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of BIND's log that says something about a query. BIND escapes what is odd in names, so
 * that a line of it holds spaces only where BIND put them.
 *
 * @param kind a query, or that a policy zone has rewritten its answer
 * @param asker address and port of who asks
 * @param signed whether it is one of our own, signed ones
 * @param view the view that answers
 * @param name the name asked for
 * @param type the query type's mnemonic
 */
record BindLog(Kind kind, String asker, boolean signed, String view, DnsName name, String type) {
  private static final String CLIENT =
      "\\S+ \\S+ (?:[a-z]+: )*client (?:@\\S+ )?(?<asker>\\S+?#\\d+)(?<key>/key \\S+)? \\(\\S+\\): view (?<view>\\S+): ";
  private static final Pattern QUERY =
      Pattern.compile(CLIENT + "query: (?<name>\\S+) IN (?<type>\\S+) .*");
  private static final Pattern REWRITE =
      Pattern.compile(
          CLIENT + "rpz QNAME \\S+(?: \\S+)* rewrite (?<name>\\S+)/(?<type>[^/\\s]+)/IN via .*");

  /** What a line says. */
  enum Kind {
    QUERY,
    REWRITE
  }

  /** Reads one; empty if it is about something else. */
  static Optional<BindLog> read(String line) {
    Matcher query = QUERY.matcher(line);
    if (query.matches()) {
      return of(Kind.QUERY, query);
    }
    Matcher rewrite = REWRITE.matcher(line);
    return rewrite.matches() ? of(Kind.REWRITE, rewrite) : Optional.empty();
  }

  private static Optional<BindLog> of(Kind kind, Matcher matcher) {
    return PolicyZone.logged(matcher.group("name"))
        .map(
            name ->
                new BindLog(
                    kind,
                    matcher.group("asker"),
                    matcher.group("key") != null,
                    matcher.group("view"),
                    name,
                    matcher.group("type")));
  }
}
