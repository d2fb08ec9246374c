// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.Optional;

/** Where queries go that no block overrides. */
@FunctionalInterface
public interface Upstream {
  /** Answers a DNS message; empty if no answer came. */
  Optional<byte[]> ask(byte[] query);
}
