// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.dns.DnsMessage;
import dev.trimunit.devices.capture.dns.DnsMessage.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which addresses an answer gives to which name. The question names what aliases and the targets of
 * service bindings (RFC 9460) lead to, hints and additional records included; a server's own name
 * names it where the answer locates servers (SRV). Records that nothing leads to name nothing.
 */
final class NamedAddresses {
  /** Asked to find the resolver's own encrypted service (RFC 9462): a service without a name. */
  private static final String RESOLVER = "resolver.arpa";

  private final DnsMessage message;
  private final Map<String, List<Answer>> byOwner = new HashMap<>();
  private final List<Named> named = new ArrayList<>();

  /** An address and what the device calls it. */
  record Named(String name, long high, long low) {}

  private NamedAddresses(DnsMessage message) {
    this.message = message;
    for (Answer answer : message.answers()) {
      byOwner.computeIfAbsent(answer.owner(), owner -> new ArrayList<>()).add(answer);
    }
  }

  static List<Named> of(DnsMessage message) {
    String question = message.question();
    if (question == null || message.answers().isEmpty()) {
      return List.of();
    }
    NamedAddresses addresses = new NamedAddresses(message);
    addresses.name(question, addresses.service(question));
    return addresses.named;
  }

  /** The name of the service whose bindings were asked for: {@code _8443._https.} is its port. */
  private String service(String question) {
    if (message.type() != DnsMessage.HTTPS && message.type() != DnsMessage.SVCB) {
      return question;
    }
    String service = question;
    while (service.startsWith("_") && service.indexOf('.') > 0) {
      service = service.substring(service.indexOf('.') + 1);
    }
    return service;
  }

  /** Gives a name all that is reached from an owner. */
  private void name(String from, String name) {
    Set<String> reached = new HashSet<>(Set.of(from));
    List<String> open = new ArrayList<>(reached);
    Set<String> servers = new HashSet<>();
    while (!open.isEmpty()) {
      for (Answer answer : byOwner.getOrDefault(open.remove(open.size() - 1), List.of())) {
        String target = answer.target();
        if (answer.kind() == Answer.Kind.ADDRESS) {
          named.add(new Named(name, answer.high(), answer.low()));
        } else if (answer.kind() == Answer.Kind.SERVER || name.equals(RESOLVER)) {
          servers.add(target);
        } else if (reached.add(target)) {
          open.add(target);
        }
      }
    }
    servers.removeAll(reached);
    if (from.equals(message.question())) {
      servers.forEach(server -> name(server, server));
    }
  }
}
