// SPDX-License-Identifier: Apache-2.0
/**
 * Names that clients show to servers: TLS, DTLS and QUIC server names, HTTP hosts. Secondary
 * evidence: it never replaces a name from DNS.
 */
@NullMarked
package dev.trimunit.devices.capture.servername;

import org.jspecify.annotations.NullMarked;
