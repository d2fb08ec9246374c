// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.linux.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS of a made-up Internet: one certificate for everybody, and clients that take any. */
final class SelfSigned {
  /** The certificate's file, in PEM. */
  static final String CERTIFICATE = "certificate.pem";

  /** The key's file, in PEM. */
  static final String KEY = "key.pem";

  private static final String PASSWORD = "documentation";
  private static final String ALIAS = "lab";

  private SelfSigned() {}

  /** Makes a key and its certificate with the JDK's own tool. */
  static void make(Path keyStore) {
    Program.run(
        List.of(
            System.getProperty("java.home") + "/bin/keytool",
            "-genkeypair",
            "-keystore",
            keyStore.toString(),
            "-storepass",
            PASSWORD,
            "-storetype",
            "PKCS12",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=lab.example",
            "-validity",
            "30"),
        "");
  }

  /** Writes {@link #CERTIFICATE} and {@link #KEY} of a key store into a folder. */
  static void export(Path keyStore, Path folder) throws IOException {
    try {
      KeyStore store = load(keyStore);
      Key key = store.getKey(ALIAS, PASSWORD.toCharArray());
      pem(folder.resolve(CERTIFICATE), "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
      pem(folder.resolve(KEY), "PRIVATE KEY", key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException("The key store " + keyStore + " cannot be used", e);
    }
  }

  private static void pem(Path file, String what, byte[] octets) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
    Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines));
  }

  private static KeyStore load(Path keyStore) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return store;
    }
  }

  static SSLSocketFactory server(Path keyStore) throws IOException {
    try {
      KeyStore store = load(keyStore);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("The key store " + keyStore + " cannot be used", e);
    }
  }

  static SSLSocketFactory client() {
    return trusting().getSocketFactory();
  }

  /** Loads what a first handshake takes seconds to load on a busy machine. */
  static void warmUp() throws IOException {
    SSLEngine engine = trusting().createSSLEngine("lab.example", 443);
    engine.setUseClientMode(true);
    int size = engine.getSession().getPacketBufferSize();
    engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(size));
  }

  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustEverybody()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no TLS", e);
    }
  }

  /** A modelled device has nothing to protect. */
  private static final class TrustEverybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
