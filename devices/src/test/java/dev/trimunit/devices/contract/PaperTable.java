// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import java.util.List;

/** What the ConPro 2020 paper found, as its table II has it; every lab with models shows it. */
public final class PaperTable {
  /** Device, vantage, destination, verdict. */
  public static final List<String> ROWS =
      List.of(
          "tp-link-bulb LAN tplinkra.com:443/tcp required",
          "tp-link-bulb LAN tplinkcloud.com:50443/tcp required",
          "tp-link-bulb LAN ntp.org:123/udp blockable",
          "tp-link-bulb LAN amazonaws.com:8883/tcp required",
          "tp-link-bulb LAN nist.gov:123/udp blockable",
          "tp-link-bulb WAN tplinkra.com:443/tcp required",
          "tp-link-bulb WAN tplinkcloud.com:50443/tcp required",
          "tp-link-bulb WAN ntp.org:123/udp blockable",
          "tp-link-bulb WAN amazonaws.com:8883/tcp required",
          "tp-link-bulb WAN nist.gov:123/udp blockable",
          "yi-camera LAN api.us.xiaoyi.com:443/tcp required",
          "yi-camera WAN api.us.xiaoyi.com:443/tcp required",
          "yi-camera WAN log.us.xiaoyi.com:80/tcp blockable",
          "bosiwo-camera LAN vimtag.com:443/tcp required",
          "bosiwo-camera LAN amazonaws.com:443/tcp required",
          "bosiwo-camera LAN 210.72.145.44/icmp blockable",
          "bosiwo-camera WAN vimtag.com:443/tcp required",
          "bosiwo-camera WAN amazonaws.com:443/tcp required",
          "bosiwo-camera WAN 210.72.145.44/icmp blockable");

  private PaperTable() {}
}
