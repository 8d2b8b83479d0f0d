package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.Digest;
import org.heliosimage.tree.Content;

/** Writes the digest of a file of the output area into the image. */
public final class DigestStep implements StepExecutor<Digest> {

  @Override
  public void run(Digest step, StepContext context) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(step.algorithm().standardName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    try (InputStream in = Files.newInputStream(context.sources().output(step.src()))) {
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    }
    String line = HexFormat.of().formatHex(digest.digest()) + "\n";
    FilePlacer.place(context, step.target(), Content.of(line), step.ownership());
  }
}
