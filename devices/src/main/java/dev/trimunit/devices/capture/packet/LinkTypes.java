// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/**
 * What a captured record begins with, by the numbers of tcpdump's registry of link-layer header
 * types. Where the registry has a number of its own for files, that one; 12 and 14 are what some
 * systems wrote for 101.
 */
public final class LinkTypes {
  public static final int ETHERNET = 1;
  public static final int NULL = 0;
  public static final int TOKEN_RING = 6;
  public static final int FDDI = 10;

  static final int PPP = 9;
  static final int RAW_OF_BSD = 12;
  static final int RAW_OF_OPENBSD = 14;
  static final int PPP_HDLC = 50;
  static final int PPP_ETHER = 51;
  static final int ATM_RFC1483 = 100;
  static final int RAW = 101;
  static final int C_HDLC = 104;
  static final int IEEE802_11 = 105;
  static final int FRELAY = 107;
  static final int LOOP = 108;
  static final int ENC = 109;
  static final int LINUX_SLL = 113;
  static final int IEEE802_11_PRISM = 119;
  static final int IEEE802_11_RADIOTAP = 127;
  static final int IEEE802_11_AVS = 163;
  static final int PPP_PPPD = 166;
  static final int PPI = 192;
  static final int PPP_WITH_DIR = 204;
  static final int C_HDLC_WITH_DIR = 205;
  static final int FRELAY_WITH_DIR = 206;
  static final int IPV4 = 228;
  static final int IPV6 = 229;
  static final int NFLOG = 239;
  static final int NETANALYZER = 240;
  static final int NETANALYZER_TRANSPARENT = 241;
  static final int PKTAP = 258;
  static final int LINUX_SLL2 = 276;

  private LinkTypes() {}
}
