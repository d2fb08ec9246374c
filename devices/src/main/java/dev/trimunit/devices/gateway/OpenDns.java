// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.IOException;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Answers whoever is no device under test: forwards, blocks and remembers nothing. */
final class OpenDns implements Answerer {
  private final CachingUpstream upstream;

  OpenDns(CachingUpstream upstream) {
    this.upstream = upstream;
  }

  @Override
  public boolean again(QueryWire read, byte[] query, Reply reply) {
    KeptAnswer kept = upstream.kept(read);
    if (kept == null || kept.length() > DnsErrors.CLASSIC_UDP_SIZE) {
      return false;
    }
    reply.send(kept.answer(read, query, upstream.now()));
    return true;
  }

  @Override
  public boolean ready(byte[] query) {
    return upstream.cached(query).isPresent();
  }

  @Override
  public Optional<byte[]> answer(byte[] query, boolean stream, boolean mayWait) {
    Message message;
    try {
      message = new Message(query);
    } catch (IOException | RuntimeException e) {
      return DnsErrors.toJunk(query);
    }
    if (message.getHeader().getFlag(Flags.QR)) {
      return Optional.empty();
    }
    return DnsErrors.unusable(message).or(() -> forward(message, query, stream, mayWait));
  }

  private Optional<byte[]> forward(Message query, byte[] wire, boolean stream, boolean mayWait) {
    Optional<byte[]> fetched = mayWait ? upstream.ask(wire) : upstream.cached(wire);
    if (fetched.isEmpty()) {
      return mayWait
          ? Optional.of(DnsErrors.error(query, Rcode.SERVFAIL).toWire())
          : Optional.empty();
    }
    if (stream || fetched.get().length <= DnsErrors.CLASSIC_UDP_SIZE) {
      return fetched;
    }
    try {
      return Optional.of(DnsErrors.wire(query, new Message(fetched.get())));
    } catch (IOException | RuntimeException e) {
      return Optional.of(DnsErrors.error(query, Rcode.SERVFAIL).toWire());
    }
  }
}
