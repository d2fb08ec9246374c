// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The resolver with octets from the wire: as a device's query, and as an upstream's answer. */
public final class DnsFuzzer {
  private static final byte[] QUERY = query();
  private static final NameSpace INTERNET = internet();

  private DnsFuzzer() {}

  public static void fuzzerTestOneInput(byte[] wire) {
    asked(wire, new CachingUpstream(INTERNET, () -> 0, 16));
    byte[] answer = wire.clone();
    if (answer.length > 2) {
      answer[0] = QUERY[0];
      answer[1] = QUERY[1];
    }
    asked(QUERY, new CachingUpstream(query -> Optional.of(answer), () -> 0, 16));
  }

  private static void asked(byte[] query, CachingUpstream upstream) {
    DeviceDns device = new DeviceDns(upstream, () -> Instant.EPOCH, new Following());
    BlockPlan plan =
        new BlockPlan(
            Set.of(DestinationPattern.parse("blocked.example")),
            Set.of(),
            dev.trimunit.engine.lab.Gateway.Strength.NORMAL);
    device.apply(plan, BlockAnswer.LOOPBACK);
    OpenDns stranger = new OpenDns(upstream);
    for (int round = 0; round < 2; round++) { // the second time from the cache
      device.ready(query);
      device.answer(query, false, true);
      device.answer(query, true, false);
      stranger.ready(query);
      stranger.answer(query, false, true);
    }
    device.events();
  }

  private static byte[] query() {
    Record question = Record.newRecord(Name.fromConstantString("api.example."), Type.A, DClass.IN);
    Message message = Message.newQuery(question);
    message.getHeader().setID(7);
    return message.toWire();
  }

  private static NameSpace internet() {
    NameSpace names = new NameSpace();
    names.put(
        DnsName.of("api.example"),
        new NameRecords(List.of(IpAddress.parse("203.0.113.7")), null, 300));
    return names;
  }

  /** Where fuzzing starts: a query, and the answer to it. */
  public static byte[][] seeds() {
    return new byte[][] {QUERY, INTERNET.ask(QUERY).orElseThrow()};
  }
}
