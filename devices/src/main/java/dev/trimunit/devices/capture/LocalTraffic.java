// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;

/**
 * Traffic between two local addresses.
 *
 * @param client who opened it
 * @param server the other end
 * @param transport the protocol above IP
 * @param port the server's port, or {@link dev.trimunit.engine.model.Destination#NO_PORT}
 * @param packetsFromClient packets from the client
 * @param bytesFromClient octets in them, link headers included
 * @param packetsFromServer packets from the server
 * @param bytesFromServer octets in them
 */
@BuiltByName
public record LocalTraffic(
    IpAddress client,
    IpAddress server,
    Transport transport,
    int port,
    long packetsFromClient,
    long bytesFromClient,
    long packetsFromServer,
    long bytesFromServer) {}
