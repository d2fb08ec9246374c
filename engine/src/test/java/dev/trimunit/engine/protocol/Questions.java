// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Questions about a bulb. */
public final class Questions {
  public static final Destination CLOUD = Destination.parse("cloud.vendor.example:443/tcp");
  public static final Destination LOG = Destination.parse("log.vendor.example:443/tcp");
  public static final Destination NTP = Destination.parse("ntp.example:123/udp");
  public static final Destination ADS = Destination.parse("ads.example:443/tcp");
  public static final Usage ON_LAN = new Usage("switching on", Vantage.LAN);
  public static final Usage OFF_LAN = new Usage("switching off", Vantage.LAN);
  public static final Usage ON_WAN = new Usage("switching on", Vantage.WAN);
  private static final Map<Destination, Party> PARTIES =
      Map.of(CLOUD, Party.FIRST, LOG, Party.FIRST, NTP, Party.SUPPORT, ADS, Party.THIRD);

  private Questions() {}

  /** Every usage contacts every destination. */
  public static Question of(List<Usage> usages, Destination... destinations) {
    Map<Usage, SortedSet<Destination>> wanted = new HashMap<>();
    usages.forEach(usage -> wanted.put(usage, new TreeSet<>(Arrays.asList(destinations))));
    return new Question("bulb", new TreeMap<>(wanted), PARTIES, 0.01);
  }
}
