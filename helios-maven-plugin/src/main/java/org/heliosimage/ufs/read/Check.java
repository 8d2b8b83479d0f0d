package org.heliosimage.ufs.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.ufs.UfsException;

/** Checks everything in a file system that is stated twice or follows from something else. */
final class Check {

  /** A damaged file system may have something wrong at every block. */
  private static final int MOST_FINDINGS = 1000;

  private final List<UfsFinding> findings = new ArrayList<>();

  private Check() {}

  static List<UfsFinding> run(FileChannel image) throws IOException {
    Check check = new Check();
    for (String problem : Volume.superblock(image).problems(image.size())) {
      check.add("superblock", problem);
    }
    if (check.findings.isEmpty()) {
      check.run(Volume.open(image));
    }
    return check.findings;
  }

  void add(String place, String problem) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(new UfsFinding(place, problem));
    }
  }

  private void run(Volume volume) throws IOException {
    Superblock superblock = volume.superblock();
    for (int group = 0; group < superblock.groups(); group++) {
      byte[] copy =
          volume.read(superblock.groupStart(group) + superblock.superblockAt(), Superblock.LENGTH);
      if (!superblock.agreesWith(new Superblock(copy))) {
        add("group " + group, "has a copy of the superblock that differs");
      }
    }
    InodeCheck inodes = new InodeCheck(volume, this);
    inodes.run();
    try {
      new NameCheck(volume, inodes, this).run();
    } catch (UfsException e) {
      add("names", String.valueOf(e.getMessage()));
    }
    new GroupCheck(volume, inodes, this).run();
  }
}
