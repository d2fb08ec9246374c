// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.gateway.NameRecords;
import dev.trimunit.engine.model.DnsName;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a device behaves.
 *
 * @param boot from power to the first packet
 * @param ipv6 whether it has an IPv6 address
 * @param names the names of the Internet that it meets
 * @param contacts what it contacts, by id, in the file's order
 * @param functionalities what it does for its owner, by name
 * @param app what its companion app shows
 * @param life what changes while days pass
 */
public record DeviceModel(
    Duration boot,
    boolean ipv6,
    Map<DnsName, NameRecords> names,
    Map<String, ContactModel> contacts,
    Map<String, FunctionalityModel> functionalities,
    AppModel app,
    LifeModel life) {
  public DeviceModel {
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    contacts = Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
    functionalities = Collections.unmodifiableMap(new LinkedHashMap<>(functionalities));
  }
}
