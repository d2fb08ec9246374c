// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

/** What is asked for at the made-up clouds, as paths of HTTP requests. */
final class CloudPaths {
  /** A device asks here for orders; its id and the channel's number follow. */
  static final String CHANNEL = "/channel/";

  /** A device asks here for that many octets. */
  static final String REPORT = "/report?octets=";

  /** DNS over HTTPS (RFC 8484). */
  static final String DNS = "/dns-query";

  private CloudPaths() {}
}
