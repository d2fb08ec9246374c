// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Element trees as UiAutomator2 and XCUITest write them. */
final class PopUpSignsTest {
  @Test
  void dialogs_of_android_are_seen_with_their_buttons() {
    assertThat(
            PopUpSigns.inTree(
                """
                <hierarchy rotation="0"><android.widget.FrameLayout package="com.example.bulb">
                  <android.widget.TextView text="Do you like this app?" resource-id="android:id/alertTitle"/>
                  <android.widget.Button text="Rate it" resource-id="android:id/button1"/>
                  <android.widget.Button text="Not now" resource-id="android:id/button2"/>
                </android.widget.FrameLayout></hierarchy>
                """))
        .containsExactly("'Rate it'", "'Not now'");
    assertThat(
            PopUpSigns.inTree(
                """
                <hierarchy><android.widget.Button text="Don't allow"
                  package="com.android.permissioncontroller"/></hierarchy>
                """))
        .containsExactly("'Don't allow'");
  }

  @Test
  void an_alert_of_ios_is_seen_with_its_own_buttons_only() {
    assertThat(
            PopUpSigns.inTree(
                """
                <AppiumAUT><XCUIElementTypeApplication name="Bulb">
                  <XCUIElementTypeButton name="Power" label="Power"/>
                  <XCUIElementTypeAlert name="Enjoying it?"><XCUIElementTypeOther>
                    <XCUIElementTypeButton name="Not Now" label="Not Now"/>
                  </XCUIElementTypeOther></XCUIElementTypeAlert>
                  <XCUIElementTypeButton name="Help" label="Help"/>
                </XCUIElementTypeApplication></AppiumAUT>
                """))
        .containsExactly("'Not Now'");
  }

  @Test
  void an_app_with_buttons_has_no_pop_up_and_neither_has_what_is_no_tree() {
    assertThat(
            PopUpSigns.inTree(
                "<hierarchy><android.widget.Button text='Power' package='com.example.bulb'/></hierarchy>"))
        .isEmpty();
    assertThat(PopUpSigns.inTree("")).isEmpty();
    assertThat(PopUpSigns.inTree("<hierarchy><a")).isEmpty();
    assertThat(
            PopUpSigns.inTree(
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><hierarchy>&e;</hierarchy>"))
        .isEmpty();
  }
}
