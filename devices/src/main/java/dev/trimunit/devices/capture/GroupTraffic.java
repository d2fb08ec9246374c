// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;

/**
 * Traffic to a group, or from a sender that has no address yet.
 *
 * @param source the sender
 * @param group where it went
 * @param transport the protocol above IP
 * @param port the port it went to, or {@link dev.trimunit.engine.model.Destination#NO_PORT}
 * @param packets how many packets
 * @param bytes octets in them, link headers included
 */
public record GroupTraffic(
    IpAddress source, IpAddress group, Transport transport, int port, long packets, long bytes) {}
