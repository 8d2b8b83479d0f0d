package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.publish.PublishedPackage;

/** The packages of one publisher, all built at the same moment. */
final class Release {

  static final String INCORPORATION = "consolidation/osnet/osnet-incorporation";

  private static final String STAMP = ":20261101T000000Z";

  private final String publisher;
  private final String branch;
  private final SharedPacker packer;
  private final List<PublishedPackage> packages = new ArrayList<>();
  private final List<String> core = new ArrayList<>();

  /**
   * @param publisher who publishes
   * @param branch the packager's version, such as {@code 2.0}
   * @param packer compresses what releases have in common
   */
  Release(String publisher, String branch, SharedPacker packer) {
    this.packer = packer;
    this.publisher = publisher;
    this.branch = branch;
  }

  String publisher() {
    return publisher;
  }

  /** The version of the core packages, which the incorporation pins. */
  String coreVersion() {
    return "0.5.11-" + branch + ".1";
  }

  /** A package of the operating system proper: its version goes with that of all others. */
  SamplePackage core(String stem, String summary) throws IOException {
    core.add(stem);
    return exactly(stem, coreVersion(), summary).require(INCORPORATION);
  }

  /** Any other package. */
  SamplePackage other(String stem, String version, String summary) throws IOException {
    return exactly(stem, version + "-" + branch, summary);
  }

  /** A package whose whole version is given. */
  SamplePackage exactly(String stem, String version, String summary) throws IOException {
    Fmri fmri = new Fmri(publisher, stem, Version.parse(version + STAMP));
    return new SamplePackage(fmri, summary, packer);
  }

  void add(SamplePackage built) throws IOException {
    packages.add(built.build());
  }

  /** The stems of the core packages so far. */
  List<String> coreStems() {
    return List.copyOf(core);
  }

  List<PublishedPackage> packages() {
    return List.copyOf(packages);
  }

  String branch() {
    return branch;
  }
}
