// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import java.time.Duration;
import java.util.List;

/**
 * What a modelled device does about failure.
 *
 * @param keeps whether it keeps the connection for the next contact
 * @param retries how often it tries again
 * @param retryAfter after which time
 * @param fallbacks contacts that stand in, in this order, when every try failed
 */
public record Persistence(boolean keeps, int retries, Duration retryAfter, List<String> fallbacks) {
  public Persistence {
    fallbacks = List.copyOf(fallbacks);
  }
}
