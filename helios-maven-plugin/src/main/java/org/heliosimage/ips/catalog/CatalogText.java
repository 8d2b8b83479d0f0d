package org.heliosimage.ips.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The text of a catalog file, one line of JSON, without its signature. */
final class CatalogText {

  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final byte[] bytes;

  private CatalogText(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Writes an object. */
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  static CatalogText of(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      body.write(json);
    }
    bytes.write('\n');
    return new CatalogText(bytes.toByteArray());
  }

  /** The file without a signature. */
  byte[] unsigned() {
    return bytes;
  }

  /** What the file's signature states. */
  String sha1() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file with the signature as its last field. */
  byte[] signed() {
    // All but the closing brace and the newline.
    int body = bytes.length - 2;
    String signature = (body > 1 ? "," : "") + "\"_SIGNATURE\":{\"sha-1\":\"" + sha1() + "\"}}\n";
    byte[] suffix = signature.getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(bytes, body + suffix.length);
    System.arraycopy(suffix, 0, all, body, suffix.length);
    return all;
  }
}
