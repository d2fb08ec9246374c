// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses the LAN's interface reaches without a router. What the kernel does not tell is a
 * {@link LabFault}.
 */
public final class LanRange {
  private final String networkInterface;

  /**
   * @param networkInterface the LAN's
   */
  public LanRange(String networkInterface) {
    this.networkInterface = networkInterface;
  }

  /** Its networks now, as {@code address/length}; none if there is no such interface. */
  public List<String> networks() {
    return addresses().stream()
        .map(each -> IpAddress.of(network(each)) + "/" + each.getNetworkPrefixLength())
        .toList();
  }

  /** Whether it reaches an address without a router. */
  public boolean contains(IpAddress address) {
    return addresses().stream().anyMatch(each -> covers(each, address));
  }

  /** Whether this machine itself has an address. */
  static boolean isOurs(IpAddress address) {
    try {
      return address.value().isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address.value()) != null;
    } catch (SocketException e) {
      throw new LabFault("The interface with the address " + address + " cannot be looked up", e);
    }
  }

  private List<InterfaceAddress> addresses() {
    try {
      NetworkInterface lan = NetworkInterface.getByName(networkInterface);
      return lan == null ? List.of() : lan.getInterfaceAddresses();
    } catch (SocketException e) {
      throw new LabFault("The LAN's interface " + networkInterface + " cannot be looked at", e);
    }
  }

  private static boolean covers(InterfaceAddress network, IpAddress address) {
    return Arrays.equals(network(network), masked(address.octets(), network));
  }

  private static byte[] network(InterfaceAddress network) {
    return masked(network.getAddress().getAddress(), network);
  }

  private static byte[] masked(byte[] octets, InterfaceAddress network) {
    int bits = network.getNetworkPrefixLength();
    for (int i = 0; i < octets.length; i++) {
      octets[i] &= (byte) (0xff00 >> Math.max(0, Math.min(8, bits - 8 * i)));
    }
    return octets;
  }
}
