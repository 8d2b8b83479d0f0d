package org.heliosimage.ips.publish;

import java.io.IOException;
import java.nio.file.Path;
import org.heliosimage.ips.fmri.Fmri;

/** Makes a package and puts it into a repository. */
public final class Publisher {

  private Publisher() {}

  /**
   * What came of it.
   *
   * @param fmri the full name of the package
   * @param signature SHA-1 of its manifest
   * @param files how many different payloads it has
   * @param size length of the payloads, compressed
   * @param added false if the repository had this very package already
   */
  public record Result(Fmri fmri, String signature, int files, long size, boolean added) {}

  /**
   * Makes a package.
   *
   * @param work a folder for compressed payloads, which the package refers to from then on
   */
  public static PublishedPackage build(PublishRequest request, Path work) throws IOException {
    PackageBuilder.Packer packer = content -> PackedPayload.inFolder(content, work);
    PackageBuilder builder = new PackageBuilder(request.fmri, packer);
    new ActionAssembly(request, builder).assemble();
    PublishedPackage built = builder.build();
    return request.signer == null ? built : request.signer.sign(built, packer);
  }

  /**
   * Makes a package and adds it to a repository folder, which is made if it is missing or empty.
   *
   * @param work a folder for compressed payloads
   */
  public static Result publish(PublishRequest request, Path repository, Path work)
      throws IOException {
    PublishedPackage built = build(request, work);
    boolean added = new RepositoryFolder(repository).add(built, request.time);
    long size = 0;
    for (var payload : built.payloads().values()) {
      size += payload.size();
    }
    return new Result(
        built.fmri(), built.manifest().signature(), built.payloads().size(), size, added);
  }
}
