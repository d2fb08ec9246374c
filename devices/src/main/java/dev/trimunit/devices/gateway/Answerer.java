// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.Optional;

/** Answers the queries of one client of the resolver. Thread-safe. */
interface Answerer {
  /**
   * Answers a query as an equal one was answered before, if it was and still may be; without
   * looking at anything but the first octets.
   *
   * @return whether it was dealt with, be it by silence
   */
  boolean again(QueryWire read, byte[] query, Reply reply);

  /** Whether the answer is at hand: junk, overridden, or cached. */
  boolean ready(byte[] query);

  /**
   * Answers a message as it came from the wire; empty if the client gets no answer.
   *
   * @param stream whether it came over TCP, so that nothing needs to be truncated
   * @param mayWait whether the upstream may be asked; otherwise what is not at hand is not answered
   */
  Optional<byte[]> answer(byte[] query, boolean stream, boolean mayWait);
}
