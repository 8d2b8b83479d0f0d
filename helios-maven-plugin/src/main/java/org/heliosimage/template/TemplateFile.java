package org.heliosimage.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A template, an include or a file that a template places; it must not change during a build. */
public sealed interface TemplateFile {

  /** Path below its root, such as {@code helios/files/motd}; the same on every machine. */
  String name();

  /** Where it is, for messages. */
  String location();

  /** Length in bytes. */
  long size();

  /** Opens the bytes. */
  InputStream open() throws IOException;

  /** SHA-256 of the bytes in lower-case hexadecimal. */
  default String sha256() throws IOException {
    try (InputStream in = open()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file in a folder. */
  record InFolder(String name, Path path, long size) implements TemplateFile {
    @Override
    public String location() {
      return path.toString();
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  /** A file that will be there when the template runs: enough to check the template. */
  record Promised(String name) implements TemplateFile {
    @Override
    public String location() {
      return name;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public InputStream open() throws IOException {
      throw new IOException(name + " is not there yet");
    }

    @Override
    public String sha256() {
      return "";
    }
  }

  /** A file among the bundled templates. */
  record Bundled(String name, ClassLoader loader, String resource, long size)
      implements TemplateFile {

    static Bundled of(String name, ClassLoader loader, String resource) {
      try (InputStream in = loader.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException("resource " + resource + " is missing");
        }
        return new Bundled(name, loader, resource, in.transferTo(OutputStream.nullOutputStream()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String location() {
      return "bundled:" + name;
    }

    @Override
    public InputStream open() throws IOException {
      InputStream in = loader.getResourceAsStream(resource);
      if (in == null) {
        throw new IOException("resource " + resource + " is missing");
      }
      return in;
    }
  }
}
