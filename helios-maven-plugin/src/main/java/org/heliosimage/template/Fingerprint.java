package org.heliosimage.template;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Hash of the meaning of a template: kinds and values of keys, files by their bytes. */
final class Fingerprint {

  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(String kind, Arguments arguments) throws IOException {
    put(kind);
    put(arguments);
  }

  String finish() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void put(Arguments arguments) throws IOException {
    put(arguments.values().size());
    for (Map.Entry<String, Object> entry : arguments.values().entrySet()) {
      put(entry.getKey());
      Object value = entry.getValue();
      if (value instanceof List<?> list) {
        put(list.size());
        for (Object element : list) {
          put(element.toString());
        }
      } else if (value instanceof TemplateFile file) {
        put(file.sha256());
      } else if (value instanceof Arguments nested) {
        put(nested);
      } else {
        put(value.toString());
      }
    }
  }

  /** Lengths come first, so that no two sequences of texts look the same. */
  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(bytes.length);
    digest.update(bytes);
  }

  private void put(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }
}
