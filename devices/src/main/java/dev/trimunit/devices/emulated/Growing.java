// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.GrowingOld;
import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.DnsName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a device that grows old cannot do here. */
final class Growing {
  private Growing() {}

  /**
   * What nobody here does with real packets is refused.
   *
   * @param all every model, for servers are everybody's
   * @throws LabException that names it, and says what to do
   */
  static void requireWhatIsReal(
      String device, DeviceModel model, PeerPlan plan, Collection<DeviceModel> all) {
    Map<String, Boolean> lacking = new LinkedHashMap<>();
    lacking.put("a lease, for addresses here are fixed", model.life().lease() != null);
    lacking.put("firmware, for no server here has any", !model.life().firmware().isEmpty());
    lacking.put("events, for phones here show no notifications", !model.life().events().isEmpty());
    model
        .life()
        .certificates()
        .forEach(
            (host, certificate) ->
                lacking.put(
                    "certificates of " + host + " that another device's file has otherwise",
                    !certificate.equals(GrowingOld.certificates(all).model(host))));
    for (ContactModel contact : model.contacts().values()) {
      String name = "contact '" + contact.id() + "' with ";
      lacking.put(
          name + "'checks: dates', which here only curl does, with nginx and without 'keeps'",
          contact.timeUse().checksDates()
              && !(RealClients.curlSpeaks(plan, contact) && isTls(contact)));
      lacking.put(
          name + "'sets: clock', which here only chronyd (123/udp) and nginx tell, without 'keeps'",
          contact.timeUse().sets() && !tells(contact, plan));
    }
    lacking.forEach(
        (what, has) -> {
          if (has) {
            throw new LabException(
                "devices/%s.yaml has %s: the emulated lab cannot do that. Leave it out, or choose another lab by trimunit.lab"
                    .formatted(device, what));
          }
        });
  }

  private static boolean isTls(ContactModel contact) {
    return contact.protocol() == ContactModel.AppProtocol.TLS && contact.host() instanceof DnsName;
  }

  private static boolean tells(ContactModel contact, PeerPlan plan) {
    return plan.isTime(contact) || (plan.isWeb(contact) && !contact.persistence().keeps());
  }
}
