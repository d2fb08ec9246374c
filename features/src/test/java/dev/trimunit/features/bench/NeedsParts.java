// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.needs.AsRoot;
import dev.trimunit.needs.Needs;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the bench of other people's parts takes, and whoever looks at it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Needs(
    programs = {
      "dnsmasq",
      "mosquitto",
      "mosquitto_sub",
      "chronyd",
      "chronyc",
      "nginx",
      "udhcpc",
      "curl",
      "busybox",
      "snmpd",
      "snmpget",
      "chromium",
      "chromedriver",
      "setpriv",
      "nft",
      "tcpdump",
      "ip",
      "ps",
      "snmpset",
      "sysctl"
    },
    also = {Namespaces.class, AsRoot.class, Parts.class})
@interface NeedsParts {}
