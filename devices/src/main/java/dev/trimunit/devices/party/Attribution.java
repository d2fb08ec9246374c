// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.party;

import dev.trimunit.engine.model.Party;

/**
 * Who runs a destination, and how we know.
 *
 * @param party who
 * @param owner the company or organisation; empty if not known
 * @param reason a sentence that names the rule
 */
public record Attribution(Party party, String owner, String reason) {}
