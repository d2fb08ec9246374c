// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/** What the gateway's DNS policy did with a query. */
public enum DnsAnswer {
  /** Answered as the name space has it, records or not. */
  ANSWERED,
  /** Answered with the override of a block, whatever its form. */
  OVERRIDDEN,
  /** The name does not exist. */
  NAME_ERROR,
  /** No server could say. */
  SERVER_FAILURE
}
