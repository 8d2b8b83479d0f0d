package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A service of the service management facility.
 *
 * @param name such as {@code network/ssh}
 * @param purpose one line
 */
record Service(String name, String purpose) {

  /** What the manifests and profiles here consist of; the real one knows far more. */
  static final String DTD =
      """
      <?xml version="1.0" encoding="US-ASCII"?>
      <!ELEMENT service_bundle (service*)>
      <!ATTLIST service_bundle type (manifest|profile) #REQUIRED name CDATA #REQUIRED>
      <!ELEMENT service (create_default_instance?, single_instance?, dependency*, exec_method*,
          instance*, stability?, template?)>
      <!ATTLIST service name CDATA #REQUIRED version CDATA #REQUIRED type CDATA #REQUIRED>
      <!ELEMENT create_default_instance EMPTY>
      <!ATTLIST create_default_instance enabled (true|false) #REQUIRED>
      <!ELEMENT single_instance EMPTY>
      <!ELEMENT instance EMPTY>
      <!ATTLIST instance name CDATA #REQUIRED enabled (true|false) #REQUIRED>
      <!ELEMENT dependency (service_fmri+)>
      <!ATTLIST dependency name CDATA #REQUIRED grouping CDATA #REQUIRED
          restart_on CDATA #REQUIRED type CDATA #REQUIRED>
      <!ELEMENT service_fmri EMPTY>
      <!ATTLIST service_fmri value CDATA #REQUIRED>
      <!ELEMENT exec_method EMPTY>
      <!ATTLIST exec_method type CDATA #REQUIRED name CDATA #REQUIRED exec CDATA #REQUIRED
          timeout_seconds CDATA #REQUIRED>
      <!ELEMENT stability EMPTY>
      <!ATTLIST stability value CDATA #REQUIRED>
      <!ELEMENT template (common_name)>
      <!ELEMENT common_name (loctext)>
      <!ELEMENT loctext (#PCDATA)>
      <!ATTLIST loctext xml:lang CDATA #REQUIRED>
      """;

  private static final String HEAD =
      """
      <?xml version="1.0"?>
      <!DOCTYPE service_bundle SYSTEM "/usr/share/lib/xml/dtd/service_bundle.dtd.1">
      """;

  private String shortName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private String manifest() {
    String body =
        """
        <service_bundle type="manifest" name="sample:@SHORT@">
          <service name="@NAME@" type="service" version="1">
            <create_default_instance enabled="false"/>
            <single_instance/>
            <exec_method type="method" name="start" exec="/lib/svc/method/@SHORT@ start"
                timeout_seconds="60"/>
            <exec_method type="method" name="stop" exec=":kill" timeout_seconds="60"/>
            <stability value="Unstable"/>
            <template>
              <common_name><loctext xml:lang="C">@PURPOSE@</loctext></common_name>
            </template>
          </service>
        </service_bundle>
        """;
    return HEAD
        + body.replace("@SHORT@", shortName())
            .replace("@NAME@", name)
            .replace("@PURPOSE@", purpose);
  }

  /** Delivers the manifest and the method. */
  void addTo(SamplePackage to) throws IOException {
    to.file(
        "lib/svc/manifest/" + name + ".xml",
        "0444",
        "sys",
        manifest().getBytes(StandardCharsets.UTF_8),
        "restart_fmri=svc:/system/manifest-import:default");
    to.program("lib/svc/method/" + shortName());
  }

  /** A profile that changes nothing. */
  static String profile(String name) {
    return HEAD + "<service_bundle type=\"profile\" name=\"" + name + "\">\n</service_bundle>\n";
  }
}
